// What is typed and tapped: kept, and sent when typing pauses.

const SAVE_AFTER = 600;
const SAVE_AT_LEAST = 3000;
const WRITES_FOR = 20000;
const SENT_MAX = 200;

let typedAt = 0;
// fields that have been written in since they were shown
const changed = new WeakSet();
function touch(node) {
  typedAt = Date.now();
  if (node) changed.add(node);
}
// Only here it is known whether someone is writing, also when the room went on while the net was gone.
const isWriting = () => {
  if (facts.closed || Date.now() - typedAt > WRITES_FOR) return false;
  // a field for the next entry is written in while there is something in it
  const field = document.activeElement;
  return halves().length > 0 || (changed.has(field) && !field.closest(".kerne-entry"));
};

function sending(id, draft) {
  const sum = sumOf(draft.text);
  draft.lastSent = Date.now();
  if (draft.from.includes(sum)) return;
  draft.from = [...draft.from.slice(0, 1), ...draft.from.slice(1).slice(-SENT_MAX), sum];
  keepDraft(id, draft);
}

function send(id) {
  const draft = drafts.get(id), field = find(id);
  if (!draft || !field) return;
  clearTimeout(draft.timer);
  draft.timer = 0;
  const input = inputOf(field);
  if (!input || isWhole(field) || isOver(field)) return;
  // taken back before it was sent: the kernel would hear nothing, and say nothing
  if (!draft.lastSent && sumOf(draft.text) === stands[id]) { letGo(id); showState(); return; }
  sending(id, draft);
  change(input);
}

function note(field) {
  const id = idOf(field), text = read(field), now = Date.now();
  if (isOfBefore(field)) { leave(`${keyOf(field)}:${id}`, [text]); return; }
  // a second tap on the same key
  if (!drafts.has(id) && !isWhole(field) && sumOf(text) === stands[id]) { count(field); return; }
  const draft = drafts.get(id) ?? { from: id in stands ? [stands[id]] : [] };
  Object.assign(draft, { text, at: now, isHeard: false, isOver: isOver(field), isHalf: isWhole(field) });
  drafts.set(id, draft);
  keepDraft(id, draft);
  clearTimeout(draft.timer);
  if (inputOf(field) && !isWhole(field)) {
    if (!draft.dueAt || draft.dueAt < now) draft.dueAt = now + SAVE_AT_LEAST;
    draft.timer = setTimeout(() => { draft.dueAt = 0; send(id); }, Math.max(0, Math.min(SAVE_AFTER, draft.dueAt - now)));
  // a tap is sent by the widget itself
  } else if (!inputOf(field)) sending(id, draft);
  if (isWhole(field) && !text) letGo(id);
  count(field);
  showState();
}

// plain http is no secure context, so randomUUID may be missing
const newId = () => {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
};

const plain = (text) => text.trim().split(/\s+/).join(" ").toLowerCase();

function addCard(field) {
  const id = idOf(field), input = inputOf(field), text = input.value.trim();
  // what is made of several fields may lack the first of them, which then is gone to
  if (!text || isOver(field) || input.readOnly || !input.checkValidity()) { input.focus(); return; }
  if (isOfBefore(field)) { leave(`${keyOf(field)}:${id}`, [text]); return; }
  const unsent = unsentCards.get(id) ?? cards.get(id);
  if (!unsent.some((card) => plain(card.text) === plain(text))) {
    const list = [...unsent, { id: newId(), text }];
    unsentCards.set(id, list);
    cards.set(id, list);
  }
  fill(input, "");
  letGo(id);
  count(field);
  post();
  showHalves();
  showState();
}

const sendAll = () => { for (const [id, draft] of drafts) if (draft.timer) send(id); };
const flush = () => {
  for (const field of document.querySelectorAll(".kerne-field.kerne-whole")) if (inputOf(field)?.value.trim()) addCard(field);
  for (const entry of halves()) entry.querySelector(".kerne-rung-add")?.click();
  sendAll();
};
