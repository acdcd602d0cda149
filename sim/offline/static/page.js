// The page: has the leading worker make each screen, takes what is answered to it, and has runs done by all workers.
'use strict';
let crew, days, fields = ASKED, runs = [], going = null, changed = false;

const bytesOf = (name) => {
  const element = at(`part-${name}`), text = element.textContent;
  element.remove();
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
};
const unpacked = async (name) => new Uint8Array(await new Response(new Blob([bytesOf(name)]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer());
const address = (content, type) => URL.createObjectURL(new Blob([content], { type }));

function barred(name) {
  main.replaceChildren(at(name).content.cloneNode(true));
  at('summary').focus();
  at('ready').textContent = '';
}

// ---- where the page is ----
const here = () => { const [name, words] = location.hash.slice(1).split('?'); return [name || 'tasks', Object.fromEntries(new URLSearchParams(words))]; };
function go(place) { if (location.hash === `#${place}`) route(); else location.hash = place; }

async function route(focused = true) {
  const [name, given] = here();
  if (going && name !== 'running') { location.replace('#running'); return; }
  if (name === 'running') { if (!going) location.replace('#tasks'); return; }
  if (name === 'results') { await showRun(runs[given.run - 1]); return; }
  if (name === 'beside') { await showBoth(given); return; }
  if (!KNOWN.includes(name)) return;
  const shown = JSON.parse(await crew.lead.desk('screen', name, JSON.stringify(fields), JSON.stringify(given), listed()));
  if (shown.fields) fields = shown.fields;
  show(shown, focused);
  if (name !== 'tasks' && name !== 'council') ahead();
}
// has the first day of what is asked so far made meanwhile; what is wrong with it is told where it is run
function ahead() { crew.lead.desk('ahead', JSON.stringify(fields)).then((said) => days.ask(JSON.parse(said))).catch(() => {}); }
const listed = () => JSON.stringify(runs.map(({ title }, place) => ({ number: place + 1, title })));
async function showBoth(given) {
  const texts = {};
  if (given.second) for (const number of [given.first, given.second]) texts[number] = runs[number - 1].text;
  show(JSON.parse(await crew.lead.desk('beside', listed(), JSON.stringify(texts), JSON.stringify(given))));
}
async function showRun(run) {
  if (!run) { location.replace('#tasks'); return; }
  show(JSON.parse(await crew.lead.desk('results', run.text, runs.indexOf(run) + 1, JSON.stringify(run.doubts), runs.length > 1)));
  filesOf(run).catch(failed);
}
// whoever leads makes them of what was found last, once that is shown, and before it finds something else
const filesOf = (run) => run.files ??= crew.lead.desk('files').then(JSON.parse);

// ---- what is answered ----
addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target, screen = form.dataset.screen, given = {};
  new FormData(form, event.submitter).forEach((value, name) => { if (typeof value === 'string') given[name] = value; });
  if (form.method === 'get') { go(`beside?${new URLSearchParams(given)}`); return; }
  if (screen === 'running') { stop().catch(failed); return; }
  if (screen === 'open') { open([...at('open-files').files]).catch(failed); return; }
  answer(screen, given).catch(failed);
});
async function answer(screen, given) {
  busy('Checking …');
  const said = JSON.parse(await crew.lead.desk('answered', screen, JSON.stringify(fields), JSON.stringify(given)));
  busy('');
  if (said.fields) { changed ||= JSON.stringify(fields) !== JSON.stringify(said.fields); fields = said.fields; }
  if (said.go) go(said.go);
  else if (said.run) run(said.run).catch(failed);
  else if (said.files) offer(said.files);
  else show(said);
}
async function open(files) {
  const texts = {};
  for (const file of files) {
    if (file.size > 50e6) { refuse([`${file.name}: is too large to be a scenario or results`]); return; }
    texts[file.name] = await file.text();
  }
  if (!files.length) { refuse(['No file was chosen: choose a scenario (.toml) or results.json first']); return; }
  const said = JSON.parse(await crew.lead.desk('opened', JSON.stringify(texts)));
  if (said.faults) refuse(said.faults);
  else if (said.text) { runs.push({ title: said.title, text: said.text, doubts: [], files: Promise.resolve({ 'results.json': said.text }) }); go(`results?run=${runs.length}`); }
  else { fields = said.fields; changed = true; go(said.go); }
}
function refuse(words) {
  const box = document.createElement('div'), title = document.createElement('h2'), list = document.createElement('ul');
  at('summary')?.remove();
  Object.assign(box, { id: 'summary', className: 'fault-summary', tabIndex: -1 });
  box.setAttribute('role', 'alert');
  title.textContent = 'There is a problem';
  for (const one of words) { const line = document.createElement('li'); line.textContent = one; list.append(line); }
  box.append(title, list);
  main.prepend(box);
  box.focus();
}
function failed(error) {
  refuse([`The page failed: ${error.message}`, 'Open the file again; if it fails again, tell whoever gave it to you these words.']);
  console.error(error.details || error.message);
  busy('');
}
const busy = (words) => { at('ready').textContent = words; };

