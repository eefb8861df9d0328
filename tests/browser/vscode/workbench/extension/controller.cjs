// Runs the cells of VS Code's notebooks on a kernel of a Jupyter server, and passes the widgets' messages on to the web page
// that shows the outputs: what Microsoft's Jupyter extension does in a real VS Code. Nothing here knows of notebook_lit.
const vscode = require('vscode');
const { Kernel } = require('./kernel.cjs');

const { NotebookCellOutput, NotebookCellOutputItem } = vscode;

function items(data) {
    return Object.entries(data).map(([mime, value]) => {
        if (/^image\/(png|jpeg)$/.test(mime)) return new NotebookCellOutputItem(Buffer.from(value, 'base64'), mime);
        if (/json$/.test(mime)) return NotebookCellOutputItem.json(value, mime);
        return NotebookCellOutputItem.text([value].flat().join(''), mime);
    });
}

class Output {
    constructor(execution) {
        this.execution = execution;
        this.shown = new Map(); // outputs with a display id, which later messages change
    }

    async take({ header, content }) {
        const { execution } = this;
        switch (header.msg_type) {
            case 'clear_output':
                return execution.clearOutput();
            case 'stream':
                return execution.appendOutput(new NotebookCellOutput([NotebookCellOutputItem[content.name](content.text)]));
            case 'error':
                return execution.appendOutput(new NotebookCellOutput([NotebookCellOutputItem.error(
                    { name: content.ename, message: content.evalue, stack: content.traceback.join('\n') })]));
            case 'update_display_data': {
                const output = this.shown.get(content.transient?.display_id);
                return output && execution.replaceOutputItems(items(content.data), output);
            }
            case 'display_data':
            case 'execute_result': {
                const output = new NotebookCellOutput(items(content.data));
                if (content.transient?.display_id) this.shown.set(content.transient.display_id, output);
                return execution.appendOutput(output);
            }
        }
    }
}

exports.activate = context => {
    const controller = vscode.notebooks.createNotebookController('notebook-lit-test', 'jupyter-notebook', 'Python 3 (Jupyter server)');
    const messaging = vscode.notebooks.createRendererMessaging('notebook-lit-test-widgets');
    const kernels = new Map(); // by notebook
    // A notebook that is opened before all extensions are known is opened as text: this tells that they are.
    const status = vscode.window.createStatusBarItem(vscode.StatusBarAlignment.Right);
    let ran = 0;
    const tell = () => { status.text = `Cells run: ${ran}`; };
    tell();
    status.show();
    controller.supportedLanguages = ['python'];
    controller.supportsExecutionOrder = true;

    function kernelOf(notebook) {
        const key = notebook.uri.toString();
        if (!kernels.has(key)) kernels.set(key, Kernel.start(frame => messaging.postMessage({ frame })));
        return kernels.get(key);
    }

    controller.executeHandler = async (cells, notebook) => {
        for (const cell of cells) {
            const execution = controller.createNotebookCellExecution(cell);
            execution.start(Date.now());
            await execution.clearOutput();
            const output = new Output(execution);
            const kernel = await kernelOf(notebook);
            const reply = await kernel.execute(cell.document.getText(), message => output.take(message));
            execution.executionOrder = reply.execution_count;
            execution.end(reply.status === 'ok', Date.now());
            ran += 1;
            tell();
            if (reply.status !== 'ok') return;
        }
    };
    messaging.onDidReceiveMessage(async ({ editor, message }) => {
        const kernel = await kernelOf(editor.notebook);
        if (message.open) kernel.listen();
        else kernel.pass(message.frame);
    });
    // The only kernel is that of every notebook: nobody is asked.
    const prefer = notebook => controller.updateNotebookAffinity(notebook, vscode.NotebookControllerAffinity.Preferred);
    vscode.workspace.notebookDocuments.forEach(prefer);
    context.subscriptions.push(controller, status, vscode.workspace.onDidOpenNotebookDocument(prefer));
};
