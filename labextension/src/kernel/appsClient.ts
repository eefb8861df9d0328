import { type Kernel, KernelMessage } from '@jupyterlab/services';
import type { JSONObject } from '@lumino/coreutils';
import { Signal } from '@lumino/signaling';

import { Apps } from './appStore';
import { Beside } from './subshell';
import { type IRun, runs } from './runHistory';
import { COMM, type Deed, TARGET } from '../tokens';

/** What a message says of the one that it belongs to. */
interface IParent {
  readonly msg_type?: string;
  readonly msg_id?: string;
}

/** The last runs of an app, the newest last. */
export interface IExplained {
  readonly app: string;
  readonly runs: readonly IRun[];
}

/** What means that all apps of a kernel are lost. A restart by somebody else shows as "starting" only. */
const ENDS = new Set<string>([
  'starting',
  'restarting',
  'autorestarting',
  'terminating',
  'dead'
]);
/** Milliseconds after which a kernel that is busy counts as busy with a cell. */
const BUSY = 1000;
/** Stands for what keeps a kernel busy that nobody has named: a cell that began before we listened. */
const UNKNOWN = 'unknown';
/** Milliseconds after which a lease is renewed, and of quiet before that is done. */
const RENEW = 120_000;
const QUIET = 2000;

/**
 * Listens to the apps of one kernel, and asks for what people want of them.
 *
 * The connection is handed in: that of the notebook where one is open, for a connection of our own doubles every message.
 */
export class Wire {
  readonly apps = new Apps();
  readonly changed = new Signal<this, void>(this);
  /** Emits what the kernel says of a request that failed. */
  readonly failed = new Signal<this, string>(this);
  /** Emits the last runs of an app, when they were asked for. */
  readonly explained = new Signal<this, IExplained>(this);
  /** Whether the kernel is busy with a cell. */
  busy = false;
  /** Whether only the states of the apps are wanted. */
  brief = false;

  constructor(private readonly client: string) {}

  get kernel(): Kernel.IKernelConnection | null {
    return this.connection;
  }

  /** Use a connection; null lets go of the one in use. */
  use(connection: Kernel.IKernelConnection | null): void {
    if (connection === this.connection) {
      return;
    }
    this.release();
    this.connection = connection;
    if (connection === null) {
      return;
    }
    this.beside = new Beside(connection);
    connection.iopubMessage.connect(this.onMessage, this);
    connection.statusChanged.connect(this.onStatus, this);
    this.onStatus(connection, connection.status);
    this.listen();
  }

  /** Ask for something; what goes wrong is told by `failed`. */
  ask(deed: Deed, app: string): void {
    if (this.apps.get(app)?.state === 'dead') {
      this.apps.forget(app);
      this.changed.emit();
      return;
    }
    this.request({ do: deed, app });
  }

  /** Ask for the last runs of an app; the answer is told by `explained`. */
  explain(app: string, count: number): void {
    this.request({ do: 'why', app, count });
  }

  dispose(): void {
    if (this.connection !== null && !this.connection.isDisposed && this.heard) {
      this.say({ do: 'leave' });
    }
    this.release();
    this.connection = null;
    Signal.clearData(this);
  }

  private release(): void {
    this.process = null;
    this.occupy(null);
    clearTimeout(this.renewTimer);
    this.connection?.iopubMessage.disconnect(this.onMessage, this);
    this.connection?.statusChanged.disconnect(this.onStatus, this);
    void this.beside?.close().catch(() => {
      // The kernel ended meanwhile, and the subshell with it.
    });
    this.beside = null;
  }

  /** Say that somebody listens; a kernel that has apps answers with the list of them. */
  listen(): void {
    if (this.heard) {
      this.announce();
    } else if (
      this.connection !== null &&
      this.introduced !== this.connection
    ) {
      void this.introduce(this.connection);
    }
  }

  private announce(): void {
    this.renewed = Date.now();
    this.say(this.brief ? { do: 'listen', brief: true } : { do: 'listen' });
  }

  /** Speak to a kernel for the first time, if it knows of apps: others would complain, in a cell, that they have no such comm. */
  private async introduce(kernel: Kernel.IKernelConnection): Promise<void> {
    this.introduced = kernel;
    try {
      const reply = await kernel.requestCommInfo({ target_name: TARGET });
      const known =
        reply.content.status === 'ok' && COMM in reply.content.comms;
      if (known && this.connection === kernel) {
        this.announce();
      }
    } catch {
      // It has ended meanwhile.
    } finally {
      if (this.introduced === kernel) {
        this.introduced = null;
      }
    }
  }

