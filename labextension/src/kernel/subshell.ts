import type { Kernel } from '@jupyterlab/services';

/**
 * A subshell of a kernel: messages sent to it are handled while a cell is running.
 *
 * Created on first use, over the control channel, which no cell blocks. A kernel without support has none, and messages wait for
 * the end of the cell.
 */
export class Subshell {
  constructor(private readonly kernel: Kernel.IKernelConnection) {}

  /** Whether it has been created. */
  get exists(): boolean {
    return this.created !== null;
  }

  /** Return its id, creating it on first use; null where the kernel does not support subshells. */
  async id(): Promise<string | null> {
    this.created ??= this.create();
    return this.created;
  }

  /** Forget the subshell, because the kernel ended and the subshell with it. */
  forget(): void {
    this.created = null;
  }

  /** Delete the subshell in the kernel. */
  async close(): Promise<void> {
    const created = this.created;
    this.created = null;
    const id = await created;
    if (typeof id === 'string' && !this.kernel.isDisposed) {
      await this.kernel.requestDeleteSubshell({ subshell_id: id }).done;
    }
  }

  private async create(): Promise<string | null> {
    if (!this.kernel.supportsSubshells) {
      return null; // the property is undefined in a JupyterLab without subshells
    }
    try {
      const reply = await this.kernel.requestCreateSubshell({}).done;
      return reply.content.subshell_id;
    } catch {
      return null; // creation failed in spite of announced support: use the main shell
    }
  }

  private created: Promise<string | null> | null = null;
}
