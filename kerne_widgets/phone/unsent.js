// What is written and not stored yet.

// field -> { text, from, timer, dueAt, lastSent, isHeard, isOver, isHalf }
const drafts = new Map();
// field -> its cards that are on their way, also where nothing can be kept
const unsentCards = new Map();
// field -> checksum of what was committed when the kernel last said so
const stands = {};
// how many answers of a field the kernel has refused for good
const refused = {};

// whether the kernel has yet to hear of a draft: half a card, what is too long and what was refused are its writer's to finish
const isAwaited = (draft) => !draft.isHalf && !draft.isOver && !draft.isHeard;
const isUnsent = () => ["saved", "empty"].includes(facts?.state) && (unsentCards.size > 0 || [...drafts].some(([id, draft]) => find(id) && isAwaited(draft)));

function letGo(id) {
  clearTimeout(drafts.get(id)?.timer);
  drafts.delete(id);
  forget(id);
}

function letAllGo() {
  for (const draft of drafts.values()) clearTimeout(draft.timer);
  for (const kept of [drafts, unsentCards]) kept.clear();
  for (const known of [stands, refused]) for (const id of Object.keys(known)) delete known[id];
}

// What was refused for good is not sent again: the form shows what stands.
function settleRefusals() {
  for (const [about, n] of Object.entries(facts.refusals ?? {})) {
    if (refused[about] === n) continue;
    refused[about] = n;
    for (const [id, draft] of drafts) if (!draft.timer && (id === about || id.startsWith(`${about}--`))) letGo(id);
  }
}
