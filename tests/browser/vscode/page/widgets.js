// Widgets, by VS Code's own bundle. What it cannot load itself it asks a script loader for: the folders that packages have
// put under share/jupyter/nbextensions, each with an extension.js that says where its AMD module is.
import { activate } from '../node_modules/@vscode/jupyter-ipywidgets8/dist/ipywidgets.js';

const FOLDERS = 'nbextensions/';
const PLACE = /["']?([\w@\/.-]+)["']?\s*:\s*["']nbextensions\/([^"']+)["']/g;

class ScriptLoader {
    widgetsRegisteredInRequireJs = new Set();
    failed = [];

    async loadWidgetScript(module) {
        this.places ??= this.find();
        const path = (await this.places).get(module);
        if (path) {
            window.requirejs.config({ paths: { [module]: FOLDERS + path } });
            this.widgetsRegisteredInRequireJs.add(module);
        }
    }

    async find() {
        const places = new Map();
        for (const folder of await (await fetch(FOLDERS + 'folders.json')).json()) {
            const answer = await fetch(`${FOLDERS}${folder}/extension.js`);
            for (const [, module, path] of answer.ok ? (await answer.text()).matchAll(PLACE) : []) places.set(module, path);
        }
        return places;
    }

    successHandler() {}

    errorHandler(name, module, version, error) {
        this.failed.push(`${name} of ${module} ${version}: ${error}`);
    }
}

export function loadWidgets(kernel, renderData, mimeTypes) {
    activate();
    window.vscIPyWidgets8.load();
    const nowhere = document.createElement('div');
    const manager = new window.vscIPyWidgets.WidgetManager(kernel, nowhere, new ScriptLoader(), () => {}, undefined);
    // What an Output widget holds is drawn by VS Code's own renderers, not by the bundle.
    for (const mime of mimeTypes) manager.registerMimeRenderer(mime, (model, node) => renderData(model.data, node));
    return manager;
}

export async function showWidget(manager, id, node) {
    const model = await manager.get_model(id);
    const view = await manager.create_view(model, { el: node });
    node.className = 'cell-output-ipywidget-background';
    await manager.display_view({}, view, { node });
    return view;
}
