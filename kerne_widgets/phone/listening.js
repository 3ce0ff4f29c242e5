// Listening: to hands, to the connection, and to what is drawn. What stands before only defines; here the script begins.

// the number that a key has counted on, said when it has been drawn
let counted = null;

function hear() {
  const node = newHead();
  if (!node) return;
  node.dataset.kerneRead = "1";
  believe(factsIn(node));
  settle();
  if (facts.key && !restored) {
    restore();
    document.querySelectorAll(".kerne-field").forEach(restoreField);
  }
  showState();
  if (counted?.isConnected) say("kerne-counted", `${nameIn(fieldOf(counted))}: ${counted.value}`);
  counted = null;
  answerCall();
}

function refresh() {
  newSheet();
  for (const field of document.querySelectorAll(".kerne-field")) {
    const first = field.querySelector("input, textarea"), group = field.querySelector(".widget-radio-box[aria-label]");
    // what it is about may have been reworded
    if (group) group.setAttribute("aria-label", nameIn(field));
    if (!first || first.dataset.kerneDressed === idOf(field)) continue;
    dress(field);
    if (facts) restoreField(field);
    if (!isWhole(field) || inputOf(field)?.value) count(field);
  }
  dressOthers();
  shutClosed();
  markProblems();
  // the heading of the new screen can only be gone to when it is no longer held back
  arrive();
  newScreen();
  hear();
  showHalves();
  showState();
  announce();
  announceTask();
  recount();
  showTimer();
}

function listen() {
  document.addEventListener("input", (event) => {
    const field = fieldOf(event.target);
    if (!field || event.target.type === "radio") return;
    // a composed answer has fields of its own, and writes what they come to into the one that is kept
    if (event.target === inputOf(field)) note(field);
    touch(event.target);
    showHalves();
    showState();
  }, true);

  document.addEventListener("focusin", holdFocus);
  document.addEventListener("focusout", loseFocus);

  document.addEventListener("change", (event) => {
    const field = fieldOf(event.target);
    // half a card is not a card: only enter, the key beside it, or going on adds it
    if (field && isWhole(field) && !event.target.dataset.kerneOurs) event.stopPropagation();
  }, true);

  document.addEventListener("keydown", (event) => {
    const field = fieldOf(event.target);
    if (event.key !== "Enter" || event.isComposing || !field || event.target.tagName !== "INPUT" || event.target.type === "radio") return;
    // an entry of several fields goes from one to the next by itself
    if (isWhole(field) && event.target !== inputOf(field)) return;
    if (isWhole(field)) { event.preventDefault(); event.stopPropagation(); addCard(field); } else send(idOf(field));
  }, true);

  document.addEventListener("click", (event) => {
    const key = event.target.closest?.("button");
    const field = fieldOf(event.target);
    if (event.target.type === "radio" && field) setTimeout(() => note(field));
    if (!key) return;
    if (key.classList.contains("kerne-turn") && turn(key)) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    if (key.closest(".kerne-footer")) {
      if (leading) { event.preventDefault(); event.stopImmediatePropagation(); return; }
      lead();
    }
    if (key.classList.contains("kerne-add")) {
      const beside = key.closest(".kerne-entry").querySelector(".kerne-field");
      if (beside) { addCard(beside); inputOf(beside).focus(); }
    } else if (key.classList.contains("kerne-go") || key.classList.contains("kerne-undo")) flush();
    counted = key.closest(".kerne-hours")?.querySelector("input") ?? null;
    // what is undone, or counted on from, must not come back from the phone
    const undone = key.classList.contains("kerne-undo") ? key.closest(".kerne-prompt").querySelectorAll(".kerne-field:not(.kerne-whole)") : key.closest(".kerne-hours")?.querySelectorAll(".kerne-field") ?? [];
    for (const each of undone) letGo(idOf(each));
  }, true);

  window.addEventListener("kerne:offline", () => { setOffline(true); hold(null); arrive(); showState(); });
  window.addEventListener("kerne:online", () => { setOffline(false); resend(0); showState(); });
  // a page that goes away sends its text; half a card stays on the phone, and in its field when the page is back
  window.addEventListener("pagehide", sendAll);
  document.addEventListener("visibilitychange", () => { if (document.hidden) sendAll(); else look(); });
  window.addEventListener("focus", look);
}

let planned = false;
const plan = () => {
  // the next arrow key may come before the next frame
  keepFocus();
  if (planned) return;
  planned = true;
  // a page in the background gets no frames, but must still keep its copies in order
  (document.hidden ? setTimeout : requestAnimationFrame)(() => { planned = false; refresh(); });
};
const start = () => {
  new MutationObserver(plan).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
  setInterval(() => { showTimer(); arrive(); showState(); if (!offline) { answerCall(); resend(RESEND_AFTER); reloadIfLost(); } }, TICK);
  plan();
};
// in a notebook each form brings the script along
if (!window.kernePage) {
  window.kernePage = true;
  listen();
  if (document.body) start(); else document.addEventListener("DOMContentLoaded", start);
}
