import type {
  Kernel,
  KernelMessage,
  ServiceManager,
  Session
} from '@jupyterlab/services';
import { Signal } from '@lumino/signaling';

import { COMM_ID } from '../../src/tokens';

/** An execution, which is over at once. */
export class FakeFuture {
  onIOPub: ((message: unknown) => void) | null = null;
  done: Promise<unknown>;

  constructor(content: Record<string, unknown>) {
    this.done = Promise.resolve({ content });
  }

  /** The kernel displays data. */
  display(data: Record<string, unknown>): void {
    this.onIOPub?.({ header: { msg_type: 'display_data' }, content: { data } });
  }
}

/** A kernel connection that keeps what is sent, and says what a test wants it to say. */
export class FakeKernel {
  readonly clientId = 'page';
  readonly username = 'reader';
  readonly said: KernelMessage.IMessage[] = [];
  readonly iopubMessage = new Signal<this, unknown>(this);
  readonly statusChanged = new Signal<this, Kernel.Status>(this);
  /** The subshells that it has, if it has such. */
  readonly subshells: string[] = [];
  supportsSubshells = false;
  /** The comms that it has: one that speaks of apps has ours. */
  readonly comms: string[] = ['notebook-lit-apps'];
  /** The code that was executed, and the reply to it. */
  readonly executed: string[] = [];
  reply: Record<string, unknown> = { status: 'ok' };
  readonly futures: FakeFuture[] = [];
  /** The apps that it lists when somebody listens; null if it is too busy to answer. */
  apps: Record<string, unknown>[] | null = null;
  language = 'python';
  status: Kernel.Status = 'idle';
  isDisposed = false;

  constructor(readonly id = 'k1') {}

  /** The connection, as our code takes it. */
  get connection(): Kernel.IKernelConnection {
    return this as unknown as Kernel.IKernelConnection;
  }

  /** What was asked on our comm. */
  get asked(): unknown[] {
    return this.said.map(
      message => (message.content as { data: { do: unknown } }).data.do
    );
  }

  sendShellMessage(message: KernelMessage.IMessage): void {
    this.said.push(message);
    if (this.apps !== null && this.asked.at(-1) === 'listen') {
      const { apps } = this;
      queueMicrotask(() => {
        this.tell({ type: 'list', apps });
      });
    }
  }

  requestCommInfo(): Promise<unknown> {
    const comms = Object.fromEntries(this.comms.map(id => [id, {}]));
    return Promise.resolve({ content: { status: 'ok', comms } });
  }

  /** What is known of the kernel. */
  get info(): Promise<unknown> {
    return Promise.resolve({ language_info: { name: this.language } });
  }

  requestExecute({ code }: { code: string }): FakeFuture {
    this.executed.push(code);
    const future = new FakeFuture(this.reply);
    this.futures.push(future);
    return future;
  }

  requestCreateSubshell(): unknown {
    const subshell_id = `subshell ${this.subshells.push('made')}`;
    return { done: Promise.resolve({ content: { subshell_id } }) };
  }

  requestDeleteSubshell(content: { subshell_id: string }): unknown {
    this.subshells.push(`deleted ${content.subshell_id}`);
    return { done: Promise.resolve() };
  }

  /** The kernel speaks on our comm. */
  tell(data: unknown): void {
    this.iopubMessage.emit({
      header: { msg_type: 'comm_msg' },
      content: { comm_id: COMM_ID, data }
    });
  }

  /** The kernel says that a cell has begun, or is over. */
  runs(
    cell: string,
    execution_state: 'busy' | 'idle',
    session = 'first process'
  ): void {
    this.iopubMessage.emit({
      header: { msg_type: 'status', session },
      parent_header: { msg_type: 'execute_request', msg_id: cell },
      content: { execution_state }
    });
  }

  become(status: Kernel.Status): void {
    this.status = status;
    this.statusChanged.emit(status);
  }

  dispose(): void {
    this.isDisposed = true;
  }
}

/** A server with running sessions; connections that are made to its kernels are kept. */
export class FakeServices {
  readonly made: { kernel: FakeKernel; handleComms: boolean | undefined }[] =
    [];
  readonly runningChanged = new Signal<this, void>(this);
  open: Session.IModel[] = [];

  get services(): ServiceManager.IManager {
    const { runningChanged } = this;
    return {
      sessions: { runningChanged, running: () => this.open.values() },
      kernels: {
        connectTo: (options: Kernel.IKernelConnection.IOptions) => {
          const kernel = new FakeKernel(options.model.id);
          this.made.push({ kernel, handleComms: options.handleComms });
          return kernel;
        }
      }
    } as unknown as ServiceManager.IManager;
  }

  /** Begin a session of a notebook. */
  start(kernel: string, path: string): void {
    this.open.push({
      id: `session of ${kernel}`,
      name: path,
      path,
      type: 'notebook',
      kernel: { id: kernel, name: 'python3' }
    });
    this.runningChanged.emit();
  }

  /** End all sessions of a kernel. */
  stop(kernel: string): void {
    this.open = this.open.filter(session => session.kernel?.id !== kernel);
    this.runningChanged.emit();
  }
}

/** One app, as a kernel tells of it. */
export function entry(
  name: string,
  more: Record<string, unknown> = {}
): Record<string, unknown> {
  return { name, model: `model of ${name}`, state: 'idle', runs: 1, ...more };
}