// ---- files to keep ----
function save(name, text) {
  const link = document.createElement('a');
  Object.assign(link, { download: name.split('/').pop(), href: address(text, 'application/octet-stream') });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
function offer(files) {
  at('saved')?.remove();
  const box = document.createElement('div');
  Object.assign(box, { id: 'saved', className: 'note good', tabIndex: -1 });
  box.innerHTML = '<h2>Files to save</h2><p>Open them here again together. In the folder “scenarios” of the program, by the names below, the command takes them too.</p><ul></ul>';
  for (const [name, text] of files) {
    const line = document.createElement('li'), link = document.createElement('a');
    Object.assign(link, { textContent: name, download: name.split('/').pop(), href: address(text, 'application/toml') });
    line.append(link);
    box.querySelector('ul').append(line);
  }
  main.querySelector('form').after(box);
  box.focus();
  changed = false;
  if (files.length === 1) box.querySelector('a').click();
}
document.addEventListener('click', async (event) => {
  const link = event.target.closest?.('a[href^="#"]');
  if (!link) return;
  const place = link.getAttribute('href').slice(1);
  if (place.startsWith('file?')) {
    event.preventDefault();
    const { run, name } = Object.fromEntries(new URLSearchParams(place.slice(5)));
    const files = await filesOf(runs[run - 1]);
    if (files[name]) save(name, files[name]); else refuse([`${name}: is not kept in results.json; run it again to have it`]);
  } else if (place.startsWith('word-')) whole();
  else if (place.startsWith('field-') || place === 'main') {
    event.preventDefault();
    whole();
    const there = at(place);
    (there.closest('details') || {}).open = true;
    there.focus();
  } else if (`#${place}` === location.hash) { event.preventDefault(); route(); }
});

// ---- a run ----
async function run(shown) {
  const mine = going = { title: shown.title.replace('Running: ', ''), began: performance.now() };
  history.replaceState(null, '', '#running');
  show(shown);
  const mean = () => { if (going !== mine) throw new Stopped(); };
  try {
    crew.grow();
    if (runs.length) filesOf(runs[runs.length - 1]).catch(failed);
    const plan = JSON.parse(await crew.lead.desk('plan', JSON.stringify(fields)));
    mean();
    if (plan.words) { mine.words = plan.words; status(plan.words, true); far(plan.lived, plan.long_runs); }
    days.ask(plan);
    await days.made();
    mean(); bar(0, 0);
    const packed = await crew.lead.desk('study'), taken = new WeakSet(), tasks = JSON.parse(await crew.lead.desk('tasks'));
    const all = tasks.reduce((sum, [, , size]) => sum + size, 0);
    const found = await crew.share(tasks, ([, , size]) => size, async (hand, task, done) => {
      mean(); bar(done, all);
      if (!taken.has(hand)) {
        taken.add(hand);
        for (const digest of plan.asked) await days.give(hand, digest);
        await hand.work('take', packed);
      }
      return hand.work('perform', ...task, done, all);
    });
    mean(); bar(all, all); status('Putting the results together', true);
    const made = JSON.parse(await crew.lead.desk('finish', found, JSON.stringify(fields), crew.hands.length));
    mean();
    going = null;
    runs.push(made);
    changed = true;
    go(`results?run=${runs.length}`);
  } catch (error) {
    if (error instanceof Stopped || going !== mine) return;
    going = null;
    await end(mine.title, 'It failed', error.message.split('\n').filter(Boolean));
  }
}
class Stopped extends Error {}
async function stop() {
  if (!going) return;
  const { title } = going;
  going = null;
  status('Stopping', true);
  await crew.stop();
  await end(title, 'It was stopped', ['Nothing was kept of it. What you asked is still here.']);
  crew.grow();
  days.begin();
}
async function end(title, heading, words) {
  show(JSON.parse(await crew.lead.desk('ended', title, heading, JSON.stringify(words), JSON.stringify(fields))));
  history.replaceState(null, '', '#ended');
}
let said = 0;
function status(words, at_once = false) {
  const line = at('status');
  if (!line || line.textContent === words || (!at_once && performance.now() - said < 2000)) return;
  line.textContent = words;
  said = performance.now();
}
function bar(done, all) {
  const progress = at('progress');
  if (!progress) return;
  if (all) { progress.max = all; progress.value = done; } else progress.removeAttribute('value');
}
// how far the long runs are, shown and told to the hands in a run alone
function far(lived, longRuns) {
  if (!going) return [0, 0];
  if (lived < longRuns) bar(lived, longRuns);
  else { bar(0, 0); if (going.words) status(`${going.words}, nearly done`, true); }  // what is left tells no time
  return [lived, longRuns];
}
const hear = (words) => { if (going && words) status(words); };

// ---- the beginning ----
addEventListener('hashchange', () => { if (crew) route().catch(failed); });
addEventListener('beforeunload', (event) => { if (going || changed) event.preventDefault(); });
async function begin() {
  if (new Date() - new Date(BUILT) > 366 * 864e5) at('old').hidden = false;
  if (typeof WebAssembly !== 'object') { barred('barred'); return; }
  if (typeof DecompressionStream !== 'function') { barred('too-old'); return; }
  busy('Unpacking the program …');
  const lock = JSON.parse(at('part-lock').textContent);
  const wasm = await unpacked('wasm'), module = await WebAssembly.compile(wasm);
  // one script: a worker of a page that was opened from a file can import none in every browser
  const script = [at('part-worker').textContent, await unpacked('loader'), '\n', await unpacked('machine')];
  const worker = address(new Blob(script), 'text/javascript');
  const names = ['library', 'program'], parts = {};
  await Promise.all(names.map(async (name) => { parts[name] = await unpacked(name); }));
  crew = new Crew({ worker, boot: { parts, module, lock } }, hear);
  days = new FirstDays(crew, far);
  await crew.lead.ready;
  await route(false);
  busy('');
  document.documentElement.dataset.ready = Math.round(performance.now());
  crew.grow();
  days.begin();
}
begin().catch((error) => { failed(error); });
