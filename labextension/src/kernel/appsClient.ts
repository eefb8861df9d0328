import { type Kernel, KernelMessage } from '@jupyterlab/services';
import type { JSONObject } from '@lumino/coreutils';
import { Signal } from '@lumino/signaling';

import { AppStore } from './appStore';
import { ANSWER_LIMIT } from './insist';
import { hasLostMemory } from './kernelStatus';
import { type IRun, parseRuns } from './runHistory';
import { Subshell } from './subshell';
import { type AppAction, COMM_ID, COMM_TARGET } from '../tokens';

/** The fields of a parent header that are read here. */
interface IParentHeader {
  readonly msg_type?: string;
  readonly msg_id?: string;
}

/** The last runs of an app, oldest first. */
export interface IRunHistory {
  readonly app: string;
  readonly runs: readonly IRun[];
}

/** Milliseconds after which a busy kernel counts as executing a cell. */
const BUSY_DELAY = 1000;
/** Stands for a cell whose execution began before we listened, so that its id is unknown. */
const UNKNOWN_CELL = 'unknown';
/** Milliseconds after which the lease is renewed, and the milliseconds without a message that this waits for. */
const RENEWAL_INTERVAL = 120_000;
const QUIET_PERIOD = 2000;

/**
 * The client side of the comm about the apps of one kernel: follows their state and sends requests.
 *
 * The connection is handed in. Where a notebook is open, that is the notebook's own: a second connection doubles every message.
 * The other side of the protocol is notebook_lit/notebook/shell/panel_comm.py.
 */
export class AppsClient {
  readonly apps = new AppStore();
  readonly changed = new Signal<this, void>(this);
  /** Emits the kernel's error message when a request failed. */
  readonly requestFailed = new Signal<this, string>(this);
  /** Emits the last runs of an app, in answer to `requestHistory`. */
  readonly historyReceived = new Signal<this, IRunHistory>(this);
  /** Whether the kernel is executing a cell. */
  busy = false;
  /** Whether to subscribe to the states of the apps only. */
  brief = false;

  constructor(private readonly clientId: string) {}

  get kernel(): Kernel.IKernelConnection | null {
    return this.connection;
  }

  /** Use a connection; null releases the current one. */
  connect(connection: Kernel.IKernelConnection | null): void {
    if (connection === this.connection) {
      return;
    }
    this.disconnect();
    this.connection = connection;
    if (connection === null) {
      return;
    }
    this.subshell = new Subshell(connection);
    connection.iopubMessage.connect(this.onMessage, this);
    connection.statusChanged.connect(this.onStatus, this);
    this.onStatus(connection, connection.status);
    this.listen();
  }

  /** Request an action; `requestFailed` emits if it fails. */
  requestAction(action: AppAction, app: string): void {
    if (this.apps.get(app)?.state === 'dead') {
      this.apps.remove(app);
      this.changed.emit();
      return;
    }
    this.sendRequest({ do: action, app });
  }

  /** Request the last runs of an app; `historyReceived` emits the answer. */
  requestHistory(app: string, count: number): void {
    this.sendRequest({ do: 'why', app, count });
  }

  dispose(): void {
    if (
      this.connection !== null &&
      !this.connection.isDisposed &&
      this.answered
    ) {
      this.send({ do: 'leave' });
    }
    this.disconnect();
    this.connection = null;
    Signal.clearData(this);
  }

  private disconnect(): void {
    this.processSession = null;
    this.setCell(null);
    clearTimeout(this.renewTimer);
    this.connection?.iopubMessage.disconnect(this.onMessage, this);
    this.connection?.statusChanged.disconnect(this.onStatus, this);
    void this.subshell?.close().catch(() => {
      // The kernel ended meanwhile, and the subshell with it.
    });
    this.subshell = null;
  }

  /** Subscribe to the apps; a kernel that has any answers with their list. */
  listen(): void {
    if (this.answered) {
      this.sendListen();
    } else if (this.connection !== null) {
      const isAsking = this.probed === this.connection;
      if (!isAsking || Date.now() - this.probedAt >= ANSWER_LIMIT) {
        void this.listenIfKnown(this.connection);
      }
    }
  }

  private sendListen(): void {
    this.renewedAt = Date.now();
    this.send(this.brief ? { do: 'listen', brief: true } : { do: 'listen' });
  }

