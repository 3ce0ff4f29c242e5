// Answers composed of several items: an order, points spread over them, or pairs compared. Everything happens on the phone at
// once; what it comes to is written into a field, which the page keeps, sends and gives back as it does a text.
const make = (tag, classes, text, more = {}) => {
  const node = document.createElement(tag);
  node.className = classes;
  if (text !== undefined) node.textContent = text;
  for (const [name, value] of Object.entries(more)) node.setAttribute(name, value);
  return node;
};
const say = (words, values) => (words ?? "").replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const entries = (text) => text.split(",").filter(Boolean).map((part) => part.split("="));
const textOf = (map) => Array.from(map, ([id, value]) => `${id}=${value}`).join(",");

export default {
  render({ model, el }) {
    const words = model.get("labels"), options = model.get("options");
    const input = make("input", "kerne-unseen", undefined, { type: "text", tabindex: "-1", "aria-hidden": "true" });
    const stage = make("div", "kerne-composed"), live = make("p", "kerne-unseen", "", { "aria-live": "polite" });
    el.replaceChildren(input, stage, live);
    input.value = model.get("value");

    const items = () => model.get("items");
    const known = () => new Map(items().map((item) => [item.id, item.text]));
    // a name of the key that has the focus, so that it has it still when the list is drawn anew
    const key = (act, id, classes, name, onTap, text) => {
      const node = make("button", `kerne-key ${classes}`, text ?? name, { type: "button", "data-key": `${act} ${id}` });
      if (text !== undefined && name !== text) node.setAttribute("aria-label", name);
      node.addEventListener("click", () => { if (node.getAttribute("aria-disabled") !== "true") onTap(); });
      return node;
    };
    const off = (node, isOff) => { if (isOff) node.setAttribute("aria-disabled", "true"); return node; };

    let drawn = null;
    const write = (value) => { input.value = value; input.dispatchEvent(new Event("input", { bubbles: true })); };
    function give(value, said) {
      write(value);
      if (said) live.textContent = said;
      draw();
    }

    // -- an order ------------------------------------------------------------------------------------------
    function ranking() {
      const texts = known(), order = input.value.split(",").filter((id) => texts.has(id));
      const put = (id, place) => {
        const rest = order.filter((other) => other !== id);
        if (place === null) return give(rest.join(","), say(words.out, { item: texts.get(id) }));
        rest.splice(place, 0, id);
        give(rest.join(","), say(words.placed, { item: texts.get(id), place: place + 1, total: rest.length }));
      };
      const list = make("ol", "kerne-ranked");
      order.forEach((id, place) => {
        const row = make("li", "kerne-ranked-row"), last = place === order.length - 1;
        row.append(
          make("span", "kerne-place", place + 1, { "aria-hidden": "true" }),
          make("span", "kerne-item", texts.get(id), { dir: "auto" }),
          off(key("up", id, "kerne-up", say(words.up, { item: texts.get(id) }), () => put(id, place - 1)), place === 0),
          key("down", id, last ? "kerne-remove" : "kerne-down", say(last ? words.take_out : words.down, { item: texts.get(id) }), () => put(id, last ? null : place + 1)),
        );
        list.append(row);
      });
      const rest = items().filter((item) => !order.includes(item.id));
      const pool = make("ul", "kerne-pool");
      for (const item of rest) {
        const row = make("li", "");
        row.append(key("pick", item.id, "kerne-pick", say(words.pick, { item: item.text }), () => put(item.id, order.length), item.text));
        row.firstChild.dir = "auto";
        pool.append(row);
      }
      const heading = make("p", "kerne-part", order.length ? words.rest : words.begin);
      return [...(order.length ? [list] : []), ...(rest.length ? [heading, pool] : [])];
    }

    // -- points --------------------------------------------------------------------------------------------
    let excessive = null; // points as they are written while they are too many; what is stored is what the budget holds
    const wrong = new Map(); // what is written and is no number
    function points() {
      const texts = known(), { budget, most, step } = options;
      const given = excessive ?? new Map(entries(input.value).filter(([id]) => texts.has(id)).map(([id, n]) => [id, Number(n)]));
      const left = () => Math.min(budget - Array.from(given.values()).reduce((sum, n) => sum + n, 0), ...Array.from(given.values(), (n) => (n > most ? most - n : Infinity)));
      const head = make("p", "kerne-left", "", { "data-fill": "" });
      const tell = () => {
        const n = left();
        head.textContent = n < 0 ? say(words.over, { n: -n }) : n === 0 ? words.spent : say(n === 1 ? words.left_one : words.left, { n, budget });
        head.classList.toggle("is-over", n < 0);
        head.classList.toggle("is-spent", n === 0);
        return head.textContent;
      };
      const set = (id, n) => { if (n > 0) given.set(id, n); else given.delete(id); excessive = left() < 0 ? given : null; };
      const settle = (id, n) => {
        set(id, n);
        give(excessive ? input.value : textOf(given), `${texts.get(id)}: ${say(words.has, { n: given.get(id) ?? 0 })}. ${tell()}`);
      };
      const stateOf = (id) => { const n = given.get(id) ?? 0; return { n, less: Math.max(0, n % step ? n - (n % step) : n - step), more: Math.min(n + step - (n % step), most, n + left()) }; };
      // rows stay as they are while one goes from field to field: a field that is drawn anew has lost the finger
      const rows = new Map();
      const even = () => {
        tell();
        for (const { id } of items()) {
          const { less, field, more, problem } = rows.get(id), at = stateOf(id), typed = wrong.get(id);
          if (field !== document.activeElement && typed === undefined) field.value = at.n || "";
          if (typed === undefined) field.removeAttribute("aria-invalid"); else field.setAttribute("aria-invalid", "true");
          problem.textContent = typed === undefined ? "" : say(words.not_number, { typed });
          less.setAttribute("aria-disabled", String(at.n === 0));
          more.setAttribute("aria-disabled", String(at.more <= at.n));
        }
      };
      const put = (id, n) => {
        wrong.delete(id);
        set(id, n);
        if (!excessive) write(drawn = textOf(given));
        even();
        live.textContent = `${texts.get(id)}: ${say(words.has, { n: given.get(id) ?? 0 })}. ${head.textContent}`;
      };
      const list = make("ul", most === 1 ? "kerne-votes" : "kerne-shares");
      for (const { id, text } of items()) {
        const row = make("li", "kerne-share"), n = given.get(id) ?? 0, problem = make("p", "kerne-problem is-elsewhere");
        if (most === 1) {
          // the only star goes along to what is tapped
          const star = key("star", id, "kerne-star", text, () => { if (budget === 1) given.clear(); settle(id, n ? 0 : 1); }, text);
          star.setAttribute("aria-pressed", String(n > 0));
          star.dir = "auto";
          row.append(off(star, !n && left() < 1 && budget > 1));
        } else {
          const field = make("input", "kerne-number", undefined, { type: "text", inputmode: "numeric", maxlength: "4", autocomplete: "off", "aria-label": say(words.points_for, { item: text }), "data-key": `number ${id}` });
          field.value = wrong.get(id) ?? (n || "");
          field.placeholder = "0";
          field.addEventListener("input", (event) => {
            event.stopPropagation();
            const typed = field.value.trim();
            if (/\D/.test(typed)) { wrong.set(id, typed); even(); } else put(id, Number(typed));
          });
          field.addEventListener("change", (event) => { event.stopPropagation(); even(); });
          const less = key("less", id, "kerne-less", say(words.less, { item: text }), () => put(id, stateOf(id).less));
          const more = key("more", id, "kerne-more", say(words.more, { item: text }), () => put(id, stateOf(id).more));
          rows.set(id, { less, field, more, problem });
          row.append(make("span", "kerne-item", text, { dir: "auto" }), less, field, more, problem);
        }
        list.append(row);
      }
      if (rows.size) even(); else tell();
      return [head, list];
    }

    // -- pairs ---------------------------------------------------------------------------------------------
    const FRESH_FOR = 300;
    let drawnPair = null;
    let here = null; // the pair that is looked at; null for the first that is open
    function pairs() {
      const texts = known(), list = options.pairs.filter(([, one, other]) => texts.has(one) && texts.has(other));
      const given = new Map(entries(input.value)), skipped = pairs.skipped ?? (pairs.skipped = new Set());
      const open = list.findIndex(([id]) => !given.has(id) && !skipped.has(id));
      // the pair that is looked at may be gone
      const inHand = list.findIndex(([id]) => id === here), at = inHand < 0 ? open : inHand;
      const done = list.filter(([id]) => given.has(id)).length;
      const go = (place) => { here = list[place]?.[0] ?? null; draw(); stage.querySelector(".kerne-pair")?.focus({ preventScroll: true }); };
      const on = (place) => { const next = list.findIndex(([id], i) => i > place && !given.has(id) && !skipped.has(id)); go(next < 0 ? -1 : next); };
      const foot = make("div", "kerne-pair-foot");
      const place = at < 0 ? list.length : at;
      foot.append(off(key("back", "", "kerne-pair-back", words.back, () => go(place - 1)), place === 0));
      if (at < 0) {
        const end = make("p", "kerne-pair kerne-empty", say(done === list.length ? words.done : words.some, { n: done, total: list.length }), { tabindex: "-1" });
        return [end, foot];
      }
      const [id, one, other] = list[at];
      // a double tap is about one pair: the next takes no finger at once
      if (drawnPair !== null && drawnPair !== id) {
        stage.style.pointerEvents = "none";
        setTimeout(() => { stage.style.pointerEvents = ""; }, FRESH_FOR);
      }
      drawnPair = id;
      const chosen = given.get(id);
      const choose = (value) => { given.set(id, value); skipped.delete(id); input.value = textOf(given); input.dispatchEvent(new Event("input", { bubbles: true })); on(at); };
      const progress = say(words.at, { place: at + 1, total: list.length });
      const group = make("div", "kerne-pair", undefined, { role: "group", tabindex: "-1", "aria-label": `${progress}. ${say(words.of, { one: texts.get(one), other: texts.get(other) })}` });
      group.append(make("p", "kerne-pair-at", progress, { "aria-hidden": "true" }));
      const option = (value, name, classes, spoken) => {
        const node = key(value, id, classes, spoken ?? name, () => choose(value), name);
        node.setAttribute("aria-pressed", String(chosen === value));
        node.dir = "auto";
        return node;
      };
      if (options.steps) {
        // each name on lines of its own, for names may hold an "and" themselves
        const names = make("p", "kerne-pair-names", undefined, { "aria-hidden": "true", dir: "auto" });
        for (const part of words.of.split(/(\{\w+\})/)) names.append(part.startsWith("{") ? make("strong", "", say(part, { one: texts.get(one), other: texts.get(other) })) : part);
        group.append(names);
        const row = make("div", "kerne-pair-steps"), ends = make("div", "kerne-ends", undefined, { "aria-hidden": "true" });
        for (let step = 1; step <= options.steps; step++) {
          const end = step === 1 ? words.low : step === options.steps ? words.high : "";
          row.append(option(String(step), String(step), "kerne-option", end ? `${step}, ${end}` : String(step)));
        }
        ends.append(make("span", "", words.low), make("span", "", words.high));
        group.append(row, ends);
      } else {
        group.append(option(one, texts.get(one), "kerne-option"), option(other, texts.get(other), "kerne-option"), option("equal", words.equal, "kerne-option kerne-quiet"));
      }
      foot.append(key("skip", "", "kerne-pair-skip", words.skip, () => { if (!given.has(id)) skipped.add(id); on(at); }));
      return [group, foot];
    }

    // ------------------------------------------------------------------------------------------------------
    const shapes = { ranking, points, pairs };
    function draw() {
      drawn = input.value;
      const held = stage.contains(document.activeElement) ? document.activeElement.dataset.key : null;
      if (items().length < (model.get("mode") === "points" ? 1 : 2)) stage.replaceChildren(make("p", "kerne-empty", words.empty));
      else stage.replaceChildren(...shapes[model.get("mode")]());
      if (!held) return;
      const [, id] = held.split(" ");
      const keys = Array.from(stage.querySelectorAll("[data-key]"));
      (keys.find((node) => node.dataset.key === held) ?? keys.find((node) => id && node.dataset.key.endsWith(` ${id}`)))?.focus({ preventScroll: true });
    }
    // the page asks for what was written to be sent: when one pauses, when one goes on, and after a reload
    input.addEventListener("change", () => { model.set("value", input.value); model.save_changes(); if (input.value !== drawn) draw(); });
    model.on("change:value", () => { if (model.get("value") !== input.value) { input.value = model.get("value"); here = excessive = null; wrong.clear(); draw(); } });
    model.on("change:items", draw);
    model.on("change:options", () => { Object.assign(options, model.get("options")); draw(); });
    draw();
  },
};
