// Texts that are no answer to what is asked now: kept, and told to their writer, who decides.

// -- a text that a newer answer has overtaken: kept, and offered beside it, until its writer has decided ------------
// fields whose older text the kernel is offering
const offered = new Set();
const olderName = (id) => phone.name(`older:${id}`);
const olderTexts = () => Object.entries(facts?.key ? phone.all() : {}).filter(([id]) => id.startsWith("older:")).map(([id, text]) => [id.slice(6), text]);
const untold = () => { const rest = olderTexts().filter(([id]) => !offered.has(id)); return rest.length ? Object.fromEntries(rest) : undefined; };
function setAside(id, text) {
  forget(id);
  if (text.trim()) phone.set(olderName(id), text);
}
function settleOlder() {
  const now = facts.older ?? [];
  for (const id of now) {
    offered.add(id);
    const kept = drafts.has(id) ? null : phone.get(phone.name(id));
    if (kept !== null && !find(id)) setAside(id, copyIn(kept).text);
  }
  for (const id of offered) if (!now.includes(id)) { offered.delete(id); phone.drop(olderName(id)); }
}

// -- what was written in a round that is over: no answer to what is asked now, and told to its writer ----------------
// name of a copy from another round -> its texts, until the kernel has dealt with them
const left = new Map();
const untoldLeft = () => { const rest = [...left].filter(([name]) => !facts.left?.includes(name)); return rest.length ? Object.fromEntries(rest) : undefined; };

// copies under the names of this person's other rounds; a move or a place has no words
function gatherLeft() {
  const base = facts.key.split("-")[0];
  for (const [rest, kept] of Object.entries(phone.all("kerne:"))) {
    const [, key, field] = rest.match(/^([^:]+):(.+)$/) ?? [];
    if (key === facts.key || key?.split("-")[0] !== base) continue;
    if (field === "at" || field.endsWith(":board")) phone.drop(`kerne:${rest}`);
    else if (!left.has(rest)) left.set(rest, field.startsWith("cards:") ? textsIn(kept) : [field.startsWith("older:") ? kept : copyIn(kept).text]);
  }
}
const textsIn = (kept) => { try { return JSON.parse(kept).map((card) => card.text); } catch { return []; } };
