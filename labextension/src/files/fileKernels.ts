import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { Kernel, ServiceManager } from '@jupyterlab/services';
import { Signal } from '@lumino/signaling';

import { connectFileKernel, type FileKernel } from './fileKernel';
import { sessionPath } from './paths';

/**
 * The kernels that run files as apps, by file.
 *
 * A kernel stays when the tab of its app is closed: as with notebooks, closing does not end it, and ipywidgets keeps drawing its
 * widgets with the first connection.
 */
export class FileKernels {
  /** Emits when a kernel was added or removed. */
  readonly changed = new Signal<this, void>(this);

  constructor(
    private readonly services: ServiceManager.IManager,
    private readonly rendermime: IRenderMimeRegistry,
    private readonly connect = connectFileKernel
  ) {}

  /** Return the kernel of a file, starting one if `start`; null if there is none. */
  async getOrStart(file: string, start: boolean): Promise<FileKernel | null> {
    const before = this.byFile.get(file)?.catch(() => null);
    const pending = this.reuseOrConnect(before, file, start);
    this.byFile.set(file, pending);
    const kernel = await pending.catch((error: unknown) => {
      this.forgetFile(file, pending);
      throw error;
    });
    if (kernel === null) {
      this.forgetFile(file, pending);
    }
    return kernel;
  }

  /** Return the kernel of an earlier call, once that is complete, or else connect to one. */
  private async reuseOrConnect(
    before: Promise<FileKernel | null> | undefined,
    file: string,
    start: boolean
  ): Promise<FileKernel | null> {
    const earlier = (await before) ?? null;
    if (earlier !== null && !earlier.isDisposed) {
      return earlier;
    }
    const kernel = await this.connect(
      this.services,
      this.rendermime,
      file,
      start
    );
    if (kernel !== null) {
      this.add(kernel);
    }
    return kernel;
  }

  private add(kernel: FileKernel): void {
    this.live.add(kernel);
    kernel.ended.connect(() => {
      this.remove(kernel);
    });
    kernel.client.changed.connect(() => {
      this.endIfUnused(kernel);
    });
    this.changed.emit();
  }

  /** Return our connection to the kernel with this id, if it runs a file. */
  connectionTo(id: string): Kernel.IKernelConnection | null {
    const kernel = [...this.live].find(one => one.connection?.id === id);
    return kernel?.connection ?? null;
  }

  /** Move the kernel of a renamed file to its new path. */
  async rename(before: string, after: string): Promise<void> {
    const pending = this.byFile.get(before);
    if (pending !== undefined) {
      this.byFile.delete(before);
      this.byFile.set(after, pending);
      await (await pending)?.session.session?.setPath(sessionPath(after));
    }
  }

  /** Shut down the kernel of a file, unless another session uses it. */
  end(kernel: FileKernel): void {
    const id = kernel.connection?.id;
    const users = [...this.services.sessions.running()].filter(
      session => session.kernel?.id === id
    );
    if (id !== undefined && users.length <= 1) {
      kernel.session.shutdown().catch((reason: unknown) => {
        console.error('The kernel of an app could not be ended.', reason);
      });
    }
  }

  /** Shut down a kernel whose apps have all been closed, in the sidebar for example. */
  private endIfUnused(kernel: FileKernel): void {
    const hasApps = kernel.client.apps.all.length > 0;
    if (hasApps) {
      this.hadApps.add(kernel);
    } else if (this.hadApps.delete(kernel)) {
      this.end(kernel);
    }
  }

  private remove(kernel: FileKernel): void {
    this.live.delete(kernel);
    for (const [file, pending] of this.byFile) {
      void pending.then(
        one => {
          if (one === kernel) {
            this.forgetFile(file, pending);
          }
        },
        () => undefined // `getOrStart` forgets what failed
      );
    }
    // Only after all other listeners have handled that it ended.
    queueMicrotask(() => {
      kernel.dispose();
    });
    this.changed.emit();
  }

  /** Forget the kernel of a file, unless a newer call has replaced it. */
  private forgetFile(file: string, pending: Promise<FileKernel | null>): void {
    if (this.byFile.get(file) === pending) {
      this.byFile.delete(file);
    }
  }

  private readonly byFile = new Map<string, Promise<FileKernel | null>>();
  private readonly live = new Set<FileKernel>();
  private readonly hadApps = new WeakSet<FileKernel>();
}
