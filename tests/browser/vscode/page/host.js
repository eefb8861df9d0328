// A notebook as VS Code has it: cells that are run one after another, and their outputs in one page. The tests drive it as
// window.notebook; nothing here knows of notebook_lit.
import { startKernel } from './kernel.js';
import { Outputs, STATIC, renderData } from './outputs.js';
import { loadWidgets, showWidget } from './widgets.js';

class Notebook {
    cells = [];

    async open({ url, token, path, sources }) {
        this.kernel = await startKernel({ url, token, path });
        this.manager = loadWidgets(this.kernel, renderData, STATIC);
        for (const source of sources) this.add(source);
    }

    add(source) {
        const cell = document.createElement('section');
        cell.className = 'cell_container';
        cell.dataset.number = this.cells.length;
        const text = Object.assign(document.createElement('div'), { className: 'source', textContent: source.split('\n')[0] });
        const place = document.createElement('div');
        place.className = 'output_container';
        cell.append(text, place);
        document.querySelector('#container').append(cell);
        this.cells.push({ source, text, outputs: new Outputs(place, this.manager, showWidget) });
    }

    setSource(number, source) {
        const cell = this.cells[number];
        cell.source = source;
        cell.text.textContent = source.split('\n')[0];
    }

    // What comes after the end of a cell still belongs to it: hence the future lives on until the cell is run again.
    async run(number) {
        const cell = this.cells[number];
        cell.future?.dispose();
        cell.outputs.clear();
        const metadata = { cellId: `vscode-notebook-cell:notebook.ipynb#${number}` };
        cell.future = this.kernel.requestExecute({ code: cell.source, stop_on_error: true }, false, metadata);
        cell.future.onIOPub = message => cell.outputs.take(message);
        const reply = await cell.future.done;
        await Promise.all(cell.outputs.list.map(output => output.drawn));
        return reply.content.status;
    }

    async runAll() {
        for (const number of this.cells.keys()) {
            if (await this.run(number) !== 'ok') break;
        }
    }

    setTheme(kind) {
        const { classList, dataset } = document.body;
        classList.remove(...[...classList].filter(name => name.startsWith('vscode-')));
        classList.add(kind);
        if (kind === 'vscode-high-contrast-light') classList.add('vscode-high-contrast'); // for old extensions
        dataset.vscodeThemeKind = kind;
    }
}

window.notebook = new Notebook();
