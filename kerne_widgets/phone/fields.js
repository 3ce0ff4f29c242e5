// The fields that ipywidgets has drawn: which is which, what is in them, and how they are filled.

const fieldOf = (node) => node.closest?.(".kerne-field");
const idOf = (field) => Array.from(field.classList).find((name) => name.startsWith("kerne-f--"))?.slice(9);
const inputOf = (field) => field.querySelector("textarea, input[type=text], input[type=date]");
const radiosOf = (field) => Array.from(field.querySelectorAll("input[type=radio]"));
const nameOf = (id) => `kerne-${id}`;
const nameIn = (field) => field.querySelector(".widget-label")?.textContent ?? "";
const isWhole = (field) => field.classList.contains("kerne-whole");
const find = (id) => document.querySelector(`.kerne-f--${CSS.escape(id)}`);
const read = (field) => inputOf(field)?.value ?? String(Math.max(-1, radiosOf(field).findIndex((radio) => radio.checked)));
const change = (input) => { input.dataset.kerneOurs = "1"; input.dispatchEvent(new Event("change", { bubbles: true })); delete input.dataset.kerneOurs; };
const fill = (input, text) => { input.value = text; input.dispatchEvent(new Event("kerne:filled")); };
const countOf = (field) => field.closest(".kerne-prompt")?.querySelector(".kerne-count[data-limit]");
// a field of a round that is over, which is on its way out
const keyOf = (field) => Array.from(field.closest(".kerne-screen")?.classList ?? []).find((name) => name.startsWith("kerne-of--"))?.slice(10);
const isOfBefore = (field) => Boolean(facts?.key && keyOf(field) && keyOf(field) !== facts.key);
const isOver = (field) => { const node = countOf(field); return Boolean(node) && inputOf(field) && [...inputOf(field).value].length > Number(node.dataset.limit); };
const isProse = (field) => field.matches(".widget-text, .widget-textarea, .kerne-builder") && !isWhole(field) && !field.classList.contains("kerne-hours-field");

// what is written in the fields of the next entry, and not added
const isHalf = (entry) => Array.from(entry.querySelectorAll("input, textarea")).some((node) => node.value.trim());
const halves = () => Array.from(document.querySelectorAll(".kerne-entry:not(.is-full)")).filter(isHalf);
