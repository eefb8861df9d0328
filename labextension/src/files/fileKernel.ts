import { SessionContext } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import {
  type Kernel,
  KernelMessage,
  type ServiceManager
} from '@jupyterlab/services';
import type { PartialJSONObject } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';

import { tab } from '../kernel/viewLease';
import { isSame, quoted, sessionOf } from './paths';
import { Problem, problemOf } from '../ui/problem';
import { APP } from '../output/outputRenderer';
import type { Watch } from '../settings';
import { COMM, type IApp, TARGET } from '../tokens';
import { Wire } from '../kernel/appsClient';

/** The kernel that runs one file as an app, and what draws its widgets, for as long as it lives. */
export class FileKernel implements IDisposable {
  /** The kernel is no more. */
  readonly ended = new Signal<this, void>(this);
  readonly wire = new Wire(`${tab()}-file`);

  constructor(
    readonly session: SessionContext,
    readonly rendermime: IRenderMimeRegistry
  ) {
    session.sessionChanged.connect(this.look, this);
    session.kernelChanged.connect(this.look, this);
    session.statusChanged.connect(this.look, this);
  }

  get connection(): Kernel.IKernelConnection | null {
    return this.session.session?.kernel ?? null;
  }

  get isDisposed(): boolean {
    return this.session.isDisposed;
  }

  dispose(): void {
    if (!this.isDisposed) {
      this.wire.dispose();
      this.session.dispose();
      Signal.clearData(this);
    }
  }

  /** Find the app of a file, if the kernel runs it already. Nothing is run. */
  async find(file: string): Promise<IApp | null> {
    const kernel = this.connected();
    const reply = await kernel.requestCommInfo({ target_name: TARGET });
    if (reply.content.status !== 'ok' || !(COMM in reply.content.comms)) {
      return null;
    }
    await this.listen(kernel);
    return this.app(file);
  }

  /** What is known of the app of a file. */
  app(file: string): IApp | null {
    return (
      this.wire.apps.all.find(
        app => app.state !== 'dead' && isSame(file, app.file)
      ) ?? null
    );
  }

  /** Run a file as an app; gives its root model as soon as the kernel has shown it, which a long first run does not delay. */
  async run(file: string, watch: Watch): Promise<string> {
    const kernel = this.connected();
    // Nobody waits for the first run: meanwhile the kernel can answer, to a page that is loaded again for example.
    const line = `${quoted(file)} --watch=${watch} --no-wait`;
    const code = [
      'get_ipython().extension_manager.load_extension("notebook_lit")',
      `get_ipython().find_line_magic("litapp")(${JSON.stringify(line)})`
    ].join('\n');
    const future = kernel.requestExecute({ code, store_history: false });
    const shown = new Promise<string>(resolve => {
      future.onIOPub = message => {
        const model = modelIn(message);
        if (model !== null) {
          resolve(model);
        }
      };
    });
    const done = future.done.then(({ content }) => {
      if (content.status !== 'ok') {
        const { ename, evalue } = content as KernelMessage.IReplyErrorContent;
        throw problemOf(
          PathExt.basename(file),
          this.session.kernelDisplayName,
          ename ?? content.status,
          evalue ?? ''
        );
      }
      return shown;
    });
    const model = await Promise.race([shown, done]);
    done.catch(() => undefined); // what goes wrong after it was shown is said by the app itself
    void this.listen(kernel);
    return model;
  }

  private connected(): Kernel.IKernelConnection {
    const kernel = this.connection;
    if (kernel === null) {
      throw new Problem('The kernel has ended.', '', 'Run the app again.');
    }
    return kernel;
  }

  /** Hear of the apps of the kernel from now on; resolves with the first list of them. */
  private listen(kernel: Kernel.IKernelConnection): Promise<void> {
    const listed = new Promise<void>(resolve => {
      const hear = (_: unknown, message: KernelMessage.IIOPubMessage): void => {
        const content = KernelMessage.isCommMsgMsg(message)
          ? message.content
          : null;
        if (content?.comm_id === COMM && content.data.type === 'list') {
          kernel.iopubMessage.disconnect(hear);
          resolve();
        }
      };
      kernel.iopubMessage.connect(hear);
    });
    if (this.wire.kernel === kernel) {
      this.wire.listen();
    } else {
      this.wire.use(kernel);
    }
    return listed;
  }

