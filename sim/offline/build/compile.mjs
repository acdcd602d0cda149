// Compiles Python's files in the very Python that will read them.
// node compile.mjs PYODIDE COMPILING.py PROGRAM.tar LIBRARY_OUT PROGRAM_OUT
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [pyodide, compiling, program, libraryOut, programOut] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(path.join(pyodide, 'pyodide.mjs')));
const python = await loadPyodide({ indexURL: pyodide + path.sep, env: { PYTHONHASHSEED: '0', HOME: '/' } });
python.runPython(fs.readFileSync(compiling, 'utf8'));

function made(name, file, out) {
  python.FS.writeFile('/given', new Uint8Array(fs.readFileSync(file)));
  const bytes = python.runPython(`${name}(open('/given', 'rb').read())`);
  fs.writeFileSync(out, bytes.toJs());
  bytes.destroy();
}

made('library', path.join(pyodide, 'python_stdlib.zip'), libraryOut);
made('program', program, programOut);
