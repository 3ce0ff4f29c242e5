// What the boards share: ids for moves, moves kept on the phone until they are dealt with, drawing, and what waits to be placed.
const SVG = "http://www.w3.org/2000/svg";

// plain http is no secure context, so randomUUID may be missing
function newId() {
  if (globalThis.crypto?.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

// Moves that the kernel has not dealt with yet, kept on the phone: the newest one per task, with all the places where the task
// has been since the kernel last agreed. Where it now stands somewhere else, it was placed anew from another page.
function outbox(key, told) {
  const name = `kerne:${key}:board`;
  const read = () => { try { return JSON.parse(localStorage.getItem(name)) || {}; } catch { return {}; } };
  const write = (moves) => {
    try {
      if (Object.keys(moves).length) localStorage.setItem(name, JSON.stringify(moves));
      else localStorage.removeItem(name);
    } catch { /* a browser that stores nothing still sends */ }
  };
  return {
    put(move, stood) {
      if (!key) return;
      const moves = read(), before = moves[move.task_id];
      write({ ...moves, [move.task_id]: { ...move, from: [...(before?.from ?? []), before ? told(before) : told(stood)] } });
    },
    // those that are still to be sent; a newer answer stands
    all(placements) {
      if (!key) return [];
      const moves = Object.entries(read()).filter(([id, move]) => !move.from || [...move.from, told(move)].includes(told(placements[id])));
      write(Object.fromEntries(moves));
      return moves.map(([, { from, ...move }]) => move);
    },
    settle: (ids) => key && write(Object.fromEntries(Object.entries(read()).filter(([, m]) => !ids.includes(m.event_id)))),
  };
}

function draw(name, attributes, parent) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent?.append(made);
  return made;
}

// What waits to be placed: how many are, and chips for the next ones, as many as there is room for.
const CHIP = 46, CHIP_MORE = 26;
function trayIn(el, newChip, changed) {
  const html = (tag, classes, parent) => { const made = document.createElement(tag); made.className = classes; parent.append(made); return made; };
  const tray = html("div", "tray", el), head = html("p", "tray-head", tray), row = html("div", "tray-chips", tray);
  const title = html("span", "tray-title", head), count = html("span", "tray-count", head), more = html("span", "tray-more", row);
  const chips = new Map();
  tray.setAttribute("role", "group");
  let width = 0;
  const laidOut = new ResizeObserver(() => { if (row.clientWidth !== width) { width = row.clientWidth; changed(); } });
  laidOut.observe(row);
  return {
    node: tray,
    chips,
    show(waiting, model, nameOf) {
      const labels = model.get("labels"), selected = model.get("selected"), total = model.get("tasks").length;
      const fit = width ? Math.max(2, Math.floor((width - CHIP_MORE) / CHIP)) : 6;
      const from = Math.min(Math.max(0, waiting.findIndex((task) => task.id === selected)), Math.max(0, waiting.length - fit));
      const near = waiting.slice(from, from + fit);
      tray.setAttribute("aria-label", labels.unplaced ?? "");
      tray.classList.toggle("is-done", !waiting.length);
      title.textContent = waiting.length ? labels.unplaced : labels.placed;
      count.textContent = waiting.length ? (labels.count ?? "").replace("{placed}", total - waiting.length).replace("{total}", total) : "";
      more.textContent = waiting.length > near.length ? `+${waiting.length - near.length}` : "";
      // a chip that stays is not taken out, or it would lose the finger that holds it
      for (const [id, chip] of chips) if (!near.some((task) => task.id === id)) { chip.remove(); chips.delete(id); }
      near.forEach((task, i) => {
        if (!chips.has(task.id)) chips.set(task.id, newChip(task));
        const chip = chips.get(task.id);
        chip.textContent = task.number;
        chip.setAttribute("aria-label", nameOf(task));
        chip.setAttribute("aria-pressed", task.id === selected);
        chip.classList.toggle("is-selected", task.id === selected);
        if (row.children[i] !== chip) row.insertBefore(chip, row.children[i]);
      });
    },
    close: () => laidOut.disconnect(),
  };
}
