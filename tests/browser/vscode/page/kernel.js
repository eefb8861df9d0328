// The kernel behind the page: a session of the Jupyter server that serves it, spoken to by the version of JupyterLab's
// services that VS Code has. That version knows nothing of subshells.
import { KernelManager, ServerConnection, SessionManager } from '@jupyterlab/services';

export async function startKernel({ url, token, path }) {
    const serverSettings = ServerConnection.makeSettings({
        baseUrl: url, wsUrl: url.replace(/^http/, 'ws'), token, appendToken: true
    });
    const kernelManager = new KernelManager({ serverSettings });
    const sessions = new SessionManager({ serverSettings, kernelManager });
    await sessions.ready;
    const session = await sessions.startNew({ name: path, path, type: 'notebook', kernel: { name: 'python3' } });
    await session.kernel.info;
    return session.kernel;
}
