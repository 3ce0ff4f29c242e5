// What the boards share: ids for moves, moves kept on the phone until they are dealt with, and drawing.
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

