// Names, roles and states for what ipywidgets draws, and the focus, which it loses.

function dress(field) {
  const id = idOf(field), input = inputOf(field), prompt = field.closest(".kerne-prompt");
  const about = prompt ? Array.from(prompt.querySelectorAll("[id^=kerne-help-], [id^=kerne-note-]"), (node) => node.id).join(" ") : "";
  if (input) {
    if (about) input.setAttribute("aria-describedby", about);
    input.setAttribute("autocomplete", "off");
    if (isWhole(field)) input.setAttribute("enterkeyhint", "done");
  }
  const radios = radiosOf(field);
  if (radios.length) {
    const group = field.querySelector(".widget-radio-box");
    group.setAttribute("role", "radiogroup");
    group.setAttribute("aria-label", nameIn(field));
    if (about) group.setAttribute("aria-describedby", about);
    // one name makes them one group, with the browser's own arrow keys
    for (const radio of radios) radio.name = nameOf(id);
  }
  for (const node of [input, ...radios]) if (node) node.dataset.kerneDressed = id;
}

function dressOthers() {
  for (const input of document.querySelectorAll(".kerne-hours-field input:not([inputmode])")) {
    input.setAttribute("inputmode", "decimal");
    input.setAttribute("autocomplete", "off");
    input.setAttribute("maxlength", "6");
  }
  for (const input of document.querySelectorAll(".kerne-mailbox input:not([aria-hidden])")) {
    input.setAttribute("aria-hidden", "true");
    input.tabIndex = -1;
  }
}

function shutClosed() {
  for (const part of document.querySelectorAll(".kerne-screen")) {
    const closed = part.classList.contains("is-closed");
    // what is written when it is closed is added, while it is still taken
    if (closed && part.dataset.kerneOpen) flush();
    if (closed) delete part.dataset.kerneOpen; else part.dataset.kerneOpen = "1";
    for (const node of part.querySelectorAll("textarea, input[type=text], input[type=date]")) node.readOnly = closed;
    for (const node of part.querySelectorAll("input[type=radio], .kerne-key:not(.kerne-go)")) if (closed || node.dataset.kerneShut) { node.disabled = closed; node.dataset.kerneShut = closed ? "1" : ""; }
  }
}

function markProblems() {
  for (const field of document.querySelectorAll(".kerne-prompt")) {
    const bad = Boolean(field.querySelector(".kerne-problem:not(.is-elsewhere)"));
    for (const node of field.querySelectorAll("textarea, input[type=text]:not(.kerne-number), input[type=date], .widget-radio-box")) if (bad) node.setAttribute("aria-invalid", "true"); else node.removeAttribute("aria-invalid");
  }
}

// -- the key that has the focus, to be found again when ipywidgets has drawn it anew --------------------
// { node, id, place }
let held = null;
function holdFocus({ target }) {
  const field = target.type === "radio" ? fieldOf(target) : null;
  held = field ? { node: target, id: idOf(field), place: radiosOf(field).indexOf(target) } : null;
}
// a key that is taken away says that it lost the focus too
function loseFocus() {
  const lost = held;
  setTimeout(() => { if (held === lost && lost?.node.isConnected && document.activeElement !== lost.node) held = null; });
}
function keepFocus() {
  if (!held || held.node.isConnected) return;
  if (document.activeElement !== document.body) { held = null; return; }
  const radios = radiosOf(find(held.id) ?? document.createElement("p"));
  for (const radio of radios) radio.name = nameOf(held.id);
  (radios.find((radio) => radio.checked) ?? radios[held.place])?.focus({ preventScroll: true });
}
