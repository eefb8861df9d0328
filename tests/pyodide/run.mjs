// Runs a Python script in Pyodide, with folders of this machine in its file system: run.mjs SCRIPT FOLDER…
import { readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';

const [script, ...folders] = process.argv.slice(2);
const pyodide = await loadPyodide();
folders.forEach((folder, number) => {
    const place = `/mounted${number}`;
    pyodide.FS.mkdir(place);
    pyodide.mountNodeFS(place, folder);
    pyodide.runPython(`import sys; sys.dont_write_bytecode = True; sys.path.append('${place}')`);
});
await pyodide.runPythonAsync(readFileSync(script, 'utf8'));
