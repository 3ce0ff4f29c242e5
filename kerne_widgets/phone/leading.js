// The way on: the room that calls, keys that lead to another screen, and the screen that is shown.

const STEP_AT_LEAST = 300;

let answeredAt = 0;
function answerCall() {
  if (!facts?.called) { setAnswer({}); return; }
  const going = facts.called, word = isWriting() ? "stays" : "along";
  if (answer[word] === going && (Date.now() - answeredAt < RESEND_AFTER || (word === "stays" && document.querySelector(".kerne-invitation:not(.is-nothing)")))) return;
  if (word === "along") { flush(); lead(); }
  setAnswer({ [word]: going });
  answeredAt = Date.now();
  post();
}

// A key that takes the form away waits for all that is written in it to arrive; it is pressed again when it has.
let turning = null;
function turn(key) {
  flush();
  hold(isUnsent() ? key : null);
  return Boolean(turning);
}
// all that it waited for has arrived
function turnAtLast() {
  const key = turning;
  if (!key || isUnsent()) return;
  hold(null);
  key.click();
}
// nothing more can be written in what is on its way out
function hold(key) {
  turning = key;
  for (const page of document.querySelectorAll(".kerne-page")) page.inert = Boolean(key);
}

// A tap on a key that leads on is one step, and a double tap is one tap: until what it leads to is drawn no other tap counts,
// and nothing can be answered in what is on its way out.
// { from, at, isDrawn }
let leading = null;
const shownNow = () => document.querySelector(".kerne-task") ?? document.querySelector(".kerne-page:not(.kerne-sheet) .kerne-screen");
function lead() {
  leading = { from: shownNow(), at: Date.now(), isDrawn: false };
  showLeading();
}
function arrive() {
  if (!leading) return;
  const shown = shownNow(), took = Date.now() - leading.at;
  if ((shown && shown !== leading.from) || took > LATE || offline) leading.isDrawn = true;
  if (leading.isDrawn && took < STEP_AT_LEAST) setTimeout(arrive, STEP_AT_LEAST - took);
  else if (leading.isDrawn) leading = null;
  showLeading();
}
function showLeading() {
  document.documentElement.toggleAttribute("data-kerne-leading", Boolean(leading));
  for (const stage of document.querySelectorAll(".kerne-page > .kerne-stage")) stage.inert = Boolean(leading && !leading.isDrawn);
}

let screen = null;
const screenId = () => Array.from(screen?.classList ?? []).find((name) => name.startsWith("kerne-screen--"))?.slice(14);

function newScreen() {
  const shown = document.querySelector(".kerne-page:not(.kerne-sheet) .kerne-screen");
  if (!shown || shown === screen) return;
  const first = screen === null;
  screen = shown;
  if (first) return;
  keep("at", screenId());
  window.scrollTo(0, 0);
  // a screen reader starts at the new heading, not at a key that is gone
  shown.querySelector("h1")?.focus({ preventScroll: true });
}
