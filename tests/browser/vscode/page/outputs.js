// The outputs of one cell. What belongs to it is what answers its own request: text that a widget's message caused is lost,
// as in VS Code (its issue 15996).
const VIEW = 'application/vnd.jupyter.widget-view+json';
export const STATIC = ['text/html', 'image/svg+xml', 'image/png', 'image/jpeg', 'text/plain'];

export function renderData(data, node) {
    const mime = STATIC.find(type => type in data);
    if (mime === undefined) return;
    const value = [data[mime]].flat().join('');
    if (mime === 'text/html' || mime === 'image/svg+xml') {
        node.innerHTML = value;
    } else if (mime === 'text/plain') {
        node.replaceChildren(Object.assign(document.createElement('pre'), { textContent: value }));
    } else {
        node.replaceChildren(Object.assign(document.createElement('img'), { src: `data:${mime};base64,${value}`, alt: '' }));
    }
}

export class Outputs {
    constructor(node, manager, showWidget) {
        Object.assign(this, { node, manager, showWidget, list: [], toClear: false });
    }

    clear() {
        for (const output of this.list) output.view?.luminoWidget.dispose();
        this.list = [];
        this.node.replaceChildren();
    }

    take(message) {
        const { content, header } = message;
        if (header.msg_type === 'clear_output') {
            if (content.wait) this.toClear = true;
            else this.clear();
            return;
        }
        if (header.msg_type === 'update_display_data') {
            for (const output of this.list) if (output.id === content.transient?.display_id) this.draw(output, content.data);
            return;
        }
        const take = this[header.msg_type];
        if (take === undefined) return;
        if (this.toClear) this.clear();
        this.toClear = false;
        take.call(this, content);
    }

    stream({ name, text }) {
        const last = this.list.at(-1);
        const output = last?.stream === name ? last : this.add({ stream: name, text: '' });
        output.text += text;
        renderData({ 'text/plain': output.text }, output.node);
    }

    display_data({ data, transient }) {
        this.draw(this.add({ id: transient?.display_id }), data);
    }

    execute_result(content) {
        this.display_data(content);
    }

    error({ traceback }) {
        const text = traceback.join('\n').replace(/\x1b\[[0-9;]*m/g, '');
        renderData({ 'text/plain': text }, this.add({}).node);
    }

    add(output) {
        output.node = document.createElement('div');
        output.node.className = 'output';
        this.node.append(output.node);
        this.list.push(output);
        return output;
    }

    // A view whose model stays is kept. A model that is not there means: the next best form of the bundle.
    draw(output, data) {
        const model = data[VIEW]?.model_id;
        if (model !== undefined && model === output.model) return;
        output.view?.luminoWidget.dispose();
        Object.assign(output, { view: undefined, model });
        const node = document.createElement('div');
        output.node.replaceChildren(node);
        if (model === undefined || !this.manager.has_model(model)) {
            output.model = undefined;
            renderData(data, node);
            return;
        }
        output.drawn = this.showWidget(this.manager, model, node).then(view => { output.view = view; });
    }
}
