// One kernel of the Jupyter server, with two connections: one runs cells, the other is that of the page with the widgets. Had
// both the same one, the page would be asked for the answers to requests that it never sent.
const { randomUUID } = require('node:crypto');

const { LIT_TEST_SERVER: SERVER, LIT_TEST_TOKEN: TOKEN } = process.env;

async function connect(id) {
    const address = `${SERVER.replace(/^http/, 'ws')}/api/kernels/${id}/channels?session_id=${randomUUID()}&token=${TOKEN}`;
    const socket = new WebSocket(address);
    socket.binaryType = 'arraybuffer';
    await new Promise((resolve, reject) => {
        socket.onopen = resolve;
        socket.onerror = () => reject(new Error(`no connection to the kernel ${id}`));
    });
    return socket;
}

const packed = data => (typeof data === 'string' ? { text: data } : { base64: Buffer.from(data).toString('base64') });
const unpacked = ({ text, base64 }) => text ?? Buffer.from(base64, 'base64');

exports.Kernel = class Kernel {
    static async start(post) {
        const headers = { Authorization: `token ${TOKEN}`, 'Content-Type': 'application/json' };
        const answer = await fetch(`${SERVER}/api/kernels`, { method: 'POST', headers, body: '{"name": "python3"}' });
        if (!answer.ok) throw new Error(`the Jupyter server starts no kernel: ${answer.status}`);
        const { id } = await answer.json();
        return new Kernel(await connect(id), await connect(id), post);
    }

    constructor(cells, widgets, post) {
        Object.assign(this, { cells, widgets, post, asked: new Map(), kept: [], heard: false });
        cells.onmessage = ({ data }) => this.take(data);
        widgets.onmessage = ({ data }) => this.tell(packed(data));
    }

    // What is said before the page listens is kept for it: the widgets of the first app are made before their page is there.
    tell(frame) {
        if (this.heard) this.post(frame);
        else this.kept.push(frame);
    }

    listen() {
        this.heard = true;
        for (const frame of this.kept.splice(0)) this.post(frame);
    }

    pass(frame) {
        this.widgets.send(unpacked(frame));
    }

    // Gives the content of the reply when the kernel is idle again; what comes later still goes to the cell's output.
    execute(code, take) {
        const id = randomUUID();
        const header = { msg_id: id, msg_type: 'execute_request', session: id, username: 'test', version: '5.3', date: '' };
        const content = { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: true, stop_on_error: true };
        const message = { header, parent_header: {}, metadata: {}, content, channel: 'shell', buffers: [] };
        return new Promise(resolve => {
            this.asked.set(id, { take, resolve, waits: Promise.resolve() });
            this.cells.send(JSON.stringify(message));
        });
    }

    take(data) {
        if (typeof data !== 'string') return; // only widgets have buffers
        const message = JSON.parse(data);
        const asked = this.asked.get(message.parent_header?.msg_id);
        if (asked === undefined) return;
        const { msg_type: type } = message.header;
        if (type === 'execute_reply') asked.reply = message.content;
        else if (type === 'status' && message.content.execution_state === 'idle') asked.idle = true;
        else if (!asked.done) asked.waits = asked.waits.then(() => asked.take(message));
        if (asked.reply && asked.idle && !asked.done) {
            asked.done = true;
            asked.waits.then(() => asked.resolve(asked.reply));
        }
    }
};
