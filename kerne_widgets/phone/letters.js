// Letters to the kernel: what no field carries.

const RESEND_AFTER = 4000;

let letter = 0;
let postedAt = 0;
// to the room that has gone on: whether one goes along
let answer = {};
const setAnswer = (words) => { answer = words; };

// A letter repeats all that has not been acknowledged, so it may be lost and it may come twice.
function post(extra = {}) {
  const input = document.querySelector(".kerne-mailbox input");
  if (!input) return;
  input.value = JSON.stringify({ n: ++letter, key: facts?.key, left: untoldLeft(), cards: Object.fromEntries(unsentCards), older: untold(), ...answer, ...extra });
  change(input);
  postedAt = Date.now();
  for (const list of unsentCards.values()) { list.sentAt = Date.now(); list.firstSentAt ??= list.sentAt; }
}

function leave(name, texts) {
  left.set(name, texts);
  post({ left: { [name]: texts } });
}
