// Draws widgets in the page of VS Code's notebook editor, with VS Code's own bundle. The page has no way to the kernel but
// the messages between it and the controller: a socket is made of them.
import { KernelConnection, ServerConnection } from '@jupyterlab/services';
import { loadWidgets, showWidget } from '../../page/widgets.js';

const STATIC = ['text/html', 'image/svg+xml', 'image/png', 'image/jpeg', 'text/plain'];
const WAIT = 10_000; // milliseconds: the messages that make a widget may come after the output that shows it

function socketOver(context) {
    return class {
        protocol = '';

        constructor() {
            context.onDidReceiveMessage(({ frame: { text, base64 } }) => {
                const data = text ?? Uint8Array.from(atob(base64), letter => letter.charCodeAt(0)).buffer;
                this.onmessage({ data });
            });
            // The kernel's connection puts its handlers in place after this.
            setTimeout(() => {
                this.onopen();
                context.postMessage({ open: true });
            });
        }

        send(data) {
            const letters = bytes => Array.from(new Uint8Array(bytes), byte => String.fromCharCode(byte)).join('');
            context.postMessage({ frame: typeof data === 'string' ? { text: data } : { base64: btoa(letters(data)) } });
        }

        close() {}
    };
}

// What an Output widget holds is drawn by VS Code's own renderers.
async function drawStatic(renderer, data, node) {
    const mime = STATIC.find(type => type in data);
    if (mime === undefined) return;
    const value = [data[mime]].flat().join('');
    const bytes = () => (mime.startsWith('image/') && mime !== 'image/svg+xml'
        ? Uint8Array.from(atob(value), letter => letter.charCodeAt(0)) : new TextEncoder().encode(value));
    await renderer.renderOutputItem({
        id: crypto.randomUUID(), mime, metadata: {}, text: () => value, json: () => data[mime], data: bytes,
        blob: () => new Blob([bytes()], { type: mime })
    }, node);
}

// The bundle asks an AMD loader for what it does not have; a plain script cannot be imported.
function loadScript(name) {
    return new Promise((resolve, reject) => {
        const script = Object.assign(document.createElement('script'), { src: new URL(name, import.meta.url).href, onload: resolve });
        script.onerror = () => reject(new Error(`${name} was not loaded`));
        document.head.append(script);
    });
}

function modelArrives(manager, kernel, id) {
    if (manager.has_model(id)) return true;
    return new Promise(resolve => {
        const settle = there => {
            clearTimeout(late);
            kernel.iopubMessage.disconnect(look);
            resolve(there);
        };
        const look = () => { if (manager.has_model(id)) settle(true); };
        const late = setTimeout(() => settle(false), WAIT);
        kernel.iopubMessage.connect(look);
    });
}

export async function activate(context) {
    await loadScript('../require.js');
    const renderer = await context.getRenderer('vscode.builtin-renderer');
    const serverSettings = ServerConnection.makeSettings({ baseUrl: 'http://kernel/', wsUrl: 'ws://kernel/', WebSocket: socketOver(context) });
    const kernel = new KernelConnection({ model: { id: 'kernel', name: 'python3' }, serverSettings });
    const manager = loadWidgets(kernel, (data, node) => drawStatic(renderer, data, node), STATIC);
    const views = new Map();
    return {
        async renderOutputItem(item, node) {
            const { model_id: id } = item.json();
            if (views.get(item.id)?.id === id) return; // the same output again: its view is kept
            if (!(await modelArrives(manager, kernel, id))) {
                throw Object.assign(new Error('the kernel has no such widget'), { name: 'vscode.fallbackToNextRenderer' });
            }
            node.replaceChildren();
            const place = node.appendChild(document.createElement('div'));
            views.set(item.id, { id, view: await showWidget(manager, id, place) });
        },
        disposeOutputItem(item) {
            for (const key of item === undefined ? [...views.keys()] : [item]) {
                views.get(key)?.view.luminoWidget.dispose();
                views.delete(key);
            }
        }
    };
}
