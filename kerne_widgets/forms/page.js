// What a page of forms needs beside its widgets: keeps on the phone what is typed until it is stored, sends it when typing
// pauses, names things for screen readers, counts characters, and says when something is on its way.
(() => {
  if (window.kernePage) return;
  window.kernePage = true;

  const SAVE_AFTER = 600, SAVE_AT_LEAST = 3000, WRITES_FOR = 20000, RESEND_AFTER = 4000, TICK = 1000, LATE = 8000, LOST_AFTER = 12000, RELOAD_EVERY = 60000, SENT_MAX = 200, STEP_AT_LEAST = 300;
  const drafts = new Map(); // field -> { text, from, timer, dueAt, lastSent, isHeard, isOver, isHalf }
  const stands = {}; // field -> checksum of what was committed when the kernel last said so
  const left = new Map(); // name of a copy from another round -> its texts, until the kernel has dealt with them
  const refused = {}; // how many answers of a field the kernel has refused for good
  const offered = new Set(); // fields whose older text the kernel is offering
  let facts = null, offline = false, restored = false, typedAt = 0, olderAt = 0, lookedAt = Date.now(), letter = 0, screen = null, counted = null, taskSaid = "", answeredAt = 0;
  let answer = {}; // to the room that has gone on: whether one goes along
  const changed = new WeakSet(); // fields that have been written in since they were shown

  // -- the phone's own copy ------------------------------------------------------------------------------
  const phone = {
    name: (field) => `kerne:${facts.key}:${field}`,
    get(name) { try { return localStorage.getItem(name); } catch { return null; } },
    set(name, value) { try { localStorage.setItem(name, value); } catch { /* a browser that keeps nothing still sends */ } },
    drop(name) { try { localStorage.removeItem(name); } catch { /* nothing is kept */ } },
    all(prefix = phone.name("")) {
      const found = {};
      try {
        for (let i = 0; i < localStorage.length; i++) {
          const name = localStorage.key(i);
          if (name.startsWith(prefix)) found[name.slice(prefix.length)] = localStorage.getItem(name);
        }
      } catch { /* nothing is kept */ }
      return found;
    },
  };
  const keep = (field, text) => { if (facts?.key) phone.set(phone.name(field), text); };
  // A copy holds the text, and checksums of what stood when it was begun and of all that was sent since: an answer that is
  // none of those came from elsewhere, and is newer unless it was given before the copy was last written in.
  const keepDraft = (id, draft) => keep(id, JSON.stringify({ text: draft.text, from: draft.from, at: draft.at }));
  const copyIn = (kept) => {
    try {
      const copy = JSON.parse(kept);
      if (typeof copy?.text === "string" && Array.isArray(copy.from)) return copy;
    } catch { /* no copy of this page's: a text alone */ }
    return { text: kept, from: [] };
  };
  const isCopy = (id) => id !== "at" && !id.endsWith(":board") && !/^(cards|older):/.test(id);
  const isOvertaken = (copy) => !(copy.at > facts.stood_at);
  const isNewer = (mark, copy) => isOvertaken(copy) && copy.from.length > 0 && typeof mark === "string" && !mark.startsWith("~") && mark !== sumOf(copy.text) && !copy.from.includes(mark);
  const forget = (field) => { if (facts?.key) phone.drop(phone.name(field)); };
  const cards = {
    name: (field) => `cards:${field}`,
    get: (field) => { try { return JSON.parse((facts?.key && phone.get(phone.name(cards.name(field)))) || "[]"); } catch { return []; } },
    set(field, list) { if (list.length) keep(cards.name(field), JSON.stringify(list)); else forget(cards.name(field)); },
  };
  const unsentCards = new Map(); // the same list where nothing can be kept

  const table = Array.from({ length: 256 }, (_, n) => {
    for (let k = 0; k < 8; k++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
    return n >>> 0;
  });
  const checksum = (text) => {
    let sum = 0xffffffff;
    for (const byte of new TextEncoder().encode(text)) sum = (sum >>> 8) ^ table[(sum ^ byte) & 255];
    return ((sum ^ 0xffffffff) >>> 0).toString(16).padStart(8, "0");
  };
  const sumOf = (text) => checksum(text === "-1" ? "" : text);
  // plain http is no secure context, so randomUUID may be missing
  const newId = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  };

  // -- the key that has the focus, to be found again when ipywidgets has drawn it anew --------------------
  let held = null; // { node, id, place }
  function keepFocus() {
    if (!held || held.node.isConnected) return;
    if (document.activeElement !== document.body) { held = null; return; }
    const radios = radiosOf(find(held.id) ?? document.createElement("p"));
    for (const radio of radios) radio.name = nameOf(held.id);
    (radios.find((radio) => radio.checked) ?? radios[held.place])?.focus({ preventScroll: true });
  }

  // -- fields --------------------------------------------------------------------------------------------
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
  const isOver = (field) => { const count = countOf(field); return Boolean(count) && inputOf(field) && [...inputOf(field).value].length > Number(count.dataset.limit); };

  // whether the kernel has yet to hear of a draft: half a card, what is too long and what was refused are its writer's to finish
  const isAwaited = (draft) => !draft.isHalf && !draft.isOver && !draft.isHeard;

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
    if (!draft.lastSent && sumOf(draft.text) === stands[id]) { drafts.delete(id); forget(id); showState(); return; }
    sending(id, draft);
    change(input);
  }

  function note(field) {
    const id = idOf(field), text = read(field), now = Date.now();
    if (isOfBefore(field)) { leave(`${keyOf(field)}:${id}`, [text]); return; }
    if (!drafts.has(id) && !isWhole(field) && sumOf(text) === stands[id]) { count(field); return; } // a second tap on the same key
    const draft = drafts.get(id) ?? { from: id in stands ? [stands[id]] : [] };
    Object.assign(draft, { text, at: now, isHeard: false, isOver: isOver(field), isHalf: isWhole(field) });
    drafts.set(id, draft);
    keepDraft(id, draft);
    clearTimeout(draft.timer);
    if (inputOf(field) && !isWhole(field)) {
      if (!draft.dueAt || draft.dueAt < now) draft.dueAt = now + SAVE_AT_LEAST;
      draft.timer = setTimeout(() => { draft.dueAt = 0; send(id); }, Math.max(0, Math.min(SAVE_AFTER, draft.dueAt - now)));
    } else if (!inputOf(field)) sending(id, draft); // a tap is sent by the widget itself
    if (isWhole(field) && !text) { drafts.delete(id); forget(id); }
    count(field);
    showState();
  }

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
    drafts.delete(id);
    forget(id);
    count(field);
    post();
    showHalves();
    showState();
  }

  // -- what is written and not added, and what is added and not stored --------------------------------------
  const plain = (text) => text.trim().split(/\s+/).join(" ").toLowerCase();
  const isHalf = (entry) => Array.from(entry.querySelectorAll("input, textarea")).some((node) => node.value.trim());
  const halves = () => Array.from(document.querySelectorAll(".kerne-entry:not(.is-full)")).filter(isHalf);

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

  // -- the room goes on --------------------------------------------------------------------------------------
  // Only here it is known whether someone is writing, also when the room went on while the net was gone.
  const isWriting = () => {
    if (facts.closed || Date.now() - typedAt > WRITES_FOR) return false;
    // a field for the next entry is written in while there is something in it
    const field = document.activeElement;
    return halves().length > 0 || (changed.has(field) && !field.closest(".kerne-entry"));
  };

  function answerCall() {
    if (!facts?.called) { answer = {}; return; }
    const going = facts.called, word = isWriting() ? "stays" : "along";
    if (answer[word] === going && (Date.now() - answeredAt < RESEND_AFTER || (word === "stays" && document.querySelector(".kerne-invitation:not(.is-nothing)")))) return;
    if (word === "along") { flush(); lead(); }
    answer = { [word]: going };
    answeredAt = Date.now();
    post();
  }

  // A key that takes the form away waits for all that is written in it to arrive; it is pressed again when it has.
  let turning = null;
  const isUnsent = () => ["saved", "empty"].includes(facts?.state) && (unsentCards.size > 0 || [...drafts].some(([id, draft]) => find(id) && isAwaited(draft)));
  function turn(key) {
    flush();
    hold(isUnsent() ? key : null);
    return Boolean(turning);
  }
  // nothing more can be written in what is on its way out
  function hold(key) {
    turning = key;
    for (const page of document.querySelectorAll(".kerne-page")) page.inert = Boolean(key);
  }

  // A tap on a key that leads on is one step, and a double tap is one tap: until what it leads to is drawn no other tap counts,
  // and nothing can be answered in what is on its way out.
  let leading = null; // { from, at, isDrawn }
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

  const sendAll = () => { for (const [id, draft] of drafts) if (draft.timer) send(id); };
  const flush = () => {
    for (const field of document.querySelectorAll(".kerne-field.kerne-whole")) if (inputOf(field)?.value.trim()) addCard(field);
    for (const entry of halves()) entry.querySelector(".kerne-rung-add")?.click();
    sendAll();
  };

  // A letter repeats all that has not been acknowledged, so it may be lost and it may come twice.
  function post(extra = {}) {
    const input = document.querySelector(".kerne-mailbox input");
    if (!input) return;
    input.value = JSON.stringify({ n: ++letter, key: facts?.key, left: untoldLeft(), cards: Object.fromEntries(unsentCards), older: untold(), ...answer, ...extra });
    change(input);
    olderAt = Date.now();
    for (const list of unsentCards.values()) { list.sentAt = Date.now(); list.firstSentAt ??= list.sentAt; }
  }

  // -- what the kernel says has arrived ------------------------------------------------------------------
  function settle() {
    for (const [id, draft] of drafts) {
      const mark = facts.marks[id], sum = sumOf(draft.text);
      if (mark !== sum && mark !== `~${sum}`) continue;
      clearTimeout(draft.timer);
      draft.timer = 0;
      draft.isHeard = true;
      if (mark === sum) { drafts.delete(id); forget(id); }
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
      const left = list.filter((card) => !arrived.has(card.id));
      if (left.length === list.length) continue;
      if (left.length) unsentCards.set(id, Object.assign(left, { sentAt: list.sentAt }));
      else unsentCards.delete(id);
      cards.set(id, left);
    }
    for (const name of facts.done) if (left.delete(name)) phone.drop(`kerne:${name}`);
    for (const id of facts.done) if (!drafts.has(id) && !find(id)) forget(id);
    if (turning && !isUnsent()) {
      const key = turning;
      hold(null);
      key.click();
    }
  }

  // What was refused for good is not sent again: the form shows what stands.
  function settleRefusals() {
    for (const [about, n] of Object.entries(facts.refusals ?? {})) {
      if (refused[about] === n) continue;
      refused[about] = n;
      for (const [id, draft] of drafts) if (!draft.timer && (id === about || id.startsWith(`${about}--`))) { drafts.delete(id); forget(id); }
    }
  }

  // What a key of the form wrote into a field, and could not be stored yet, is kept as if it was typed.
  function keepHeard(id, mark) {
    const field = find(id), input = field && inputOf(field);
    if (!input || drafts.has(id) || !facts.key || `~${sumOf(input.value)}` !== mark) return;
    drafts.set(id, { text: input.value, at: Date.now(), from: id in stands ? [stands[id]] : [], isHeard: true });
    keepDraft(id, drafts.get(id));
  }

  // -- a text that a newer answer has overtaken: kept, and offered beside it, until its writer has decided ------------
  const olderName = (id) => phone.name(`older:${id}`);
  const olderTexts = () => Object.entries(facts?.key ? phone.all() : {}).filter(([id]) => id.startsWith("older:")).map(([id, text]) => [id.slice(6), text]);
  const untold = () => { const left = olderTexts().filter(([id]) => !offered.has(id)); return left.length ? Object.fromEntries(left) : undefined; };
  const isProse = (field) => field.matches(".widget-text, .widget-textarea, .kerne-builder") && !isWhole(field) && !field.classList.contains("kerne-hours-field");
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
  const untoldLeft = () => { const untold = [...left].filter(([name]) => !facts.left?.includes(name)); return untold.length ? Object.fromEntries(untold) : undefined; };
  function leave(name, texts) {
    left.set(name, texts);
    post({ left: { [name]: texts } });
  }

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

  // The head says first that another person's form, or another round, has come: what is kept is kept under the name of the old.
  function newSheet() {
    const node = document.querySelector(".kerne-head");
    if (!facts || !node || node.dataset.kerneRead) return;
    const next = JSON.parse(node.dataset.facts);
    if (next.person === facts.person && next.key === facts.key) return;
    if (next.person === facts.person) {
      for (const [id, draft] of drafts) left.set(`${facts.key}:${id}`, [draft.text]);
      for (const [id, list] of unsentCards) left.set(`${facts.key}:cards:${id}`, list.map((card) => card.text));
    } else left.clear();
    for (const draft of drafts.values()) clearTimeout(draft.timer);
    for (const kept of [drafts, unsentCards, offered]) kept.clear();
    for (const known of [stands, refused]) for (const id of Object.keys(known)) delete known[id];
    facts = next;
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
    typedAt = Date.now();
    drafts.set(id, { from: copy.from });
    note(field);
    send(id);
  }

  // -- names, states and counts for what ipywidgets draws ------------------------------------------------
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
    for (const input of document.querySelectorAll(".kerne-hours-field input:not([inputmode])")) {
      input.setAttribute("inputmode", "decimal");
      input.setAttribute("autocomplete", "off");
      input.setAttribute("maxlength", "6");
    }
    for (const input of document.querySelectorAll(".kerne-mailbox input:not([aria-hidden])")) {
      input.setAttribute("aria-hidden", "true");
      input.tabIndex = -1;
    }
    for (const part of document.querySelectorAll(".kerne-screen")) {
      const closed = part.classList.contains("is-closed");
      // what is written when it is closed is added, while it is still taken
      if (closed && part.dataset.kerneOpen) flush();
      if (closed) delete part.dataset.kerneOpen; else part.dataset.kerneOpen = "1";
      for (const node of part.querySelectorAll("textarea, input[type=text], input[type=date]")) node.readOnly = closed;
      for (const node of part.querySelectorAll("input[type=radio], .kerne-key:not(.kerne-go)")) if (closed || node.dataset.kerneShut) { node.disabled = closed; node.dataset.kerneShut = closed ? "1" : ""; }
    }
    for (const field of document.querySelectorAll(".kerne-prompt")) {
      const bad = Boolean(field.querySelector(".kerne-problem:not(.is-elsewhere)"));
      for (const node of field.querySelectorAll("textarea, input[type=text]:not(.kerne-number), input[type=date], .widget-radio-box")) if (bad) node.setAttribute("aria-invalid", "true"); else node.removeAttribute("aria-invalid");
    }
    // the heading of the new screen can only be gone to when it is no longer held back
    arrive();
    newScreen();
    head();
    showHalves();
    showState();
    say("kerne-hints", document.querySelector(".kerne-hint:not(.is-nothing) .kerne-hint-text")?.textContent ?? "");
    announce();
    announceTask();
    recount();
    tickTimer();
  }

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

  function head() {
    const node = document.querySelector(".kerne-head");
    if (!node || node.dataset.kerneRead) return;
    node.dataset.kerneRead = "1";
    facts = JSON.parse(node.dataset.facts);
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
    const problems = Array.from(document.querySelectorAll(".kerne-late, .kerne-problem, .kerne-missing"), (problem) => problem.textContent).join(" ");
    const said = `${document.querySelector(".kerne-head .kerne-state-stored")?.textContent ?? ""} ${problems}`.trim();
    say("kerne-says", said);
    say("kerne-room-says", facts?.said ?? "");
  }

  // the focus stays on the key that led to it; on the board it goes to the mark, which says its name itself
  function announceTask() {
    const task = document.querySelector(".kerne-task h3")?.textContent ?? "";
    if (task === taskSaid) return;
    taskSaid = task;
    say("kerne-task-now", document.activeElement?.closest(".kerne-board") ? "" : task);
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

  function tickTimer() {
    for (const node of document.querySelectorAll(".kerne-timer[data-ends]")) {
      const left = Math.max(0, Math.round((new Date(node.dataset.ends) - Date.now()) / 1000));
      const text = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      if (node.textContent !== text) node.textContent = text;
      node.classList.toggle("is-over", left === 0);
    }
  }

  // -- listening -----------------------------------------------------------------------------------------
  document.addEventListener("input", (event) => {
    const field = fieldOf(event.target);
    if (!field || event.target.type === "radio") return;
    // a composed answer has fields of its own, and writes what they come to into the one that is kept
    if (event.target === inputOf(field)) note(field);
    typedAt = Date.now();
    changed.add(event.target);
    showHalves();
    showState();
  }, true);

  document.addEventListener("focusin", ({ target }) => {
    const field = target.type === "radio" ? fieldOf(target) : null;
    held = field ? { node: target, id: idOf(field), place: radiosOf(field).indexOf(target) } : null;
  });
  // a key that is taken away says that it lost the focus too
  document.addEventListener("focusout", () => {
    const left = held;
    setTimeout(() => { if (held === left && left?.node.isConnected && document.activeElement !== left.node) held = null; });
  });

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
    for (const each of undone) { clearTimeout(drafts.get(idOf(each))?.timer); drafts.delete(idOf(each)); forget(idOf(each)); }
  }, true);

  window.addEventListener("kerne:offline", () => { offline = true; hold(null); arrive(); showState(); });
  window.addEventListener("kerne:online", () => { offline = false; resend(0); showState(); });
  // a page that goes away sends its text; half a card stays on the phone, and in its field when the page is back
  window.addEventListener("pagehide", sendAll);
  document.addEventListener("visibilitychange", () => { if (document.hidden) sendAll(); else look(); });
  window.addEventListener("focus", look);

  // whoever comes back to a page may have answered in another one meanwhile
  function look() {
    if (!restored || Date.now() - lookedAt < TICK) return;
    lookedAt = Date.now();
    post({ looks: 1 });
  }

  function resend(after) {
    const now = Date.now();
    if ((restored && !letter) || [...unsentCards.values()].some((list) => now - (list.sentAt ?? 0) > after) || ((untold() || untoldLeft()) && now - olderAt > RESEND_AFTER)) post();
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
    setInterval(() => { tickTimer(); arrive(); showState(); if (!offline) { answerCall(); resend(RESEND_AFTER); reloadIfLost(); } }, TICK);
    plan();
  };
  if (document.body) start(); else document.addEventListener("DOMContentLoaded", start);
})();
