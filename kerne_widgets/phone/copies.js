// The copies that the phone keeps of what is typed, and which of two answers is the newer.

const phone = {
  name: (field) => `kerne:${facts.key}:${field}`,
  get(name) { try { return localStorage.getItem(name); } catch { return null; } },
  set(name, value) { try { localStorage.setItem(name, value); } catch { /* a browser that keeps nothing still sends */ } },
  drop(name) { try { localStorage.removeItem(name); } catch { /* nothing is kept */ } },
  all(prefix = phone.name("")) {
    const found = {};
    try {
      for (let i = 0; i < localStorage.length; i++) {
        const name = localStorage.key(i);
        if (name.startsWith(prefix)) found[name.slice(prefix.length)] = localStorage.getItem(name);
      }
    } catch { /* nothing is kept */ }
    return found;
  },
};
const keep = (field, text) => { if (facts?.key) phone.set(phone.name(field), text); };
const forget = (field) => { if (facts?.key) phone.drop(phone.name(field)); };

// A copy holds the text, and checksums of what stood when it was begun and of all that was sent since: an answer that is
// none of those came from elsewhere, and is newer unless it was given before the copy was last written in.
const keepDraft = (id, draft) => keep(id, JSON.stringify({ text: draft.text, from: draft.from, at: draft.at }));
const copyIn = (kept) => {
  try {
    const copy = JSON.parse(kept);
    if (typeof copy?.text === "string" && Array.isArray(copy.from)) return copy;
  } catch { /* no copy of this page's: a text alone */ }
  return { text: kept, from: [] };
};
const isCopy = (id) => id !== "at" && !id.endsWith(":board") && !/^(cards|older):/.test(id);
const isOvertaken = (copy) => !(copy.at > facts.stood_at);
const isNewer = (mark, copy) => isOvertaken(copy) && copy.from.length > 0 && typeof mark === "string" && !mark.startsWith("~") && mark !== sumOf(copy.text) && !copy.from.includes(mark);

const cards = {
  name: (field) => `cards:${field}`,
  get: (field) => { try { return JSON.parse((facts?.key && phone.get(phone.name(cards.name(field)))) || "[]"); } catch { return []; } },
  set(field, list) { if (list.length) keep(cards.name(field), JSON.stringify(list)); else forget(cards.name(field)); },
};

const remainders = Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n >>> 0;
});
const checksum = (text) => {
  let sum = 0xffffffff;
  for (const byte of new TextEncoder().encode(text)) sum = (sum >>> 8) ^ remainders[(sum ^ byte) & 255];
  return ((sum ^ 0xffffffff) >>> 0).toString(16).padStart(8, "0");
};
const sumOf = (text) => checksum(text === "-1" ? "" : text);
