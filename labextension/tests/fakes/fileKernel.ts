import type { SessionContext } from '@jupyterlab/apputils';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';

import { FileKernel } from '../../src/files/fileKernel';
import { FileKernels } from '../../src/files/fileKernels';
import { sessionPath } from '../../src/files/paths';
import { APP_MIME } from '../../src/output/appBundle';
import { entry, FakeKernel, FakeServices } from './kernel';
import { FakeSessionContext } from './notebook';
import { FakeRenderMime } from './rendering';

/** A kernel that runs a file as an app, with what it is made of. */
export interface IRunningFile {
  readonly kernel: FakeKernel;
  readonly session: FakeSessionContext;
  readonly renderers: FakeRenderMime;
  readonly fileKernel: FileKernel;
}

/** The kernel of a file, connected. */
export function runningFile(
  file: string,
  kernel = new FakeKernel()
): IRunningFile {
  const session = new FakeSessionContext(kernel, sessionPath(file));
  const renderers = new FakeRenderMime();
  const fileKernel = new FileKernel(
    session as unknown as SessionContext,
    renderers as unknown as IRenderMimeRegistry
  );
  return { kernel, session, renderers, fileKernel };
}

/** The app of a file, as its kernel tells of it. */
export function fileApp(file: string, more = {}): Record<string, unknown> {
  return entry(file, { file: `/home/ada/${file}`, model: 'm1', ...more });
}

/** The kernel displays the app "m1", which its widgets have then. */
export function display({ kernel, renderers }: IRunningFile): void {
  renderers.models.add('m1');
  kernel.futures.at(-1)?.display({ [APP_MIME]: { model_id: 'm1' } });
}

/** A server that runs files; each file that is opened gets a kernel of its own, kept in `running`. */
export class FakeFileServer {
  readonly services = new FakeServices();
  readonly running = new Map<string, IRunningFile>();
  /** Whether each kernel was to be started, by the order of the connections. */
  readonly starts: boolean[] = [];
  /** What keeps the next kernel from coming. */
  error: Error | null = null;
  /** Whether kernels that are not to be started run already. */
  alive = false;
  /** How the next kernels are made. */
  make = (): FakeKernel => new FakeKernel();

  readonly kernels = new FileKernels(
    this.services.services,
    new FakeRenderMime() as unknown as IRenderMimeRegistry,
    (_, __, file, start) => this.connect(file, start)
  );

  private async connect(
    file: string,
    start: boolean
  ): Promise<FileKernel | null> {
    this.starts.push(start);
    await Promise.resolve();
    if (this.error !== null) {
      throw this.error;
    }
    if (!start && !this.alive) {
      return null;
    }
    const running = runningFile(file, this.make());
    this.running.set(file, running);
    this.services.start(running.kernel.id, sessionPath(file));
    return running.fileKernel;
  }

  /** The kernel of a file. */
  at(file: string): IRunningFile {
    const running = this.running.get(file);
    if (running === undefined) {
      throw new Error(`${file} has no kernel`);
    }
    return running;
  }
}