  /** Ask, beside the cell that runs if the kernel can do that. A kernel that rests is asked at once; only a stop is too urgent
   *  to wait for a cell that begins just now. */
  private request(content: JSONObject): void {
    const { beside } = this;
    const numbered = { ...content, request: ++this.requests };
    if (beside === null) {
      return;
    }
    if (this.cell === null && !beside.there && content.do !== 'stop') {
      this.say(numbered);
      return;
    }
    void beside.id().then(subshell => {
      if (beside === this.beside) {
        this.say(numbered, subshell);
      }
    });
  }

  private say(content: JSONObject, subshellId: string | null = null): void {
    const kernel = this.connection;
    if (kernel === null || kernel.isDisposed || kernel.status === 'dead') {
      return;
    }
    const message = KernelMessage.createMessage({
      msgType: 'comm_msg',
      channel: 'shell',
      session: kernel.clientId,
      username: kernel.username,
      subshellId,
      content: { comm_id: COMM, data: { ...content, client: this.client } }
    });
    kernel.sendShellMessage(message, false, true);
  }

  private onMessage(_: unknown, message: KernelMessage.IIOPubMessage): void {
    if (KernelMessage.isStatusMsg(message)) {
      this.onCell(message);
      return;
    }
    if (
      !KernelMessage.isCommMsgMsg(message) ||
      message.content.comm_id !== COMM
    ) {
      return;
    }
    this.heard = true;
    const data = message.content.data;
    if (data.type === 'ask') {
      this.listen();
    } else if (data.type === 'answer') {
      if (data.to === this.client && typeof data.error === 'string') {
        this.failed.emit(data.error);
      }
    } else if (data.type === 'why') {
      if (data.to === this.client && typeof data.app === 'string') {
        this.explained.emit({ app: data.app, runs: runs(data.runs) });
      }
    } else if (this.apps.take(data, Date.now())) {
      this.changed.emit();
    }
    clearTimeout(this.renewTimer);
    this.renewTimer = setTimeout(() => {
      if (Date.now() - this.renewed > RENEW) {
        this.listen();
      }
    }, QUIET);
  }

  private onStatus(_: unknown, status: Kernel.Status): void {
    if (ENDS.has(status)) {
      this.apps.end();
      this.beside?.forget();
      this.heard = false;
      this.process = null;
      this.occupy(null);
      this.changed.emit();
    } else if (status === 'busy' && this.cell === null) {
      this.occupy(UNKNOWN);
    } else if (status === 'idle' && this.cell === UNKNOWN) {
      this.occupy(null);
    }
  }

  /** The kernel began or ended a cell. Its status alone says less: what a subshell does, and widgets do, counts there too. */
  private onCell(message: KernelMessage.IStatusMsg): void {
    const { msg_type, msg_id } = message.parent_header as IParent;
    if (msg_id !== undefined) {
      this.hear(message.header.session); // else the server spoke in its name
    }
    if (msg_type === 'execute_request') {
      const busy = message.content.execution_state === 'busy';
      this.occupy(busy ? (msg_id ?? UNKNOWN) : null);
    }
  }

  /** Each process of a kernel has a session of its own. What it says when it starts may be lost, if somebody else restarts it. */
  private hear(session: string): void {
    if (this.process !== null && session !== this.process) {
      this.onStatus(this.connection, 'restarting');
    }
    this.process = session;
  }

  private occupy(cell: string | null): void {
    this.cell = cell;
    if (cell === null) {
      clearTimeout(this.busyTimer);
      this.busyTimer = undefined;
      if (this.busy) {
        this.busy = false;
        this.changed.emit();
      }
    } else if (!this.busy) {
      this.busyTimer ??= setTimeout(() => {
        this.busy = true;
        this.changed.emit();
      }, BUSY);
    }
  }

  /** The session of the kernel's process, once it has been heard. */
  private process: string | null = null;
  /** The connection whose kernel is being asked whether it knows of apps. */
  private introduced: Kernel.IKernelConnection | null = null;
  private connection: Kernel.IKernelConnection | null = null;
  private beside: Beside | null = null;
  private heard = false;
  private requests = 0;
  private renewed = 0;
  /** The cell that the kernel is busy with. */
  private cell: string | null = null;
  private busyTimer: number | undefined;
  private renewTimer: number | undefined;
}
