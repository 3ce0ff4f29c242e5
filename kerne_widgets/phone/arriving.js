// What the kernel says has arrived, and what an earlier page left behind.

function settle() {
  for (const [id, draft] of drafts) {
    const mark = facts.marks[id], sum = sumOf(draft.text);
    if (mark !== sum && mark !== `~${sum}`) continue;
    clearTimeout(draft.timer);
    draft.timer = 0;
    draft.isHeard = true;
    if (mark === sum) letGo(id);
  }
  settleRefusals();
  for (const [id, mark] of Object.entries(facts.marks)) {
    if (typeof mark !== "string") continue;
    if (!mark.startsWith("~")) stands[id] = mark;
    else keepHeard(id, mark);
  }
  settleOlder();
  for (const [id, list] of unsentCards) {
    const arrived = new Set([...(Array.isArray(facts.marks[id]) ? facts.marks[id] : []), ...facts.done]);
    const rest = list.filter((card) => !arrived.has(card.id));
    if (rest.length === list.length) continue;
    if (rest.length) unsentCards.set(id, Object.assign(rest, { sentAt: list.sentAt }));
    else unsentCards.delete(id);
    cards.set(id, rest);
  }
  for (const name of facts.done) if (left.delete(name)) phone.drop(`kerne:${name}`);
  for (const id of facts.done) if (!drafts.has(id) && !find(id)) forget(id);
  turnAtLast();
}

// What a key of the form wrote into a field, and could not be stored yet, is kept as if it was typed.
function keepHeard(id, mark) {
  const field = find(id), input = field && inputOf(field);
  if (!input || drafts.has(id) || !facts.key || `~${sumOf(input.value)}` !== mark) return;
  drafts.set(id, { text: input.value, at: Date.now(), from: id in stands ? [stands[id]] : [], isHeard: true });
  keepDraft(id, drafts.get(id));
}

let restored = false;
// The head says first that another person's form, or another round, has come: what is kept is kept under the name of the old.
function newSheet() {
  const node = newHead();
  if (!facts || !node) return;
  const next = factsIn(node);
  if (next.person === facts.person && next.key === facts.key) return;
  if (next.person === facts.person) {
    for (const [id, draft] of drafts) left.set(`${facts.key}:${id}`, [draft.text]);
    for (const [id, list] of unsentCards) left.set(`${facts.key}:cards:${id}`, list.map((card) => card.text));
  } else left.clear();
  letAllGo();
  offered.clear();
  believe(next);
  restored = false;
  hold(null);
}

// What an earlier page left behind: into its field where that is shown, else by letter.
function restore() {
  restored = true;
  gatherLeft();
  const elsewhere = {}, stood = {};
  for (const [id, kept] of Object.entries(phone.all())) {
    if (id.startsWith("cards:")) {
      const field = id.slice(6), list = cards.get(field);
      if (list.length) unsentCards.set(field, list);
    } else if (isCopy(id) && !find(id)) {
      const copy = copyIn(kept);
      elsewhere[id] = copy.text;
      if (isOvertaken(copy)) stood[id] = copy.from;
    }
  }
  // a reload comes back to the screen one was on; where the room is led, the kernel knows better
  const at = phone.get(phone.name("at"));
  // always sent: the first letter tells the kernel that the page is there
  post({ drafts: elsewhere, stood, ...(at && at !== screenId() ? { at } : {}) });
}

function restoreField(field) {
  const id = idOf(field);
  if (!id || !facts?.key || isOfBefore(field)) return;
  const draft = drafts.get(id), own = inputOf(field);
  if (draft) {
    // back on a screen that was left with something in its field
    if (!own || own.value === draft.text) return;
    fill(own, draft.text);
    if (!draft.isHalf) send(id);
    return;
  }
  const kept = phone.get(phone.name(id));
  if (kept === null) return;
  const copy = copyIn(kept), mark = facts.marks[id], input = inputOf(field);
  if (mark === sumOf(copy.text)) { forget(id); return; }
  if (isNewer(mark, copy)) {
    if (isProse(field)) { setAside(id, copy.text); post(); } else forget(id);
    return;
  }
  if (!input) { radiosOf(field)[Number(copy.text)]?.click(); return; }
  fill(input, copy.text);
  touch();
  drafts.set(id, { from: copy.from });
  note(field);
  send(id);
}
