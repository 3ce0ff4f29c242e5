// The placement board. Distance from the middle is the answer; the angle only keeps the marks apart.
const SIZE = 340, MIDDLE = SIZE / 2, RIM = 168, CORE = 54, BAND = (RIM - CORE) / 4;
const DOT = 14.5, DOT_SELECTED = 17, DOT_SMALLEST = 8, DRAG_FROM = 5, GOLDEN = 137.508;
const KEYS = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 };

export const ringOf = (distance) => (distance <= CORE ? 0 : Math.min(4, 1 + Math.floor((distance - CORE) / BAND)));
const middleOf = (ring) => (ring === 0 ? CORE - DOT - 1 : CORE + BAND * (ring - 0.5));
const outerOf = (ring) => CORE + BAND * ring;

// Angles (degrees clockwise from the top) for the marks of one ring: near the wanted ones, apart, and clear of the name.
export function spread(wanted, ring, nameWidth) {
  const radius = middleOf(ring);
  let dot = DOT, gap, step;
  for (; ; dot -= 0.5) {
    gap = ring === 0 ? 0 : (Math.asin(Math.min(0.9, (nameWidth / 2 + dot + 4) / radius)) * 180) / Math.PI;
    step = (2 * Math.asin(Math.min(1, (dot + 1) / radius)) * 180) / Math.PI;
    if (dot <= DOT_SMALLEST || step * (wanted.length - (ring === 0 ? 0 : 1)) <= 360 - 2 * gap) break;
  }
  const last = 360 - (ring === 0 ? step : 2 * gap);
  if (wanted.length > 1) step = Math.min(step, last / (wanted.length - 1));
  const order = wanted.map((angle, i) => [Math.min(last, Math.max(0, angle - gap)), i]).sort((a, b) => a[0] - b[0]);
  for (let i = 1; i < order.length; i++) order[i][0] = Math.max(order[i][0], order[i - 1][0] + step);
  for (let i = order.length - 1, limit = last; i >= 0; i--, limit -= step) order[i][0] = Math.min(order[i][0], limit);
  const angles = [];
  for (const [angle, i] of order) angles[i] = angle + gap;
  return { angles, dot, radius };
}

