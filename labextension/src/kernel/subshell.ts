import type { Kernel } from '@jupyterlab/services';

/**
 * A subshell of a kernel: what is sent to it is handled beside the cell that runs.
 *
 * Made when it is first needed, by the control channel, which no cell keeps busy. Where a kernel offers none there is none, and
 * messages wait for the end of the cell.
 */
export class Beside {
  constructor(private readonly kernel: Kernel.IKernelConnection) {}

  /** Whether it was made already. */
  get there(): boolean {
    return this.made !== null;
  }

  /** Give its id; null where the kernel has no such thing. */
  async id(): Promise<string | null> {
    this.made ??= this.make();
    return this.made;
  }

  /** A kernel that has ended took it along. */
  forget(): void {
    this.made = null;
  }

  /** Give it back. */
  async close(): Promise<void> {
    const made = this.made;
    this.made = null;
    const id = await made;
    if (typeof id === 'string' && !this.kernel.isDisposed) {
      await this.kernel.requestDeleteSubshell({ subshell_id: id }).done;
    }
  }

  private async make(): Promise<string | null> {
    if (!this.kernel.supportsSubshells) {
      return null; // undefined in a JupyterLab that knows nothing of them
    }
    try {
      const reply = await this.kernel.requestCreateSubshell({}).done;
      return reply.content.subshell_id;
    } catch {
      return null; // it said that it can, and did not: the main thread will do
    }
  }

  private made: Promise<string | null> | null = null;
}
