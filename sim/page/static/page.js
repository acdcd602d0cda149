// Moves the focus to what must be read first, and shows how far a run is. Every screen works without this script.
'use strict';
const summary = document.getElementById('summary');
if (summary) summary.focus();
const bar = document.getElementById('progress');
if (bar && bar.dataset.watch) {
  const status = document.getElementById('status');
  let said = 0;
  const look = async () => {
    try {
      const answer = await fetch(bar.dataset.watch, {cache: 'no-store'});
      if (!answer.ok) throw new Error(String(answer.status));
      const now = await answer.json();
      if (now.ended) { location.reload(); return; }
      if (now.all) { bar.max = now.all; bar.value = now.done; } else { bar.removeAttribute('value'); }
      if (now.words !== status.textContent && Date.now() - said >= 2000) { status.textContent = now.words; said = Date.now(); }
    } catch (error) {
      status.textContent = 'The program does not answer. Is it still running?';
    }
    setTimeout(look, 1000);
  };
  setTimeout(look, 500);
}
