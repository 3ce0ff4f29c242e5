// What the page is told: by the kernel, in the head of the page, and by the connection, whether it is there.

let facts = null;
let offline = false;

const newHead = () => {
  const node = document.querySelector(".kerne-head");
  return node && !node.dataset.kerneRead ? node : null;
};
const factsIn = (node) => JSON.parse(node.dataset.facts);
const believe = (told) => { facts = told; };
const setOffline = (isOffline) => { offline = isOffline; };
