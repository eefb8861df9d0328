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

import { isSameFile, quoteForMagic, sessionPath } from './paths';
import { AppsClient } from '../kernel/appsClient';
import { insist } from '../kernel/insist';
import { tabId } from '../kernel/viewLease';
import { APP_MIME } from '../output/appBundle';
import type { WatchMode } from '../settings';
import { COMM_ID, COMM_TARGET, type IApp } from '../tokens';
import { Problem, problemFromError } from '../ui/problem';

/** The kernel that runs one file as an app, with the renderers of its widgets. */
export class FileKernel implements IDisposable {
  /** Emits when the kernel has ended. */
  readonly ended = new Signal<this, void>(this);
  readonly client = new AppsClient(`${tabId()}-file`);

  constructor(
    readonly session: SessionContext,
    readonly rendermime: IRenderMimeRegistry
  ) {
    session.sessionChanged.connect(this.checkEnded, this);
    session.kernelChanged.connect(this.checkEnded, this);
    session.statusChanged.connect(this.checkEnded, this);
  }

  get connection(): Kernel.IKernelConnection | null {
    return this.session.session?.kernel ?? null;
  }

  get isDisposed(): boolean {
    return this.session.isDisposed;
  }

  dispose(): void {
    if (!this.isDisposed) {
      this.client.dispose();
      this.session.dispose();
      Signal.clearData(this);
    }
  }

  /** Return the app of a file, if the kernel runs it already. Nothing is run. */
  async findApp(file: string): Promise<IApp | null> {
    const kernel = this.requireConnection();
    const reply = await insist(kernel, () =>
      kernel.requestCommInfo({ target_name: COMM_TARGET })
    );
    if (reply.content.status !== 'ok' || !(COMM_ID in reply.content.comms)) {
      return null;
    }
    await this.listen(kernel);
    return this.knownApp(file);
  }

  /** Return the app of a file, if it is known from earlier messages. */
  knownApp(file: string): IApp | null {
    return (
      this.client.apps.all.find(
        app => app.state !== 'dead' && isSameFile(file, app.file)
      ) ?? null
    );
  }

  /** Run a file as an app; return its model id once the kernel has displayed it, which does not wait for the end of the first run. */
  async runApp(file: string, watchMode: WatchMode): Promise<string> {
    const kernel = this.requireConnection();
    const model = await insist(kernel, () =>
      this.execute(kernel, file, watchMode)
    );
    void this.listen(kernel);
    return model;
  }

  /** Send the request that runs a file as an app; return its model id. */
  private async execute(
    kernel: Kernel.IKernelConnection,
    file: string,
    watchMode: WatchMode
  ): Promise<string> {
    // Without waiting for the first run, the kernel can answer meanwhile, to a reloaded page for example.
    const line = `${quoteForMagic(file)} --watch=${watchMode} --no-wait`;
    const code = [
      'get_ipython().extension_manager.load_extension("notebook_lit")',
      `get_ipython().find_line_magic("litapp")(${JSON.stringify(line)})`
    ].join('\n');
    const future = kernel.requestExecute({ code, store_history: false });
    const shown = new Promise<string>(resolve => {
      future.onIOPub = message => {
        const model = shownModelId(message);
        if (model !== null) {
          resolve(model);
        }
      };
    });
    const done = future.done.then(({ content }) => {
      if (content.status !== 'ok') {
        const { ename, evalue } = content as KernelMessage.IReplyErrorContent;
        throw problemFromError(
          PathExt.basename(file),
          this.session.kernelDisplayName,
          ename ?? content.status,
          evalue ?? ''
        );
      }
      return shown;
    });
    const model = await Promise.race([shown, done]);
    done.catch(() => undefined); // the app itself shows what goes wrong later
    return model;
  }

  private requireConnection(): Kernel.IKernelConnection {
    const kernel = this.connection;
    if (kernel === null) {
      throw new Problem('The kernel has ended.', '', 'Run the app again.');
    }
    return kernel;
  }

  /** Subscribe to the apps of the kernel; resolves when their list has arrived. */
  private listen(kernel: Kernel.IKernelConnection): Promise<void> {
    const listed = new Promise<void>(resolve => {
      const onMessage = (
        _: unknown,
        message: KernelMessage.IIOPubMessage
      ): void => {
        const content = KernelMessage.isCommMsgMsg(message)
          ? message.content
          : null;
        if (content?.comm_id === COMM_ID && content.data.type === 'list') {
          kernel.iopubMessage.disconnect(onMessage);
          resolve();
        }
      };
      kernel.iopubMessage.connect(onMessage);
    });
    return insist(kernel, () => {
      if (this.client.kernel === kernel) {
        this.client.listen();
      } else {
        this.client.connect(kernel);
      }
      return listed;
    });
  }

  private checkEnded(): void {
    const kernel = this.connection;
    if (kernel === null || kernel.isDisposed || kernel.status === 'dead') {
      this.ended.emit();
    }
  }
}

/** Connect to the kernel that runs a file as an app, starting one if `start`; return null if there is none. */
export async function connectFileKernel(
  services: ServiceManager.IManager,
  rendermime: IRenderMimeRegistry,
  file: string,
  start: boolean
): Promise<FileKernel | null> {
  const path = sessionPath(file);
  await services.sessions.ready;
  await services.sessions.refreshRunning();
  const running = [...services.sessions.running()].some(
    session => session.path === path
  );
  if (!running && !start) {
    return null;
  }
  const kernel = running ? undefined : await chooseKernel(services, file);
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
  // Imported late, so that everything else works on a server without the ipywidgets extension.
  const { registerWidgets } = await import('./widgetManager').catch(() => {
    session.dispose();
    throw new Problem(
      'This JupyterLab cannot show widgets.',
      '',
      'Install jupyterlab_widgets in the environment of the server, then reload the page.'
    );
  });
  const own = rendermime.clone();
  registerWidgets(session, own);
  return new FileKernel(session, own);
}

/** Return the name of the kernel for a file: the notebook's own, or else the server's default Python kernel. */
async function chooseKernel(
  services: ServiceManager.IManager,
  file: string
): Promise<string> {
  await services.kernelspecs.ready;
  const specs = services.kernelspecs.specs;
  const named = specs?.kernelspecs ?? {};
  const wanted =
    PathExt.extname(file) === '.ipynb'
      ? await notebookKernelName(services, file)
      : undefined;
  const own = wanted === undefined ? undefined : named[wanted];
  if (own !== undefined && own.language !== 'python') {
    throw new Problem(
      `${PathExt.basename(file)} is written for the kernel ${own.display_name}.`,
      '',
      'Apps are written in Python: choose a Python kernel for the notebook and save it.'
    );
  }
  const standard = named[specs?.default ?? ''];
  const choice = [own, standard, ...Object.values(named)].find(
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

/** Return the name of the kernel that a notebook file is written for. */
async function notebookKernelName(
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

/** Return the model id of an app in a display message of the kernel. */
function shownModelId(message: KernelMessage.IIOPubMessage): string | null {
  const data = KernelMessage.isDisplayDataMsg(message)
    ? (message.content.data[APP_MIME] as PartialJSONObject | undefined)
    : undefined;
  return typeof data?.model_id === 'string' ? data.model_id : null;
}
