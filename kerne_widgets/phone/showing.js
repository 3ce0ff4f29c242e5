// What the page shows and says of itself: what is on its way, what waits, how long a text is, how much time is left.

const LATE = 8000;

function showState() {
  const root = document.documentElement;
  const waiting = [...drafts.values()].filter(isAwaited);
  const pending = waiting.length + unsentCards.size > 0 && !["waiting", "closed"].includes(facts?.state);
  const late = waiting.some((draft) => draft.lastSent && Date.now() - draft.lastSent > LATE);
  const over = [...drafts.values()].some((draft) => draft.isOver);
  // nothing that is written and not added may pass for saved
  const half = ["saved", "empty", "closed"].includes(facts?.state) && halves().length > 0;
  root.dataset.kerne = offline ? "offline" : over ? "over" : half ? "half" : pending ? (late ? "offline" : "saving") : "";
}

function showHalves() {
  for (const entry of document.querySelectorAll(".kerne-entry")) {
    if (entry.classList.contains("is-half") !== isHalf(entry)) entry.classList.toggle("is-half");
    const field = entry.querySelector(".kerne-whole");
    if (field) showWaiting(entry, idOf(field));
  }
}

function showWaiting(entry, id) {
  const waiting = (unsentCards.get(id) ?? []).filter((card) => !document.querySelector(`.kerne-card--${CSS.escape(card.id)}`));
  let list = entry.parentNode.querySelector(":scope > .kerne-waiting");
  const shown = waiting.map((card) => card.id).join();
  if ((list?.dataset.shown ?? "") === shown) return;
  if (!list) {
    list = document.createElement("ul");
    list.className = "kerne-waiting";
    entry.before(list);
  }
  list.dataset.shown = shown;
  const word = entry.parentNode.querySelector(".kerne-count[data-waits]")?.dataset.waits ?? "";
  list.replaceChildren(...waiting.map((card) => {
    const row = document.createElement("li"), said = document.createElement("span"), waits = document.createElement("em");
    said.textContent = card.text;
    said.dir = "auto";
    waits.textContent = word;
    row.append(said, waits);
    return row;
  }));
}

const number = (n) => n.toLocaleString(facts?.lang === "en" ? "en-GB" : "da-DK");

function count(field) {
  const node = countOf(field), input = inputOf(field);
  if (!node || !input) return;
  const n = [...input.value].length, over = n > Number(node.dataset.limit);
  const words = over ? node.dataset.over : node.dataset.count;
  const text = (words ?? "").replace("{length}", number(n));
  if (node.textContent !== text) node.textContent = text;
  node.classList.toggle("is-over", over);
}
const recount = () => { for (const node of document.querySelectorAll(".kerne-count[data-limit]")) { const field = node.closest(".kerne-prompt")?.querySelector(".kerne-field"); if (field) count(field); } };

function showTimer() {
  for (const node of document.querySelectorAll(".kerne-timer[data-ends]")) {
    const seconds = Math.max(0, Math.round((new Date(node.dataset.ends) - Date.now()) / 1000));
    const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (node.textContent !== text) node.textContent = text;
    node.classList.toggle("is-over", seconds === 0);
  }
}

// what a screen reader says when it is next silent
function say(id, text) {
  let region = document.getElementById(id);
  if (!region) {
    region = document.createElement("p");
    region.id = id;
    region.className = "kerne-unseen";
    region.setAttribute("aria-live", "polite");
    document.querySelector(".kerne-page")?.append(region);
  }
  if (region.textContent !== text) region.textContent = text;
}

function announce() {
  say("kerne-hints", document.querySelector(".kerne-hint:not(.is-nothing) .kerne-hint-text")?.textContent ?? "");
  const problems = Array.from(document.querySelectorAll(".kerne-late, .kerne-problem, .kerne-missing"), (problem) => problem.textContent).join(" ");
  const said = `${document.querySelector(".kerne-head .kerne-state-stored")?.textContent ?? ""} ${problems}`.trim();
  say("kerne-says", said);
  say("kerne-room-says", facts?.said ?? "");
}

let taskSaid = "";
// the focus stays on the key that led to it; on the board it goes to the mark, which says its name itself
function announceTask() {
  const task = document.querySelector(".kerne-task h3")?.textContent ?? "";
  if (task === taskSaid) return;
  taskSaid = task;
  say("kerne-task-now", document.activeElement?.closest(".kerne-board") ? "" : task);
}