  /** Subscribe for the first time, if the kernel has our comm: others would print an error about an unknown comm in a cell. */
  private async listenIfKnown(kernel: Kernel.IKernelConnection): Promise<void> {
    this.probed = kernel;
    this.probedAt = Date.now();
    try {
      const reply = await kernel.requestCommInfo({ target_name: COMM_TARGET });
      const known =
        reply.content.status === 'ok' && COMM_ID in reply.content.comms;
      if (known && this.connection === kernel) {
        this.sendListen();
      }
    } catch {
      // The kernel ended meanwhile.
    } finally {
      if (this.probed === kernel) {
        this.probed = null;
      }
    }
  }

  /** Send a numbered request, on a subshell where the kernel has them, so that a running cell does not delay it. An idle kernel
   *  gets it on the main shell; except a stop, which must not wait for a cell that begins at this moment. */
  private sendRequest(content: JSONObject): void {
    const { subshell } = this;
    const numbered = { ...content, request: ++this.lastRequest };
    if (subshell === null) {
      return;
    }
    if (this.cell === null && !subshell.exists && content.do !== 'stop') {
      this.send(numbered);
      return;
    }
    void subshell.id().then(id => {
      if (subshell === this.subshell) {
        this.send(numbered, id);
      }
    });
  }

  private send(content: JSONObject, subshellId: string | null = null): void {
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
      content: { comm_id: COMM_ID, data: { ...content, client: this.clientId } }
    });
    kernel.sendShellMessage(message, false, true);
  }

  private onMessage(_: unknown, message: KernelMessage.IIOPubMessage): void {
    if (KernelMessage.isStatusMsg(message)) {
      this.onExecutionState(message);
      return;
    }
    if (
      !KernelMessage.isCommMsgMsg(message) ||
      message.content.comm_id !== COMM_ID
    ) {
      return;
    }
    this.answered = true;
    const data = message.content.data;
    if (data.type === 'ask') {
      this.listen();
    } else if (data.type === 'answer') {
      if (data.to === this.clientId && typeof data.error === 'string') {
        this.requestFailed.emit(data.error);
      }
    } else if (data.type === 'why') {
      if (data.to === this.clientId && typeof data.app === 'string') {
        this.historyReceived.emit({
          app: data.app,
          runs: parseRuns(data.runs)
        });
      }
    } else if (this.apps.apply(data, Date.now())) {
      this.changed.emit();
    }
    clearTimeout(this.renewTimer);
    this.renewTimer = setTimeout(() => {
      if (Date.now() - this.renewedAt > RENEWAL_INTERVAL) {
        this.listen();
      }
    }, QUIET_PERIOD);
  }

  private onStatus(_: unknown, status: Kernel.Status): void {
    if (hasLostMemory(status)) {
      this.apps.endAll();
      this.subshell?.forget();
      this.answered = false;
      this.probed = null;
      this.processSession = null;
      this.setCell(null);
      this.changed.emit();
    } else if (status === 'busy' && this.cell === null) {
      this.setCell(UNKNOWN_CELL);
    } else if (status === 'idle' && this.cell === UNKNOWN_CELL) {
      this.setCell(null);
    }
  }

  /** Track the cell being executed. The kernel's status alone is not enough: it is busy for subshells and widget messages too. */
  private onExecutionState(message: KernelMessage.IStatusMsg): void {
    const { msg_type, msg_id } = message.parent_header as IParentHeader;
    if (msg_id !== undefined) {
      this.checkProcess(message.header.session); // without an id, the server sent it on the kernel's behalf
    }
    if (msg_type === 'execute_request') {
      const busy = message.content.execution_state === 'busy';
      this.setCell(busy ? (msg_id ?? UNKNOWN_CELL) : null);
    }
  }

  /** Detect a restart by the session, which is new in each kernel process: the status messages of a restart by another client may be
   *  lost. */
  private checkProcess(session: string): void {
    if (this.processSession !== null && session !== this.processSession) {
      this.onStatus(this.connection, 'restarting');
    }
    this.processSession = session;
  }

  private setCell(cell: string | null): void {
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
      }, BUSY_DELAY);
    }
  }

  /** The message session of the kernel's process, once it has sent a message. */
  private processSession: string | null = null;
  /** The connection whose kernel is being asked whether it has our comm. */
  private probed: Kernel.IKernelConnection | null = null;
  private probedAt = 0;
  private connection: Kernel.IKernelConnection | null = null;
  private subshell: Subshell | null = null;
  /** Whether the kernel has sent a message on our comm. */
  private answered = false;
  private lastRequest = 0;
  private renewedAt = 0;
  /** The message id of the cell that the kernel executes. */
  private cell: string | null = null;
  private busyTimer: number | undefined;
  private renewTimer: number | undefined;
}