  private look(): void {
    const kernel = this.connection;
    if (kernel === null || kernel.isDisposed || kernel.status === 'dead') {
      this.ended.emit();
    }
  }
}

/** Connect to the kernel that runs a file as an app, or start one; null if there is none and none is to be started. */
export async function connect(
  services: ServiceManager.IManager,
  rendermime: IRenderMimeRegistry,
  file: string,
  start: boolean
): Promise<FileKernel | null> {
  const path = sessionOf(file);
  await services.sessions.ready;
  await services.sessions.refreshRunning();
  const running = [...services.sessions.running()].some(
    session => session.path === path
  );
  if (!running && !start) {
    return null;
  }
  const kernel = running ? undefined : await kernelFor(services, file);
  const session = new SessionContext({
    kernelManager: services.kernels,
    sessionManager: services.sessions,
    specsManager: services.kernelspecs,
    path,
    name: PathExt.basename(file),
    type: 'file',
    kernelPreference: {
      name: kernel,
      shouldStart: start,
      canStart: start,
      autoStartDefault: false
    }
  });
  await session.initialize();
  if ((session.session?.kernel ?? null) === null) {
    session.dispose();
    throw new Problem(
      'The kernel did not start.',
      '',
      'What the server says of it is in its log. Then run the app again.'
    );
  }
  // Here and not above, so that all else works on a server without the extension of ipywidgets.
  const { drawWidgets } = await import('./widgetManager').catch(() => {
    session.dispose();
    throw new Problem(
      'This JupyterLab cannot show widgets.',
      '',
      'Install jupyterlab_widgets in the environment of the server, then reload the page.'
    );
  });
  const own = rendermime.clone();
  drawWidgets(session, own);
  return new FileKernel(session, own);
}

/** Choose the kernel for a file: the notebook's own, or the server's usual one for Python. */
async function kernelFor(
  services: ServiceManager.IManager,
  file: string
): Promise<string> {
  await services.kernelspecs.ready;
  const specs = services.kernelspecs.specs;
  const named = specs?.kernelspecs ?? {};
  const wanted =
    PathExt.extname(file) === '.ipynb'
      ? await kernelOf(services, file)
      : undefined;
  const own = wanted === undefined ? undefined : named[wanted];
  if (own !== undefined && own.language !== 'python') {
    throw new Problem(
      `${PathExt.basename(file)} is written for the kernel ${own.display_name}.`,
      '',
      'Apps are written in Python: choose a Python kernel for the notebook and save it.'
    );
  }
  const usual = named[specs?.default ?? ''];
  const choice = [own, usual, ...Object.values(named)].find(
    spec => spec?.language === 'python'
  );
  if (choice === undefined) {
    throw new Problem(
      'The server has no Python kernel.',
      '',
      'Install one where it can be found (python -m pip install ipykernel), then run the app again.'
    );
  }
  return choice.name;
}

/** Read which kernel a notebook file is written for. */
async function kernelOf(
  services: ServiceManager.IManager,
  file: string
): Promise<string | undefined> {
  const read = await services.contents.get(file, {
    type: 'notebook',
    content: true
  });
  const metadata = (read.content as PartialJSONObject).metadata as
    PartialJSONObject | undefined;
  const name = (metadata?.kernelspec as PartialJSONObject | undefined)?.name;
  return typeof name === 'string' ? name : undefined;
}

/** Find the root model of an app in what a kernel shows. */
function modelIn(message: KernelMessage.IIOPubMessage): string | null {
  const data = KernelMessage.isDisplayDataMsg(message)
    ? (message.content.data[APP] as PartialJSONObject | undefined)
    : undefined;
  return typeof data?.model_id === 'string' ? data.model_id : null;
}
