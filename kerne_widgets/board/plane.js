// The field between two axes. The step across and the step up are the answer; marks in one cell stand side by side.
const CELL_X = 66, CELL_Y = 50, DOT = 14.5, DOT_SELECTED = 17, DRAG_FROM = 5, EDGE = 5;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const CORNERS = ["top_left", "top_right", "bottom_left", "bottom_right"];

// Where n marks stand in a cell, around its middle, and how large they can be.
export function seats(n) {
  const columns = n > 6 ? 4 : Math.min(n, 3), rows = Math.ceil(n / columns);
  const dot = Math.min(DOT, CELL_X / columns / 2 - 1, CELL_Y / rows / 2 - 1);
  return Array.from({ length: n }, (_, i) => {
    const row = Math.floor(i / columns), inRow = row < rows - 1 ? columns : n - columns * (rows - 1);
    return { x: (i % columns - (inRow - 1) / 2) * 2 * (dot + 1), y: (row - (rows - 1) / 2) * 2 * (dot + 1), dot };
  });
}

function render({ model, el }) {
  const kept = outbox(model.get("key"), (place) => (place ? `${place.x},${place.y}` : null));
  const steps = model.get("steps"), width = steps * CELL_X + 2 * EDGE, height = steps * CELL_Y + 2 * EDGE;
  const moved = new Map(); // ours until the kernel has answered
  let drag = null;

  const html = (tag, classes, parent) => { const made = document.createElement(tag); made.className = classes; parent?.append(made); return made; };
  el.classList.add("kerne-board", "kerne-plane");
  const top = html("p", "axis-y", el), frame = html("div", "frame", el);
  const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, role: "group" }, frame);
  draw("rect", { class: "field", x: 1, y: 1, width: width - 2, height: height - 2, rx: 10 }, svg);
  const zone = CORNERS.indexOf(model.get("zone"));
  if (zone >= 0) draw("rect", { class: "zone", x: zone % 2 ? width / 2 : 2, y: zone > 1 ? height / 2 : 2, width: width / 2 - 2, height: height / 2 - 2, rx: 8 }, svg);
  for (let i = 0; i < steps; i++) for (let j = 0; j < steps; j++) draw("circle", { class: "dot", cx: EDGE + (i + 0.5) * CELL_X, cy: EDGE + (j + 0.5) * CELL_Y, r: 2.5 }, svg);
  draw("path", { class: "cross", d: `M${width / 2} 2V${height - 2}M2 ${height / 2}H${width - 2}` }, svg);
  const under = draw("rect", { class: "under", width: CELL_X - 4, height: CELL_Y - 4, rx: 8 });
  const marks = draw("g", {}, svg);
  const corners = CORNERS.map((name) => html("span", `corner ${name}`, frame));
  const foot = html("p", "axis-x", el), low = html("span", "", foot), high = html("span", "", foot);
  const bottom = html("p", "axis-y", null), tray = trayIn(el, newChip, () => show()), chips = tray.chips;
  foot.before(bottom);
  const dots = new Map();

  const placed = (id) => moved.get(id) ?? model.get("placements")[id];
  const find = (id) => model.get("tasks").find((task) => task.id === id);
  const at = (place) => ({ x: EDGE + (place.x - 0.5) * CELL_X, y: height - EDGE - (place.y - 0.5) * CELL_Y });
  const where = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const step = (value, cell) => Math.min(steps, Math.max(1, Math.ceil((value - EDGE) / cell)));
    const inside = point.x > -20 && point.x < width + 20 && point.y > -20 && point.y < height + 20;
    return { px: point.x, py: point.y, place: inside ? { x: step(point.x, CELL_X), y: steps + 1 - step(point.y, CELL_Y) } : null };
  };

  function select(id) {
    if (model.get("selected") === id) return;
    model.set("selected", id);
    model.save_changes();
  }

  function move(id, place) {
    if (!model.get("is_open") || !find(id)) return;
    select(id);
    const now = placed(id);
    if (now?.x !== place.x || now?.y !== place.y) {
      const sent = { type: "place", task_id: id, ...place, event_id: newId() };
      moved.set(id, sent);
      kept.put(sent, model.get("placements")[id]);
      model.send(sent);
    }
    show();
  }

  function onKey(event, id) {
    const now = placed(id), middle = Math.ceil(steps / 2);
    if (event.key in ARROWS) {
      const [dx, dy] = ARROWS[event.key], inside = (step) => Math.min(steps, Math.max(1, step));
      event.preventDefault();
      event.stopPropagation();
      move(id, now ? { x: inside(now.x + dx), y: inside(now.y + dy) } : { x: middle, y: middle });
    } else if (event.key === "PageDown" || event.key === "PageUp") {
      const tasks = model.get("tasks"), next = tasks[tasks.findIndex((task) => task.id === id) + (event.key === "PageDown" ? 1 : -1)];
      event.preventDefault();
      if (!next) return;
      id = next.id;
      select(id);
      show();
    } else return;
    (dots.get(id) ?? chips.get(id))?.focus({ preventScroll: true });
  }

  function listen(node, id) {
    node.addEventListener("keydown", (event) => onKey(event, id));
    node.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      drag = { id, x: event.clientX, y: event.clientY, active: false, pointer: event.pointerId };
      node.setPointerCapture(event.pointerId);
    });
    node.addEventListener("pointermove", (event) => {
      if (drag?.pointer !== event.pointerId || !model.get("is_open")) return;
      if (!drag.active && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < DRAG_FROM) return;
      Object.assign(drag, where(event), { active: true });
      showDrag();
    });
    const end = (event) => {
      if (drag?.pointer !== event.pointerId) return;
      const done = drag;
      drag = null;
      showDrag();
      if (done.active && event.type === "pointerup" && done.place) move(done.id, done.place);
      else if (event.type === "pointerup") select(done.id);
      show();
    };
    node.addEventListener("pointerup", end);
    node.addEventListener("pointercancel", end);
  }

  // a tap in the field puts the selected item there
  svg.addEventListener("click", (event) => {
    const { place } = where(event);
    if (!event.target.closest(".mark") && place) move(model.get("selected"), place);
  });
  svg.addEventListener("keydown", (event) => { if (event.target === svg) onKey(event, model.get("selected")); });

  const carried = draw("g", { class: "mark is-carried", "aria-hidden": "true" });
  draw("circle", { r: DOT_SELECTED + 3 }, carried);
  const carriedNumber = draw("text", {}, carried);

  function showDrag() {
    const active = Boolean(drag?.active), place = active && drag.place;
    el.classList.toggle("is-dragging", active);
    for (const [id, dot] of dots) dot.classList.toggle("is-lifted", active && drag.id === id);
    for (const [id, chip] of chips) chip.classList.toggle("is-lifted", active && drag.id === id);
    if (place) {
      under.setAttribute("x", at(place).x - CELL_X / 2 + 2);
      under.setAttribute("y", at(place).y - CELL_Y / 2 + 2);
      marks.before(under);
    } else under.remove();
    if (!active) { carried.remove(); return; }
    carriedNumber.textContent = find(drag.id)?.number || "";
    carried.setAttribute("transform", `translate(${drag.px} ${drag.py})`);
    if (!carried.isConnected) svg.append(carried);
  }

  function newDot(task) {
    const dot = draw("g", { class: "mark", role: "button" }, marks);
    draw("circle", { class: "reach", r: 22 }, dot);
    draw("circle", { class: "body" }, dot);
    draw("text", {}, dot);
    listen(dot, task.id);
    dots.set(task.id, dot);
    return dot;
  }

  function newChip(task) {
    const chip = html("button", "chip");
    chip.type = "button";
    listen(chip, task.id);
    chip.addEventListener("click", () => { select(task.id); show(); });
    return chip;
  }

  const nameOf = (task, labels) => {
    const place = placed(task.id), name = task.number ? `${task.number} · ${task.text}` : labels.board;
    const told = place ? labels.at.replace("{x}", labels.x.name).replace("{nx}", place.x).replace("{y}", labels.y.name).replace("{ny}", place.y) : labels.unplaced;
    return `${name} – ${told}`;
  };

  function show() {
    const tasks = model.get("tasks"), labels = model.get("labels"), selected = model.get("selected");
    svg.setAttribute("aria-label", labels.board ?? "");
    corners.forEach((corner, i) => { corner.textContent = labels.corners?.[i] ?? ""; corner.classList.toggle("is-zone", i === zone); });
    const named = (axis) => { const name = document.createElement("strong"); name.textContent = axis.name; return name; };
    top.replaceChildren(named(labels.y), ` ↑ ${labels.y.high}`);
    bottom.textContent = `↓ ${labels.y.low}`;
    low.textContent = `←\u00a0${labels.x.low}`;
    high.replaceChildren(named(labels.x), `${labels.x.high}\u00a0→`);
    for (const node of [top, bottom, foot, ...corners]) node.setAttribute("aria-hidden", "true");
    const cells = new Map();
    for (const task of tasks) {
      const place = placed(task.id);
      if (place) cells.set(`${place.x},${place.y}`, [...(cells.get(`${place.x},${place.y}`) ?? []), task]);
    }
    const shown = new Set();
    for (const inCell of cells.values()) {
      const laid = seats(inCell.length);
      inCell.forEach((task, i) => {
        const dot = dots.get(task.id) ?? newDot(task), isSelected = task.id === selected, middle = at(placed(task.id));
        shown.add(task.id);
        dot.style.transform = `translate(${(middle.x + laid[i].x).toFixed(1)}px, ${(middle.y + laid[i].y).toFixed(1)}px)`;
        const size = isSelected ? laid[i].dot + DOT_SELECTED - DOT : laid[i].dot, number = dot.querySelector("text");
        dot.querySelector(".body").setAttribute("r", size);
        number.textContent = task.number || "";
        number.style.fontSize = `${Math.min(12.5, size * 0.9)}px`;
        dot.classList.toggle("is-selected", isSelected);
        dot.setAttribute("tabindex", isSelected ? 0 : -1);
        dot.setAttribute("aria-label", nameOf(task, labels));
        if (isSelected && marks.lastChild !== dot && !dot.contains(document.activeElement)) marks.append(dot);
      });
    }
    for (const [id, dot] of dots) if (!shown.has(id)) { dot.remove(); dots.delete(id); }
    const isOne = tasks.length === 1 && !tasks[0].number;
    // someone must be reachable with the keyboard
    if (dots.size && !dots.has(selected)) dots.values().next().value.setAttribute("tabindex", 0);
    if (isOne && !dots.size) svg.setAttribute("tabindex", "0"); else svg.removeAttribute("tabindex");
    tray.node.hidden = isOne;
    if (!isOne) tray.show(tasks.filter((task) => !shown.has(task.id)), model, (task) => nameOf(task, labels));
    el.classList.toggle("is-closed", !model.get("is_open"));
  }

  const answered = () => {
    const ids = model.get("acknowledged");
    kept.settle(ids);
    for (const [id, sent] of moved) if (ids.includes(sent.event_id)) moved.delete(id);
    show();
  };
  model.on("change:tasks change:placements change:selected change:is_open change:labels", show);
  model.on("change:acknowledged", answered);
  answered();
  for (const sent of kept.all(model.get("placements"))) {
    moved.set(sent.task_id, sent);
    model.send(sent);
  }
  show();
  return () => {
    tray.close();
    model.off("change:tasks change:placements change:selected change:is_open change:labels", show);
    model.off("change:acknowledged", answered);
  };
}

export default { render };
