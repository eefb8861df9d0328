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
    private readonly rendermime: IRenderMimeRegistry
  ) {}

  /** Return the kernel of a file, starting one if `start`; null if there is none. */
  async getOrStart(file: string, start: boolean): Promise<FileKernel | null> {
    const before = (await this.byFile.get(file)?.catch(() => null)) ?? null;
    if (before !== null && !before.isDisposed) {
      return before;
    }
    const pending = connectFileKernel(
      this.services,
      this.rendermime,
      file,
      start
    );
    this.byFile.set(file, pending);
    const kernel = await pending.catch((error: unknown) => {
      this.byFile.delete(file);
      throw error;
    });
    if (kernel === null) {
      this.byFile.delete(file);
      return null;
    }
    this.live.add(kernel);
    kernel.ended.connect(() => {
      this.forget(kernel);
    });
    kernel.client.changed.connect(() => {
      this.endIfUnused(kernel);
    });
    this.changed.emit();
    return kernel;
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

  private forget(kernel: FileKernel): void {
    this.live.delete(kernel);
    for (const [file, pending] of this.byFile) {
      void pending.then(one => {
        if (one === kernel && this.byFile.get(file) === pending) {
          this.byFile.delete(file);
        }
      });
    }
    // Only after all other listeners have handled that it ended.
    queueMicrotask(() => {
      kernel.dispose();
    });
    this.changed.emit();
  }

  private readonly byFile = new Map<string, Promise<FileKernel | null>>();
  private readonly live = new Set<FileKernel>();
  private readonly hadApps = new WeakSet<FileKernel>();
}
