// Cards to choose from, and a row of keys for those that are chosen. What is stored is decided by the server.
function render({ model, el }) {
  const label = (key, values = {}) =>
    Object.entries(values).reduce((said, [name, value]) => said.replace(`{${name}}`, value), model.get("labels")[key] || "");
  const chosen = new Map(); // id -> row, also of cards that a search does not show
  let asking = ""; // "group" or "reword": what is being written
  let written = "";
  let prompt = model.get("prompt_id");
  el.classList.add("km");

  const send = (type, cards = [], text = "") => model.send({ type, cards, text });
  const key = (text, act, css = "", name = "") => {
    const made = make("button", `km-key ${css}`, text);
    made.type = "button";
    if (name) { made.setAttribute("aria-label", name); made.title = name; }
    made.addEventListener("click", act);
    return made;
  };
  const act = (type, text = "") => {
    send(type, [...chosen.keys()], text);
    chosen.clear();
    asking = "";
    draw("tools");
  };
  const ask = (what) => {
    asking = asking === what ? "" : what;
    const [only] = chosen.values();
    written = what === "reword" && only ? (only.fields.length ? only.fields.join("\n") : only.text) : "";
    draw("written");
  };

  const head = make("div", "km-head");
  const suggestions = make("div", "km-suggestions");
  const finder = make("div", "km-finder");
  const search = make("input", "km-field");
  Object.assign(search, { type: "search", placeholder: label("find") });
  search.setAttribute("aria-label", label("find"));
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => send("find", [], search.value), 250);
  });
  const found = make("span", "km-found");
  found.setAttribute("role", "status");
  finder.append(search, found);
  const tools = make("div", "km-tools");
  const cards = make("div", "km-cards");
  const rest = make("div", "km-rest");
  const hidden = make("details", "km-fold");
  const log = make("details", "km-fold");
  log.open = true;
  const said = make("p", "km-said");
  said.setAttribute("role", "alert");
  el.append(head, said, suggestions, finder, tools, cards, rest, hidden, log);

  const times = (row) => (row.n > 1 ? label("times", { n: row.n }) : "");

  const drawHead = () => {
    head.replaceChildren();
    const vote = model.get("vote");
    if (!vote) return;
    const start = key(label("vote"), () => send("vote"), "is-main");
    start.disabled = model.get("rows").length < 2;
    start.dataset.key = "vote";
    head.append(start, make("span", "km-mute", vote));
  };

  const drawSuggestions = () => {
    suggestions.replaceChildren();
    for (const pair of model.get("alike")) {
      const row = make("div", "km-suggestion");
      const words = make("p", "km-pair");
      words.append(make("q", "", pair.texts[0]), make("q", "", pair.texts[1]));
      const both = pair.texts.join(" / ");
      const keys = make("div", "km-keys");
      keys.append(
        key(label("like"), () => send("merge", pair.ids), "", `${label("like")}: ${both}`),
        key(label("unlike"), () => send("unlike", pair.ids), "is-quiet", `${label("unlike")}: ${both}`),
      );
      row.append(words, keys);
      suggestions.append(row);
    }
  };

  const drawTools = () => {
    const n = chosen.size;
    tools.classList.toggle("is-nothing", !n);
    if (!n) { tools.replaceChildren(...(model.get("rows").length ? [make("p", "km-mute", label("choose"))] : [])); return; }
    const rows = [...chosen.values()];
    const keys = make("div", "km-keys");
    keys.append(make("b", "km-n", label("chosen", { n })));
    const merge = key(label("merge"), () => act("merge"));
    merge.disabled = n < 2;
    const reword = key(label("reword"), () => ask("reword"));
    reword.disabled = n !== 1;
    reword.setAttribute("aria-expanded", String(asking === "reword"));
    const group = key(label("group"), () => ask("group"));
    group.setAttribute("aria-expanded", String(asking === "group"));
    keys.append(merge, group, reword, key(label("hide"), () => act("hide")));
    if (rows.some((row) => row.parts.length)) keys.append(key(label("split"), () => act("split")));
    keys.append(key(label("clear"), () => { chosen.clear(); asking = ""; draw(); }, "is-quiet"));
    tools.replaceChildren(keys);
    if (!asking) return;
    const form = make("form", "km-form");
    const columns = asking === "reword" ? model.get("columns") : [];
    const names = columns.length ? columns : [label(asking === "group" ? "heading" : "reword")];
    const values = columns.length ? written.split("\n") : [written];
    // a field of one line would run the lines of a text together
    const tall = asking === "reword" && !columns.length && rows[0].text.includes("\n");
    const fields = names.map((name, at) => {
      const field = make(tall ? "textarea" : "input", "km-field");
      if (!tall) field.type = "text";
      Object.assign(field, { value: values[at] ?? "", placeholder: name, maxLength: asking === "group" ? 60 : 4000 });
      field.setAttribute("aria-label", name);
      field.dataset.key = at ? `written-${at}` : "written";
      field.addEventListener("input", () => { written = fields.map((each) => each.value).join("\n"); });
      return field;
    });
    const save = key(label(asking === "group" ? "heading_set" : "reword_set"), () => {}, "is-main");
    save.type = "submit";
    form.append(...fields, save);
    form.addEventListener("submit", (event) => { event.preventDefault(); if (written.trim()) act(asking, written); });
    if (asking === "group") {
      for (const heading of model.get("headings")) form.append(key(heading, () => act("group", heading), "is-heading"));
      if (rows.some((row) => row.heading)) form.append(key(label("heading_none"), () => act("group"), "is-quiet"));
    } else if (rows[0].own) form.append(key(label("reword_back"), () => act("reword"), "is-quiet"));
    form.append(key(label("cancel"), () => { asking = ""; draw("tools"); }, "is-quiet"));
    tools.append(form);
  };

  const card = (row) => {
    const box = make("label", `km-card${chosen.has(row.id) ? " is-chosen" : ""}`);
    const mark = make("input", "km-mark");
    mark.type = "checkbox";
    mark.checked = chosen.has(row.id);
    mark.dataset.key = `card-${row.id}`;
    mark.addEventListener("change", () => {
      if (mark.checked) chosen.set(row.id, row); else chosen.delete(row.id);
      box.classList.toggle("is-chosen", mark.checked);
      if (asking === "reword") asking = "";
      drawTools();
    });
    const words = make("span", "km-words");
    words.append(make("span", "km-text", row.text));
    const notes = [row.own ? label("own", { text: row.own }) : "", row.parts.length ? row.parts.join(" · ") : ""];
    for (const note of notes) if (note) words.append(make("span", "km-note", note));
    box.append(mark, words);
    if (row.n > 1) box.append(make("span", "km-times", times(row)));
    return box;
  };

  const drawCards = () => {
    const rows = model.get("rows");
    cards.replaceChildren();
    if (!rows.length) cards.append(make("p", "km-mute", label(search.value ? "none_found" : "empty")));
    let before = "";
    const grouped = rows.some((row) => row.heading);
    rows.forEach((row, at) => {
      if (grouped && (row.heading !== before || at === 0)) cards.append(make("h4", "km-heading", row.heading || label("heading_none")));
      before = row.heading;
      cards.append(card(row));
    });
    const more = model.get("more");
    rest.replaceChildren();
    if (more) rest.append(key(label("more", { n: more }), () => send("more")));
    found.textContent = model.get("found");
    finder.classList.toggle("is-nothing", !rows.length && !search.value);
  };

  const drawHidden = () => {
    const rows = model.get("hidden");
    hidden.classList.toggle("is-nothing", !rows.length);
    const list = make("ul", "km-list");
    for (const row of rows) {
      const item = make("li", "km-line");
      item.append(make("span", "km-text", row.text), key(label("show"), () => send("show", [row.id]), "", `${label("show")}: ${row.text}`));
      list.append(item);
    }
    hidden.replaceChildren(make("summary", "", label("hidden", { n: rows.length })), list);
  };

  const drawLog = () => {
    const lines = model.get("log");
    log.classList.toggle("is-nothing", !lines.length);
    const list = make("ul", "km-list");
    for (const line of lines) list.append(make("li", line.stands ? "" : "is-undone", line.text));
    const undo = key(label("undo"), () => send("undo"));
    undo.disabled = !lines.some((line) => line.stands);
    undo.dataset.key = "undo";
    log.replaceChildren(make("summary", "", label("log")), undo, list);
  };

  function draw(focus) {
    const active = el.contains(document.activeElement) ? document.activeElement : null;
    const at = focus === "written" ? "written" : active && active.dataset.key;
    const mark = at === "written" && active && active.dataset.key === "written" ? active.selectionStart : null;
    for (const one of [drawHead, drawSuggestions, drawTools, drawCards, drawHidden, drawLog]) one();
    said.textContent = model.get("said");
    if (!at) return;
    const node = el.querySelector(`[data-key="${CSS.escape(at)}"]:not(:disabled)`);
    if (node && node !== document.activeElement) {
      node.focus({ preventScroll: true });
      if (mark !== null) node.setSelectionRange(mark, mark);
    }
  }

  // all that comes at once is drawn once
  let due = false;
  const news = () => {
    if (due) return;
    due = true;
    queueMicrotask(() => {
      due = false;
      if (model.get("prompt_id") !== prompt) {
        prompt = model.get("prompt_id");
        chosen.clear();
        asking = "";
        search.value = "";
      }
      // a card that someone else has hidden or merged can no longer be chosen
      const gone = new Set(model.get("hidden").map((row) => row.id));
      const rows = new Map(model.get("rows").map((row) => [row.id, row]));
      const complete = !model.get("more") && !search.value;
      for (const id of [...chosen.keys()]) {
        if (rows.has(id)) chosen.set(id, rows.get(id));
        else if (gone.has(id) || complete) chosen.delete(id);
      }
      if (!chosen.size) asking = "";
      draw();
    });
  };
  for (const name of ["prompt_id", "rows", "hidden", "more", "found", "alike", "headings", "log", "vote", "said"]) model.on(`change:${name}`, news);
  draw();
}

export default { render };
