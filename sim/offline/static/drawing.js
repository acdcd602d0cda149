// What is shown: a screen is drawn part by part, so that the page answers meanwhile, however long the screen is.
'use strict';
const at = (id) => document.getElementById(id);
const main = at('main');
const TURN = 400;  // elements after which others have their turn
let drawing = [].values();  // each step draws another part of the screen that is shown

function show({ title, content, faulty }, focused = true) {
  document.title = `${faulty ? 'Error: ' : ''}${title} – Placement sufficiency`;
  const made = document.createElement('template');
  made.innerHTML = content;
  main.replaceChildren();
  drawing = drawn(made.content);
  goOn(drawing);
  if (!focused) return;
  const first = at('summary') || main.querySelector('h1') || main;
  first.tabIndex = -1;
  first.focus({ preventScroll: true });
  first.scrollIntoView({ block: first.id === 'summary' ? 'center' : 'nearest' });
  if (first.id !== 'summary') scrollTo(0, 0);
}
// the first turn is taken at once; another screen ends what is still to be drawn of this one
async function goOn(mine) {
  while (drawing === mine && !mine.next().done) {
    void main.offsetHeight;  // laid out in its own turn, and not all together
    await new Promise((done) => { setTimeout(done); });
  }
}
function* drawn(made) {
  let count = 0;
  for (const [part, into] of parts(made, main)) {
    into.append(part);
    count += size(part);
    if (count > TURN) { yield; count = 0; }
  }
}
// in the order of the page, and with where each belongs; what is long comes without its own parts, before them
function* parts(of, into) {
  for (const node of [...of.childNodes]) {
    if (size(node) > TURN && node.matches('div, section')) {
      const around = node.cloneNode();
      yield [around, into];
      yield* parts(node, around);
    } else yield [node, into];
  }
}
const size = (node) => 1 + (node.querySelectorAll?.('*').length ?? 0);
// for whoever needs all of it now
function whole() { while (!drawing.next().done); }
addEventListener('beforeprint', whole);
