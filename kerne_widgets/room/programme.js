// The programme: a list to go by, and the same list to change. What is stored is decided by the server; this page
// shows a change at once and takes whatever comes back.
function render({ model, el }) {
  const label = (key) => model.get("labels")[key] || "";
  let editing = false;
  let naming = "";
  let opened = ""; // the dimension whose exercises are listed
  let after = null; // the exercise after which others come in, "" for the last; after the current one unless chosen
  el.classList.add("kp");

  const plan = () => model.get("rows").map((row) => [row.id, row.minutes]);
  const send = (type, value) => model.send({ type, value });
  const known = new Map(); // every exercise that has been seen here, also one that was just taken out
  const change = (next, focus) => {
    for (const row of [...model.get("catalogue").flatMap((part) => part.exercises), ...model.get("rows")]) known.set(row.id, row);
    model.set("rows", next.map(([id, minutes]) => ({ phase: "", about: "", state: "", ...known.get(id), minutes })));
    send("plan", next);
    draw(focus);
  };
  const button = (text, name, act, css = "") => {
    const made = make("button", `kp-button ${css}`, text);
    made.type = "button";
    if (name) { made.setAttribute("aria-label", name); made.title = name; }
    made.addEventListener("click", act);
    return made;
  };
  const move = (from, to, key) => {
    const next = plan();
    if (to < 0 || to >= next.length) return;
    next.splice(to, 0, next.splice(from, 1)[0]);
    change(next, `${key}-${next[to][0]}`);
  };

  const phaseHeads = (list, row, before) => {
    if (row.phase && row.phase !== before) list.append(make("li", "kp-phase", row.phase));
    return row.phase || before;
  };

  const viewRow = (row) => {
    const item = make("li", `kp-row is-${row.state || "ahead"}`);
    const go = make("button", "kp-go");
    go.type = "button";
    go.title = row.about;
    go.dataset.key = `go-${row.id}`;
    if (row.state === "current") go.setAttribute("aria-current", "step");
    const sign = { visited: "✓", skipped: "–", current: "▸" }[row.state] || "";
    const mark = make("span", "kp-mark", sign);
    mark.setAttribute("aria-hidden", "true");
    const said = { visited: label("visited"), skipped: label("skipped"), current: label("current") }[row.state];
    const title = make("span", "kp-title", row.title);
    if (said) title.append(make("span", "kp-unseen", ` (${said})`));
    go.append(mark, title, make("span", "kp-minutes", String(row.minutes)));
    go.addEventListener("click", () => send("go", row.id));
    item.append(go);
    return item;
  };

  const editRow = (row, place, count) => {
    const item = make("li", `kp-edit is-${row.state || "ahead"}`);
    item.dataset.place = place;
    const grip = make("span", "kp-grip", "⠿");
    grip.title = label("drag");
    grip.setAttribute("aria-hidden", "true");
    grip.addEventListener("pointerdown", (event) => drag(event, item, place));
    const minutes = make("input", "kp-number");
    Object.assign(minutes, { type: "number", min: 1, max: 480, value: row.minutes, inputMode: "numeric" });
    minutes.setAttribute("aria-label", `${label("minutes")}: ${row.title}`);
    minutes.dataset.key = `minutes-${row.id}`;
    minutes.addEventListener("change", () => {
      const wanted = Math.min(480, Math.max(1, Math.round(Number(minutes.value)) || row.minutes));
      minutes.value = wanted;
      if (wanted !== row.minutes) change(plan().map(([id, n]) => [id, id === row.id ? wanted : n]), `minutes-${row.id}`);
    });
    const up = button("↑", `${label("up")}: ${row.title}`, () => move(place, place - 1, "up"), "is-square is-step");
    const down = button("↓", `${label("down")}: ${row.title}`, () => move(place, place + 1, "down"), "is-square is-step");
    const drop = button("✕", `${label("drop")}: ${row.title}`, () => {
      const next = plan();
      next.splice(place, 1);
      change(next, next.length ? `drop-${next[Math.min(place, next.length - 1)][0]}` : "");
    }, "is-square is-drop");
    up.disabled = place === 0;
    down.disabled = place === count - 1;
    drop.disabled = row.state === "current" || count === 1;
    up.dataset.key = `up-${row.id}`;
    down.dataset.key = `down-${row.id}`;
    drop.dataset.key = `drop-${row.id}`;
    const keys = make("span", "kp-keys");
    keys.append(minutes, up, down, drop);
    item.append(grip, make("span", "kp-title", row.title), keys);
    return item;
  };

  const drag = (event, item, from) => {
    event.preventDefault();
    const rows = [...el.querySelectorAll(".kp-edit")];
    let to = from;
    item.classList.add("is-dragged");
    const follow = (at) => {
      const boxes = rows.map((row) => row.getBoundingClientRect());
      to = boxes.filter((box, i) => i !== from && at.clientY > box.top + box.height / 2).length;
      rows.forEach((row, i) => {
        row.classList.toggle("is-before", i === (to > from ? to + 1 : to) && to !== from);
        row.classList.toggle("is-after", to !== from && to === rows.length - 1 && i === rows.length - 1);
      });
    };
    const end = () => {
      removeEventListener("pointermove", follow);
      item.classList.remove("is-dragged");
      rows.forEach((row) => row.classList.remove("is-before", "is-after"));
      if (to !== from) move(from, to, "up");
    };
    addEventListener("pointermove", follow);
    addEventListener("pointerup", end, { once: true });
  };

  const picker = (name, options) => {
    const select = make("select", "kp-select");
    select.setAttribute("aria-label", name);
    for (const [value, text] of options) select.append(Object.assign(make("option", "", text), { value }));
    return select;
  };

  const place = () => {
    const rows = model.get("rows"), ids = rows.map((row) => row.id);
    const select = picker(label("place"), [["", label("last")], ...rows.map((row) => [row.id, `${label("after")} ${row.title}`])]);
    // what has just been added may not be among the rows yet
    const isThere = after === "" || ids.includes(after);
    select.value = isThere ? after : (rows.find((row) => row.state === "current") || { id: "" }).id;
    select.dataset.key = "place";
    select.addEventListener("change", () => { after = select.value; });
    const said = make("label", "kp-place", label("place"));
    said.append(select);
    return said;
  };

  // what is pressed below a list that grows stays under the hand
  const inPlace = (pressed, act, next) => {
    const { top } = pressed.getBoundingClientRect();
    act();
    const column = el.closest(".kr-programme"), node = el.querySelector(`[data-key="${CSS.escape(next)}"]`);
    if (!node) return;
    const scrolled = column && column.scrollHeight > column.clientHeight ? column : document.scrollingElement;
    scrolled.scrollTop += node.getBoundingClientRect().top - top;
  };

  const add = (chosen, next) => {
    const rows = plan(), where = el.querySelector("[data-key=place]").value;
    rows.splice(where ? rows.findIndex(([id]) => id === where) + 1 : rows.length, 0, [chosen.id, chosen.minutes]);
    after = where && chosen.id; // the next one comes after it
    change(rows, next);
  };

  const offered = (part, one, at) => {
    const item = make("li", "kp-offered");
    const told = label(editing ? "add" : "go");
    const beside = part.exercises[at + 1] || part.exercises[at - 1];
    const next = beside ? `take-${beside.id}` : `part-${part.id}`;
    const take = button(told, `${told}: ${one.title}`, () => (editing ? inPlace(take, () => add(one, next), next) : send("go", one.id)));
    take.dataset.key = `take-${one.id}`;
    item.append(make("h5", "kp-name-of", one.title), make("p", "kp-facts", one.facts));
    if (one.about) item.append(make("p", "kp-about", one.about));
    item.append(take);
    return item;
  };

  const dimension = (part) => {
    const isOpen = part.id === opened;
    const box = make("div", `kp-part${isOpen ? " is-open" : ""}`);
    const head = make("h4", "kp-part-head"), toggle = make("button", "kp-go");
    toggle.type = "button";
    toggle.setAttribute("aria-expanded", String(isOpen));
    toggle.dataset.key = `part-${part.id}`;
    toggle.append(make("span", "kp-title", part.title), make("span", "kp-minutes", String(part.exercises.length)));
    const open = () => { opened = isOpen ? "" : part.id; draw(`part-${part.id}`); };
    toggle.addEventListener("click", () => inPlace(toggle, open, `part-${part.id}`));
    head.append(toggle);
    box.append(head);
    if (isOpen) {
      const list = make("ul", "kp-list");
      list.append(...part.exercises.map((one, at) => offered(part, one, at)));
      box.append(list);
    }
    return box;
  };

  const others = () => {
    const box = make("section", "kp-others"), catalogue = model.get("catalogue");
    if (!catalogue.length) return box;
    box.setAttribute("aria-label", label("other"));
    box.append(make("h3", "kp-more", label("other")));
    if (editing) box.append(place());
    let before = "";
    for (const part of catalogue) {
      if (part.phase !== before) box.append(make("p", "kp-phase", part.phase));
      before = part.phase;
      box.append(dimension(part));
    }
    return box;
  };

  const ready = () => {
    const box = make("div", "kp-ready");
    const listed = model.get("ready");
    const select = picker(label("ready"), [["", label("ready")], ...listed.map((one) => [one.id, one.title])]);
    select.dataset.key = "ready";
    const about = make("p", "kp-about");
    const choose = button(label("choose"), "", () => {
      if (select.value) send("choose", select.value);
    });
    choose.disabled = true;
    select.addEventListener("change", () => {
      about.textContent = (listed.find((one) => one.id === select.value) || {}).about || "";
      choose.disabled = !select.value;
    });
    box.append(select, about, choose);
    return box;
  };

  const saving = () => {
    const box = make("form", "kp-saving");
    const name = make("input", "kp-name");
    Object.assign(name, { type: "text", maxLength: 60, value: naming, placeholder: label("save_as") });
    name.setAttribute("aria-label", label("save_as"));
    name.dataset.key = "name";
    name.addEventListener("input", () => { naming = name.value; });
    const save = button(label("save"), "", () => {});
    save.type = "submit";
    box.addEventListener("submit", (event) => { event.preventDefault(); send("save", name.value); });
    box.append(name, save);
    return box;
  };

  const said = make("p", "kp-said");
  said.setAttribute("role", "status");
  const total = make("p", "kp-total");
  const showWords = () => { said.textContent = model.get("said"); total.textContent = model.get("total"); };

  function draw(focus) {
    const active = el.contains(document.activeElement) ? document.activeElement : null;
    const key = focus || (active && active.dataset.key);
    const chosen = new Map([...el.querySelectorAll("select")].map((node) => [node.dataset.key, node.value]));
    const rows = model.get("rows");
    el.closest(".kr-programme")?.classList.toggle("is-editing", editing);
    const head = make("div", "kp-head");
    const toggle = button(label(editing ? "done" : "edit"), "", () => { editing = !editing; draw("toggle"); }, editing ? "is-main" : "");
    toggle.dataset.key = "toggle";
    toggle.setAttribute("aria-pressed", String(editing));
    head.append(make("h2", "kp-heading", model.get("title")));
    if (editing) {
      const back = button(label("undo"), "", () => send("undo"));
      back.disabled = !model.get("can_undo");
      back.dataset.key = "undo";
      head.append(back);
    }
    head.append(toggle);
    const list = make("ol", "kp-list");
    let before = "";
    rows.forEach((row, i) => {
      if (!editing) before = phaseHeads(list, row, before);
      list.append(editing ? editRow(row, i, rows.length) : viewRow(row));
    });
    const parts = [head, total, said];
    if (editing) {
      parts.push(ready(), list, others(), saving());
    } else parts.push(list, others());
    el.replaceChildren(...parts);
    showWords();
    for (const node of el.querySelectorAll("select")) {
      const value = chosen.get(node.dataset.key);
      if (value && node.dataset.key === "ready" && [...node.options].some((option) => option.value === value)) {
        node.value = value;
        node.dispatchEvent(new Event("change"));
      }
    }
    if (key) el.querySelector(`[data-key="${CSS.escape(key)}"]:not(:disabled)`)?.focus({ preventScroll: true });
  }

  // whoever leads comes to the top of what is now in hand, from wherever they had scrolled to
  let current = "", isMoved = false;
  const follow = () => {
    const row = model.get("rows").find((one) => one.state === "current");
    const middle = el.closest(".kr-body")?.querySelector(".kr-middle");
    if (row && current && row.id !== current && middle) {
      middle.scrollTop = 0;
      if (middle.getBoundingClientRect().top < 0) middle.scrollIntoView();
    }
    isMoved = isMoved || (Boolean(row) && row.id !== current);
    current = row ? row.id : current || "none";
  };
  // the list follows too: where one is, and what comes next
  const showCurrent = () => {
    const here = isMoved && el.querySelector(".is-current"), column = el.closest(".kr-programme");
    // the list is drawn before it has a place on the page
    if (!here || !column || column.scrollHeight <= column.clientHeight) return;
    isMoved = false;
    column.scrollTop += here.getBoundingClientRect().top - column.getBoundingClientRect().top - column.clientHeight / 3;
  };

  // a list that is the same needs no drawing: it would close a picker that is open
  let drawn = "", pressed = false;
  const isBusy = () => pressed || (el.contains(document.activeElement) && document.activeElement.matches("input"));
  const news = () => {
    follow();
    // nothing is drawn anew under a finger, or under what is being written
    if (isBusy()) return;
    const now = JSON.stringify(["rows", "catalogue", "ready", "title", "can_undo"].map((name) => model.get(name)));
    if (now !== drawn) {
      drawn = now;
      draw();
    }
    showCurrent();
  };
  const later = () => setTimeout(news);
  const release = () => { pressed = false; later(); };
  el.addEventListener("pointerdown", () => { pressed = true; });
  for (const name of ["pointerup", "pointercancel"]) window.addEventListener(name, release);
  el.addEventListener("focusout", later);
  for (const name of ["rows", "catalogue", "ready", "title", "can_undo"]) model.on(`change:${name}`, news);
  for (const name of ["said", "total"]) model.on(`change:${name}`, showWords);
  const placed = new ResizeObserver(showCurrent);
  placed.observe(el);
  news();
  return () => {
    placed.disconnect();
    for (const name of ["pointerup", "pointercancel"]) window.removeEventListener(name, release);
  };
}

export default { render };
