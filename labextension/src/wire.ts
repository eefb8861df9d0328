import { type Kernel, KernelMessage } from '@jupyterlab/services';
import type { JSONObject } from '@lumino/coreutils';
import { Signal } from '@lumino/signaling';

import { Apps } from './apps';
import { COMM, type Deed } from './tokens';

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
  /** Whether the kernel is busy with a cell. */
  busy = false;

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
    this.say({ do: deed, app, request: ++this.requests });
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
    clearTimeout(this.busyTimer);
    clearTimeout(this.renewTimer);
    this.connection?.iopubMessage.disconnect(this.onMessage, this);
    this.connection?.statusChanged.disconnect(this.onStatus, this);
  }

  private listen(): void {
    this.renewed = Date.now();
    this.say({ do: 'listen' });
  }

  private say(content: JSONObject): void {
    const kernel = this.connection;
    if (kernel === null || kernel.isDisposed || kernel.status === 'dead') {
      return;
    }
    const message = KernelMessage.createMessage({
      msgType: 'comm_msg',
      channel: 'shell',
      session: kernel.clientId,
      username: kernel.username,
      content: { comm_id: COMM, data: { ...content, client: this.client } }
    });
    kernel.sendShellMessage(message, false, true);
  }

  private onMessage(_: unknown, message: KernelMessage.IIOPubMessage): void {
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
      this.heard = false;
    }
    clearTimeout(this.busyTimer);
    const was = this.busy;
    this.busy = was && status === 'busy';
    if (status === 'busy' && !was) {
      this.busyTimer = setTimeout(() => {
        this.busy = true;
        this.changed.emit();
      }, BUSY);
    }
    if (ENDS.has(status) || was !== this.busy) {
      this.changed.emit();
    }
  }

  private connection: Kernel.IKernelConnection | null = null;
  private heard = false;
  private requests = 0;
  private renewed = 0;
  private busyTimer = 0;
  private renewTimer = 0;
}
