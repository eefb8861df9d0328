import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { Kernel, ServiceManager } from '@jupyterlab/services';
import { Signal } from '@lumino/signaling';

import { connect, type FileKernel } from './fileKernel';
import { sessionOf } from './paths';

/**
 * The kernels that run files as apps, by file.
 *
 * A kernel stays here when the tab of its app is closed: as with notebooks, closing does not end it, and ipywidgets draws what it
 * shows next time with the connection that it had first.
 */
export class FileKernels {
  /** One has come or gone. */
  readonly changed = new Signal<this, void>(this);

  constructor(
    private readonly services: ServiceManager.IManager,
    private readonly rendermime: IRenderMimeRegistry
  ) {}

  /** Give the kernel of a file, started if there is none; null if there is none and none is to be started. */
  async open(file: string, start: boolean): Promise<FileKernel | null> {
    const before = (await this.known.get(file)?.catch(() => null)) ?? null;
    if (before !== null && !before.isDisposed) {
      return before;
    }
    const coming = connect(this.services, this.rendermime, file, start);
    this.known.set(file, coming);
    const kernel = await coming.catch((error: unknown) => {
      this.known.delete(file);
      throw error;
    });
    if (kernel === null) {
      this.known.delete(file);
      return null;
    }
    this.live.add(kernel);
    kernel.ended.connect(() => {
      this.forget(kernel);
    });
    kernel.wire.changed.connect(() => {
      this.look(kernel);
    });
    this.changed.emit();
    return kernel;
  }

  /** Give our connection to a kernel, if it is one of these. */
  connection(id: string): Kernel.IKernelConnection | null {
    const kernel = [...this.live].find(one => one.connection?.id === id);
    return kernel?.connection ?? null;
  }

  /** Take note that a file has another name. */
  async rename(before: string, after: string): Promise<void> {
    const coming = this.known.get(before);
    if (coming !== undefined) {
      this.known.delete(before);
      this.known.set(after, coming);
      await (await coming)?.session.session?.setPath(sessionOf(after));
    }
  }

  /** End the kernel of a file that is not used any more. */
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

  /** A kernel whose apps were all closed, in the sidebar for example, is used no longer. */
  private look(kernel: FileKernel): void {
    const any = kernel.wire.apps.all.length > 0;
    if (any) {
      this.used.add(kernel);
    } else if (this.used.delete(kernel)) {
      this.end(kernel);
    }
  }

  private forget(kernel: FileKernel): void {
    this.live.delete(kernel);
    for (const [file, coming] of this.known) {
      void coming.then(one => {
        if (one === kernel && this.known.get(file) === coming) {
          this.known.delete(file);
        }
      });
    }
    // Not before everybody else has heard that it ended.
    queueMicrotask(() => {
      kernel.dispose();
    });
    this.changed.emit();
  }

  private readonly known = new Map<string, Promise<FileKernel | null>>();
  private readonly live = new Set<FileKernel>();
  private readonly used = new WeakSet<FileKernel>();
}