function render({ model, el }) {
  const kept = outbox(model.get("key"), (place) => place?.centrality ?? place ?? null);
  const angles = new Map();
  const moved = new Map(); // ours until the kernel has answered
  let drag = null;

  el.classList.add("kerne-board");
  const svg = draw("svg", { viewBox: `0 0 ${SIZE} ${SIZE}`, role: "group" });
  const rings = [4, 3, 2, 1, 0].map((ring) => draw("circle", { class: `ring ring-${ring}`, cx: MIDDLE, cy: MIDDLE, r: outerOf(ring) }, svg)).reverse();
  const marks = draw("g", {}, svg);
  const names = draw("g", { class: "names", "aria-hidden": "true" }, svg);
  el.append(svg);
  const tray = trayIn(el, newChip, () => show()), chips = tray.chips;
  const dots = new Map();

  const placed = (id) => moved.get(id)?.centrality ?? model.get("placements")[id];
  const find = (id) => model.get("tasks").find((task) => task.id === id);
  const place = (svgEvent) => {
    const at = new DOMPoint(svgEvent.clientX, svgEvent.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const x = at.x - MIDDLE, y = at.y - MIDDLE;
    return { x: at.x, y: at.y, distance: Math.hypot(x, y), angle: ((Math.atan2(x, -y) * 180) / Math.PI + 360) % 360 };
  };

  function select(id) {
    if (model.get("selected") === id) return;
    model.set("selected", id);
    model.save_changes();
  }

  function move(id, centrality, angle) {
    if (!model.get("is_open")) return;
    if (angle !== undefined) angles.set(id, angle);
    select(id);
    if (placed(id) !== centrality) {
      const sent = { type: "place", task_id: id, centrality, event_id: newId() };
      moved.set(id, sent);
      kept.put(sent, model.get("placements")[id]);
      model.send(sent);
    }
    show();
  }

  function onKey(event, id) {
    const ring = placed(id);
    let wanted = null;
    if (event.key in KEYS) wanted = ring === undefined ? 2 : Math.min(4, Math.max(0, ring + KEYS[event.key]));
    else if (event.key === "Home") wanted = 0;
    else if (event.key === "End") wanted = 4;
    else if (event.key === "PageDown" || event.key === "PageUp") {
      const tasks = model.get("tasks");
      const next = tasks[tasks.findIndex((task) => task.id === id) + (event.key === "PageDown" ? 1 : -1)];
      event.preventDefault();
      if (next) { select(next.id); show(); focusOn(next.id); }
      return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
    move(id, wanted);
    focusOn(id);
  }

  const focusOn = (id) => (dots.get(id) ?? chips.get(id))?.focus({ preventScroll: true });

  function listen(node, id) {
    node.addEventListener("keydown", (event) => onKey(event, id));
    node.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      drag = { id, x: event.clientX, y: event.clientY, active: false, node, pointer: event.pointerId };
      node.setPointerCapture(event.pointerId);
    });
    node.addEventListener("pointermove", (event) => {
      if (drag?.pointer !== event.pointerId || !model.get("is_open")) return;
      if (!drag.active && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < DRAG_FROM) return;
      drag.active = true;
      drag.at = place(event);
      drag.ring = drag.at.distance <= RIM + 24 ? ringOf(drag.at.distance) : null;
      showDrag();
    });
    const end = (event) => {
      if (drag?.pointer !== event.pointerId) return;
      const done = drag;
      drag = null;
      showDrag();
      if (done.active && event.type === "pointerup" && done.ring !== null) move(done.id, done.ring, done.at.angle);
      else if (event.type === "pointerup") select(done.id);
      show();
    };
    node.addEventListener("pointerup", end);
    node.addEventListener("pointercancel", end);
  }

  // a tap on a ring puts the selected task there
  svg.addEventListener("click", (event) => {
    if (event.target.closest(".mark")) return;
    const at = place(event), id = model.get("selected");
    if (id && at.distance <= RIM) move(id, ringOf(at.distance), at.angle);
  });

  const carried = draw("g", { class: "mark is-carried", "aria-hidden": "true" });
  draw("circle", { r: DOT_SELECTED + 3 }, carried);
  const carriedNumber = draw("text", {}, carried);

  function showDrag() {
    const active = drag?.active;
    rings.forEach((ring, i) => ring.classList.toggle("is-under", Boolean(active) && drag.ring === i));
    el.classList.toggle("is-dragging", Boolean(active));
    for (const [id, dot] of dots) dot.classList.toggle("is-lifted", Boolean(active) && drag.id === id);
    for (const [id, chip] of chips) chip.classList.toggle("is-lifted", Boolean(active) && drag.id === id);
    if (!active) { carried.remove(); return; }
    carriedNumber.textContent = find(drag.id)?.number ?? "";
    carried.setAttribute("transform", `translate(${drag.at.x} ${drag.at.y})`);
    if (!carried.isConnected) svg.append(carried);
  }

  function newDot(task) {
    const dot = draw("g", { class: "mark", role: "slider", "aria-valuemin": 0, "aria-valuemax": 4 }, marks);
    draw("circle", { class: "reach", r: 22 }, dot);
    draw("circle", { class: "body" }, dot);
    draw("text", {}, dot);
    listen(dot, task.id);
    dots.set(task.id, dot);
    return dot;
  }

  function newChip(task) {
    const chip = document.createElement("button");
    chip.type = "button";
    chip.className = "chip";
    listen(chip, task.id);
    chip.addEventListener("click", () => { select(task.id); show(); });
    return chip;
  }

  const cut = (name) => (name.length > 16 ? `${name.slice(0, 15)}…` : name);

  function showNames() {
    const words = model.get("labels").rings ?? [];
    names.textContent = "";
    return words.map((word, ring) => {
      const y = ring === 0 ? MIDDLE : MIDDLE - outerOf(ring) + BAND / 2;
      const name = draw("text", { x: MIDDLE, y }, names);
      name.textContent = cut(word);
      // where nothing is laid out yet, the width is guessed from the letters
      return name.getComputedTextLength?.() || cut(word).length * 8;
    });
  }

  let widths = [];

  function show() {
    const tasks = model.get("tasks"), labels = model.get("labels"), selected = model.get("selected");
    svg.setAttribute("aria-label", labels.board ?? "");
    const byRing = [[], [], [], [], []];
    for (const task of tasks) {
      const ring = placed(task.id);
      if (byRing[ring]) byRing[ring].push(task);
    }
    const shown = new Set();
    byRing.forEach((inRing, ring) => {
      const wanted = inRing.map((task) => angles.get(task.id) ?? (40 + task.number * GOLDEN) % 360);
      const laid = spread(wanted, ring, widths[ring] ?? 60);
      inRing.forEach((task, i) => {
        const dot = dots.get(task.id) ?? newDot(task), isSelected = task.id === selected;
        shown.add(task.id);
        const radians = (laid.angles[i] * Math.PI) / 180;
        const x = MIDDLE + laid.radius * Math.sin(radians), y = MIDDLE - laid.radius * Math.cos(radians);
        dot.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
        const size = isSelected ? Math.max(laid.dot, DOT_SELECTED - (DOT - laid.dot)) : laid.dot;
        dot.querySelector(".body").setAttribute("r", size);
        const number = dot.querySelector("text");
        number.textContent = task.number;
        number.style.fontSize = `${Math.min(12.5, size * 0.9)}px`;
        dot.classList.toggle("is-selected", isSelected);
        dot.setAttribute("tabindex", isSelected ? 0 : -1);
        dot.setAttribute("aria-label", `${task.number} · ${task.text}`);
        dot.setAttribute("aria-valuenow", ring);
        dot.setAttribute("aria-valuetext", labels.rings?.[ring] ?? ring);
        if (isSelected && marks.lastChild !== dot && !dot.contains(document.activeElement)) marks.append(dot);
      });
    });
    for (const [id, dot] of dots) if (!shown.has(id)) { dot.remove(); dots.delete(id); }
    // someone must be reachable with the keyboard
    if (dots.size && !dots.has(selected)) dots.values().next().value.setAttribute("tabindex", 0);
    tray.show(tasks.filter((task) => !shown.has(task.id)), model, (task) => `${task.number} · ${task.text}`);
    el.classList.toggle("is-closed", !model.get("is_open"));
  }

  const renew = () => { widths = showNames(); show(); };
  const answered = () => {
    const ids = model.get("acknowledged");
    kept.settle(ids);
    for (const [id, sent] of moved) if (ids.includes(sent.event_id)) moved.delete(id);
    show();
  };
  model.on("change:tasks change:placements change:selected change:is_open", show);
  model.on("change:labels", renew);
  model.on("change:acknowledged", answered);
  renew();
  // widths are known once the board is on the page
  const laidOut = new ResizeObserver(renew);
  laidOut.observe(svg);
  answered();
  for (const sent of kept.all(model.get("placements"))) {
    moved.set(sent.task_id, sent);
    model.send(sent);
  }
  show();
  return () => {
    laidOut.disconnect();
    tray.close();
    model.off("change:tasks change:placements change:selected change:is_open", show);
    model.off("change:labels", renew);
    model.off("change:acknowledged", answered);
  };
}

export default { render };
