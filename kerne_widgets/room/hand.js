// The hand that leads. One that shakes presses once: a press is no other while the hand has not moved since the last, by
// pointer or by key, and has written nothing. One without a mouse keeps its place when what it stood on is drawn anew.
const SHAKES = 700; // a double click takes half a second at most
const PATIENCE = 20_000; // for an answer to a press: so long, one more on the same key is the same
const SEEN = 300; // before an answer is seen, a press is still the last one
const STILL = 20;
const DRAWN = 120; // nothing more has come for so long
const EMPTY = 1_500; // what is empty for so long is not being filled anew
// keys that count or step mean each press
const COUNTED = ".kerne-page button, .kr-pager button, .is-step";
const KEYS = "button, a[href], input, select, textarea, summary, [tabindex='0']";
const COLUMNS = ".kr-programme, .kr-middle, .kr-side";

function render({ model }) {
  let last = null, n = 0; // the last press that was heard
  let held = null, trail = []; // where the focus is, and the keys that were pressed, the newest first
  let isByKey = true;
  const stops = new AbortController();
  const on = (name, act) => window.addEventListener(name, act, { capture: true, signal: stops.signal });
  const inRoom = (node) => Boolean(node?.closest?.(".kr-root"));
  const keyOf = (event) => { const key = event.target.closest?.("button"); return inRoom(key) ? key : null; };

  // -- pressing ------------------------------------------------------------------------------------------
  // a key that was not there at the last press has come under the hand; one that went from mouse to key has moved
  const isUnder = (event, key) => {
    if ((event.detail === 0) !== last.isByKey) return false;
    if (last.isByKey) return key === last.key || !last.there.has(key);
    return Math.hypot(event.clientX - last.x, event.clientY - last.y) <= STILL;
  };
  const isShake = (event, key) => {
    if (!last) return false;
    const now = event.timeStamp;
    if (!last.answeredAt && key === last.key && now - last.at < PATIENCE) return true;
    // what the machine takes for a double click is one, however slow the hand is
    return isUnder(event, key) && (now - last.at < SHAKES || now - last.answeredAt < SEEN || event.detail > 1);
  };
  const press = (event) => {
    const key = event.isTrusted && keyOf(event);
    if (!key) return;
    if (event.detail === 0) isByKey = true;
    if (key.matches(COUNTED)) { last = null; return; }
    if (isShake(event, key)) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    trail = [key, ...trail.filter((other) => other !== key)].slice(0, 3);
    const mine = ++n;
    last = { key, x: event.clientX, y: event.clientY, isByKey: event.detail === 0, n: mine, at: event.timeStamp, answeredAt: 0 };
    last.there = new Set(keysIn(key.closest(".kr-root")));
    // what the key itself says goes first
    setTimeout(() => model.send({ type: "pressed", n: mine }));
  };
  const moved = () => { last = null; };
  model.on("msg:custom", (content) => {
    if (content.type === "answered" && last?.n === content.n) last.answeredAt = performance.now();
  });
  on("click", press);
  on("input", (event) => inRoom(event.target) && moved());
  on("pointerdown", () => { isByKey = false; });
  on("keydown", (event) => {
    isByKey = true;
    if (!["Enter", " "].includes(event.key)) moved();
    // a key that is held down is pressed once
    else if (event.repeat && keyOf(event) && !keyOf(event).matches(COUNTED)) event.preventDefault();
  });

  // -- keeping one's place -------------------------------------------------------------------------------
  const isThere = (node) => node.isConnected && !node.disabled && node.getClientRects().length > 0;
  const keysIn = (box) => [...box.querySelectorAll(KEYS)].filter(isThere);
  const nameOf = (node) => node.getAttribute("aria-label") || node.textContent.trim() || node.type;
  const hold = (node) => {
    const boxes = [];
    for (let box = node.parentElement; box && !box.matches(".kr-root"); box = box.parentElement) {
      const keys = keysIn(box), alike = keys.filter((key) => nameOf(key) === nameOf(node));
      boxes.push({ box, at: keys.indexOf(node), nth: alike.indexOf(node) });
    }
    held = { node, name: nameOf(node), boxes };
  };
  // out of what is put away, back to what led there
  const ledTo = ({ node }) => node.isConnected && !node.disabled && trail.find((key) => key !== node && isThere(key));
  const nextTo = ({ name, boxes }) => {
    for (const { box, at, nth } of boxes) {
      const keys = box.isConnected ? keysIn(box) : [];
      if (!keys.length) continue;
      const alike = box.matches(COLUMNS) ? [] : keys.filter((key) => nameOf(key) === name);
      return alike[Math.min(nth, alike.length - 1)] ?? keys[Math.min(at, keys.length - 1)];
    }
    return null;
  };
  const isEmptied = ({ boxes }) => { const left = boxes.find(({ box }) => box.isConnected); return !left || !keysIn(left.box).length; };
  // what is drawn anew is taken away first: the place is looked for when all is there
  let due = 0, lostAt = 0;
  const look = () => {
    if (!held || isThere(held.node)) { lostAt = 0; return; }
    lostAt = lostAt || performance.now();
    clearTimeout(due);
    due = setTimeout(keep, DRAWN);
  };
  const keep = () => {
    if (!held || isThere(held.node)) return;
    const { activeElement } = document;
    const isElsewhere = activeElement && activeElement !== document.body && activeElement !== held.node;
    if (!isElsewhere && isByKey) {
      const led = ledTo(held);
      // what is put away is not being filled anew: nobody waits for it
      if (!led && isEmptied(held) && performance.now() - lostAt < EMPTY) { look(); return; }
      (led || nextTo(held))?.focus();
    } else held = null;
  };
  on("focusin", ({ target }) => { if (inRoom(target)) hold(target); else held = null; });
  // what is taken away says that it lost the focus too
  on("focusout", ({ target }) => setTimeout(() => { if (held?.node === target && isThere(target) && document.activeElement !== target) held = null; }));
  const watch = new MutationObserver(look);
  watch.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["class", "style", "disabled"] });
  return () => { stops.abort(); watch.disconnect(); };
}

export default { render };
