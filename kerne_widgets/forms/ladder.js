// Ladders, built on the phone one rung at a time. What they come to is written into a field, which the page keeps, sends and
// gives back as it does a text; half a rung is kept here.
const SHOWN_AT_FIRST = 6;
const make = (tag, classes, text, more = {}) => {
  const node = document.createElement(tag);
  node.className = classes;
  if (text !== undefined) node.textContent = text;
  for (const [name, value] of Object.entries(more)) node.setAttribute(name, value);
  return node;
};
const say = (words, values) => (words ?? "").replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

export default {
  render({ model, el }) {
    const words = model.get("labels"), { most, rungs, length, key } = model.get("options");
    const input = make("input", "kerne-unseen", undefined, { type: "text", tabindex: "-1", "aria-hidden": "true" });
    const stage = make("div", "kerne-ladder"), live = make("p", "kerne-unseen", "", { "aria-live": "polite" });
    el.replaceChildren(input, stage, live);
    input.value = model.get("value");
    const half = {
      get() { try { return localStorage.getItem(`kerne-rung:${key}`) ?? ""; } catch { return this.text ?? ""; } },
      set(text) { this.text = text; try { if (text) localStorage.setItem(`kerne-rung:${key}`, text); else localStorage.removeItem(`kerne-rung:${key}`); } catch { /* kept in the field alone */ } },
    };
    let open = null; // the ladder that is looked at; null for the one being built
    let isNew = false, showsAll = false, problem = "";

    const ladders = () => { try { const read = JSON.parse(input.value || "[]"); return Array.isArray(read) ? read : []; } catch { return []; } };
    const trimmed = (text) => {
      const plain = text.trim().split(/\s+/).join(" "), lead = `${words.prefix} `;
      return `${plain} `.toLowerCase().startsWith(lead) ? plain.slice(lead.length) : plain;
    };
    const plain = (text) => trimmed(text).normalize("NFKC").toLowerCase().replace(/[ .!…]+$/, "");

    function give(list, said) {
      input.value = list.length ? JSON.stringify(list) : "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
      if (said) live.textContent = said;
      draw();
    }
    const tap = (name, classes, onTap, text = name) => {
      const node = make("button", `kerne-key ${classes}`, text, { type: "button" });
      if (text !== name) node.setAttribute("aria-label", name);
      node.addEventListener("click", onTap);
      return node;
    };

    function climb(text, list, at) {
      const rung = at === null ? text.trim().split(/\s+/).join(" ") : trimmed(text);
      if (!rung) return;
      problem = "";
      half.set("");
      if (at === null) {
        open = list.length;
        isNew = false;
        return give([...list, { start: rung, rungs: [], reached: false }], rung);
      }
      const own = list[at];
      if ([own.start, ...own.rungs].some((known) => plain(known) === plain(rung))) {
        problem = say(words.loop, { rung });
        half.set(text);
        live.textContent = problem;
        return draw();
      }
      give(list.map((ladder, i) => (i === at ? { ...own, rungs: [...own.rungs, rung] } : ladder)), say(words.added, { count: own.rungs.length + 1, rung }));
    }

    function entry(label, list, at) {
      const row = make("div", "kerne-entry"), id = `kerne-rung-${key}`;
      const field = make("input", "kerne-own", undefined, { type: "text", id, dir: "auto", maxlength: String(length), autocomplete: "off", enterkeyhint: "done" });
      field.value = half.get();
      if (problem) { field.setAttribute("aria-invalid", "true"); field.setAttribute("aria-describedby", `${id}-problem`); }
      // the page listens for its own fields: a half rung is ours to keep
      field.addEventListener("input", (event) => { event.stopPropagation(); half.set(field.value); });
      const add = () => { const held = field.value; climb(held, list, at); if (held.trim()) stage.querySelector(".kerne-own")?.focus({ preventScroll: true }); };
      field.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); event.stopPropagation(); add(); } });
      field.addEventListener("change", (event) => event.stopPropagation());
      row.append(field, tap(words.add, "kerne-add kerne-rung-add", add));
      return [make("label", "", label, { for: id }), ...(problem ? [make("p", "kerne-problem", problem, { id: `${id}-problem` })] : []), row];
    }

    function building(list, at) {
      const own = list[at], chain = make("ol", "");
      const last = own.rungs.length - 1;
      const rung = (text, lead, onDown) => {
        const row = make("li", "kerne-rung"), said = make("span", "", undefined, { dir: "auto" });
        if (lead) said.append(make("em", "", `${lead} `));
        said.append(text);
        row.append(said);
        if (onDown) row.append(tap(say(words.down, { rung: text }), "kerne-remove", onDown));
        return row;
      };
      const change = (ladder) => give(list.map((other, i) => (i === at ? ladder : other)));
      chain.append(rung(own.start, "", last < 0 ? () => { open = null; give(list.filter((_, i) => i !== at)); } : null));
      own.rungs.forEach((text, i) => chain.append(rung(text, words.prefix, i === last ? () => change({ ...own, rungs: own.rungs.slice(0, -1), reached: false }) : null)));
      if (own.reached) {
        chain.append(make("li", "kerne-rung is-top", words.reached));
        return [chain];
      }
      const more = own.rungs.length < rungs ? entry(words.so_that, list, at) : [make("p", "kerne-count", words.tall)];
      const top = own.rungs.length ? [tap(words.top, "kerne-reached", () => { open = at; change({ ...own, reached: true }); })] : [];
      return [chain, ...more, ...(own.rungs.length ? [] : [make("p", "kerne-count", words.hint)]), ...top];
    }

    function beginning(list) {
      const begun = new Set(list.map((ladder) => plain(ladder.start)));
      const starts = model.get("starts").filter((start) => !begun.has(plain(start)));
      const shown = showsAll ? starts : starts.slice(0, SHOWN_AT_FIRST), pool = make("div", "kerne-starts");
      for (const start of shown) {
        const key = tap(start, "kerne-pick", () => climb(start, list, null));
        key.dir = "auto";
        pool.append(key);
      }
      if (shown.length < starts.length) pool.append(tap(words.others, "kerne-more-starts", () => { showsAll = true; draw(); }));
      return [...entry(words.start, list, null), ...(starts.length ? [make("p", "kerne-part", words.or), pool] : [])];
    }

    function whole(list, i) {
      const own = list[i], row = make("li", "kerne-rung is-whole");
      const said = make("span", "", own.start, { dir: "auto" });
      said.append(document.createElement("br"), make("em", "", say(own.reached ? words.steps : words.unfinished, { count: own.rungs.length })));
      row.append(said, tap(say(words.remove, { rung: own.start }), "kerne-remove", () => { open = null; give(list.filter((_, at) => at !== i)); }));
      said.addEventListener("click", () => { open = i; isNew = false; draw(); });
      return row;
    }

    function draw() {
      const held = stage.contains(document.activeElement) && document.activeElement.classList.contains("kerne-own");
      const list = ladders(), unfinished = list.findIndex((ladder) => !ladder.reached);
      const at = isNew ? null : open !== null && open < list.length ? open : unfinished >= 0 ? unfinished : list.length ? list.length - 1 : null;
      const others = make("ol", "");
      list.forEach((_, i) => { if (i !== at) others.append(whole(list, i)); });
      const shown = others.children.length ? [others] : [];
      if (at === null) shown.push(...beginning(list));
      else {
        shown.push(...building(list, at));
        if (list[at].reached) shown.push(list.length < most ? tap(words.new, "kerne-new", () => { isNew = true; showsAll = false; draw(); }) : make("p", "kerne-count", say(words.full, { count: list.length })));
      }
      stage.replaceChildren(...shown);
      if (held) stage.querySelector(".kerne-own")?.focus({ preventScroll: true });
    }
    // going on with a rung written and not added adds it, as it does a card
    // before the page sends what is written
    const onGo = (event) => {
      const field = stage.isConnected && event.target.closest?.(".kerne-go") && stage.querySelector(".kerne-own");
      if (field && field.value.trim()) field.nextSibling.click();
    };
    window.addEventListener("click", onGo, true);
    input.addEventListener("change", () => { model.set("value", input.value); model.save_changes(); draw(); });
    model.on("change:value", () => { if (model.get("value") !== input.value) { input.value = model.get("value"); open = null; problem = ""; draw(); } });
    model.on("change:starts", draw);
    draw();
    return () => window.removeEventListener("click", onGo, true);
  },
};
