// What is said again: to whoever comes back, and when no answer came.

const LOST_AFTER = 12000;
const RELOAD_EVERY = 60000;
const TICK = 1000;

let lookedAt = Date.now();
// whoever comes back to a page may have answered in another one meanwhile
function look() {
  if (!restored || Date.now() - lookedAt < TICK) return;
  lookedAt = Date.now();
  post({ looks: 1 });
}

function resend(after) {
  const now = Date.now();
  if ((restored && !letter) || [...unsentCards.values()].some((list) => now - (list.sentAt ?? 0) > after) || ((untold() || untoldLeft()) && now - postedAt > RESEND_AFTER)) post();
}

// What was sent long ago and never answered, by a server that is here, was lost on its way; and a widget whose message
// was lost says no more. The phone keeps it all, so a page loaded again brings it through.
let moves = { text: null, at: 0 };
function reloadIfLost() {
  const now = Date.now(), isOld = (at) => Boolean(at) && now - at > LOST_AFTER;
  if (!facts?.key || !["saved", "empty"].includes(facts.state)) return;
  const text = Object.entries(phone.all()).filter(([id]) => id.endsWith(":board")).join() || null;
  if (text !== moves.text) moves = { text, at: text ? now : 0 };
  const texts = [...drafts].filter(([id, draft]) => isAwaited(draft) && !draft.timer && isOld(draft.lastSent) && copyIn(phone.get(phone.name(id)) ?? "").text === draft.text);
  const lists = [...unsentCards].filter(([id, list]) => isOld(list.firstSentAt) && cards.get(id).length);
  if (!texts.length && !lists.length && !isOld(moves.at)) return;
  try {
    if (now - Number(sessionStorage.getItem("kerne:loaded-again") ?? 0) < RELOAD_EVERY) return;
    sessionStorage.setItem("kerne:loaded-again", String(now));
  } catch { return; /* where nothing is kept, nothing may be loaded again */ }
  window.dispatchEvent(new CustomEvent("kerne:unanswered"));
}
