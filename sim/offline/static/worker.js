// One worker: a Python that answers the page. What runs Python stands below, put there by the page; all else that it
// needs arrives in the first message; it asks nobody for anything.
'use strict';
let python, desk, work;

async function boot({ parts, module, lock, leads }) {
  self.fetch = async (url) => {
    const name = String(url).split('/').pop();
    if (name === 'pyodide.asm.wasm') return new Response(new Uint8Array([0]), { headers: { 'Content-Type': 'application/wasm' } });
    if (name === 'python_stdlib.zip') return new Response(parts.library);
    throw new Error(`this page makes no requests: ${url}`);
  };
  // the page has compiled it once for all workers
  WebAssembly.instantiateStreaming = async (_, imports) => ({ module, instance: await WebAssembly.instantiate(module, imports) });
  python = await loadPyodide({
    indexURL: 'https://offline.invalid/',
    packageBaseUrl: 'https://offline.invalid/',
    stdLibURL: 'https://offline.invalid/python_stdlib.zip',
    lockFileContents: lock,
    createPyodideModule: _createPyodideModule,
    env: { HOME: '/home', PYTHONDONTWRITEBYTECODE: '1', PLACEMENT_SUFFICIENCY_CACHE: '/dev/null/none' },
  });
  python.unpackArchive(parts.program, 'tar', { extractDir: '/app' });
  python.runPython("import sys; sys.path.insert(0, '/app')");
  const first = python.pyimport('sim.offline.boot');
  first.begin('/app');
  if (leads) desk = first.desk();
  else work = first.work((line) => self.postMessage({ line }));
}

function called({ on, name, given }) {
  const values = given.map((one) => (typeof one === 'object' ? python.toPy(one) : one));
  const answer = (on === 'desk' ? desk : work)[name](...values);
  for (const one of values) if (one && one.destroy) one.destroy();
  if (!answer || !answer.toJs) return answer;
  const bytes = answer.toJs();
  answer.destroy();
  return bytes;
}

// what a person is told: of what the program refuses, all its words, and of all else the last line
function inWords(message) {
  const own = [...message.matchAll(/^sim\.[\w.]+: /gm)].pop();
  return own ? message.slice(own.index + own[0].length).trim() : message.trim().split('\n').pop();
}

self.onmessage = async ({ data }) => {
  try {
    const answer = data.boot ? await boot(data.boot) : called(data);
    self.postMessage({ id: data.id, answer: answer ?? null }, answer instanceof Uint8Array ? [answer.buffer] : []);
  } catch (error) {
    const details = String(error.message || error);
    self.postMessage({ id: data.id, error: inWords(details), details });
  }
};
