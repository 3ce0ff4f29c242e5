// The fields of the next entry. What they come to, one a line, stands in a hidden field, which the page keeps, sends and
// gives back as it does half a card; here it is taken apart again.
const make = (tag, classes, text, more = {}) => {
  const node = document.createElement(tag);
  node.className = classes;
  if (text !== undefined) node.textContent = text;
  for (const [name, value] of Object.entries(more)) node.setAttribute(name, value);
  return node;
};

export default {
  render({ model, el }) {
    const words = model.get("labels"), { key, length, about } = model.get("options");
    const whole = make("textarea", "kerne-unseen", undefined, { tabindex: "-1", "aria-hidden": "true" });
    const problem = make("p", "kerne-problem is-elsewhere", "", { id: `kerne-first-${key}` });
    const fields = model.get("columns").map((column, at) => {
      const id = `kerne-${column.kind}-${key}-${at}`, isDay = column.kind === "date";
      const field = make("input", "kerne-own", undefined, { type: isDay ? "date" : "text", id, dir: "auto", autocomplete: "off" });
      if (!isDay) { field.setAttribute("maxlength", String(length)); field.setAttribute("enterkeyhint", at + 1 < model.get("columns").length ? "next" : "done"); }
      if (about) field.setAttribute("aria-describedby", about);
      const label = make("label", "", column.name, { for: id });
      if (at) label.append(" ", make("span", "kerne-later", words.later));
      return { field, label };
    });
    problem.hidden = true;
    el.replaceChildren(whole, ...fields.flatMap(({ field, label }, at) => (at ? [label, field] : [label, field, problem])));
    const inputs = fields.map(({ field }) => field);

    function gather() {
      const said = inputs.map((input) => input.value.trim().split(/\s+/).join(" "));
      const isHeadless = !said[0] && said.some(Boolean);
      whole.value = said.join("\n").replace(/\n+$/, "");
      whole.setCustomValidity(isHeadless ? words.first : "");
      if (!isHeadless) tell("");
    }
    function tell(words_) {
      problem.hidden = !words_;
      problem.textContent = words_;
      if (words_) inputs[0].setAttribute("aria-errormessage", problem.id); else inputs[0].removeAttribute("aria-errormessage");
    }
    function spread() {
      const said = whole.value.split("\n");
      inputs.forEach((input, at) => { input.value = said[at] ?? ""; });
      gather();
    }
    for (const [at, input] of inputs.entries()) {
      input.addEventListener("input", () => { gather(); whole.dispatchEvent(new Event("input", { bubbles: true })); });
      input.addEventListener("change", (event) => event.stopPropagation());
      // a field at a time; the last one adds the entry
      input.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        event.preventDefault();
        if (at + 1 < inputs.length) inputs[at + 1].focus();
        else el.closest(".kerne-entry")?.querySelector(".kerne-add")?.click();
      });
    }
    whole.addEventListener("kerne:filled", spread);
    // asked to go on with the entry: to the field that is to be written in
    whole.addEventListener("focus", () => { tell(whole.validationMessage); inputs[0].focus(); });
  },
};
