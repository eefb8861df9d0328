import type { Kernel, ServiceManager, Session } from '@jupyterlab/services';
import { Signal } from '@lumino/signaling';

import type { IApp } from '../tokens';
import { AppsClient, type IRunHistory } from './appsClient';

/** Returns the connection that an open document has to a kernel, by the kernel's id. */
export type FindConnection = (
  kernel: string
) => Kernel.IKernelConnection | null;

/** The apps of one kernel, with the name and path of its notebook or file. */
export interface IKernelGroup {
  readonly id: string;
  readonly title: string;
  readonly path: string;
  readonly client: AppsClient;
}

/** An app and the kernel that it runs in. */
export interface ILiveApp {
  readonly group: IKernelGroup;
  readonly app: IApp;
}

/** Identifies an app across restarts of its kernel. */
export interface IAppRef {
  /** The id of its kernel; the id of an ended kernel is allowed, the path is tried then. */
  readonly kernel: string;
  readonly path: string;
  readonly name: string;
}

/** All live apps of all running kernels. */
export class AppsModel {
  readonly changed = new Signal<this, void>(this);
  readonly requestFailed = new Signal<this, string>(this);
  readonly historyReceived = new Signal<this, IRunHistory & { kernel: string }>(
    this
  );

  constructor(
    private readonly services: ServiceManager.IManager,
    private readonly findConnection: FindConnection,
    private readonly clientId: string
  ) {
    services.sessions.runningChanged.connect(this.refresh, this);
  }

  /** The kernels that have at least one app. */
  get groups(): readonly IKernelGroup[] {
    return [...this.groupsByKernel.values()].filter(
      group => group.client.apps.all.length > 0
    );
  }

  /** Listen to all kernels as long as there is a viewer. */
  addViewer(viewer: object): void {
    this.viewers.add(viewer);
    if (this.viewers.size === 1) {
      this.refresh();
    }
  }

  /** Remove a viewer; without any, stop listening. */
  removeViewer(viewer: object): void {
    if (this.viewers.delete(viewer) && this.viewers.size === 0) {
      this.refresh();
    }
  }

  /** Whether to listen, while there is no viewer, to the kernels that the page is connected to anyway. */
  set listensInBackground(listens: boolean) {
    if (listens !== this.background) {
      this.background = listens;
      this.refresh();
    }
  }

  /** Bring the kernels up to date with the running sessions, and use the connections of open notebooks. */
  refresh(): void {
    const hasViewer = this.viewers.size > 0;
    const sessions =
      hasViewer || this.background ? [...this.services.sessions.running()] : [];
    const kernels = new Map<string, Session.IModel>();
    for (const session of sessions) {
      const id = session.kernel?.id;
      if (id !== undefined && (hasViewer || this.findConnection(id) !== null)) {
        kernels.set(id, session);
      }
    }
    for (const [id, group] of this.groupsByKernel) {
      if (!kernels.has(id)) {
        this.groupsByKernel.delete(id);
        group.client.dispose();
        this.dropConnection(id);
      }
    }
    for (const [id, session] of kernels) {
      this.trackKernel(id, session);
    }
    this.changed.emit();
  }

  /** Find an app by its name, in the given kernel or else in the kernel of the given file. */
  find(appRef: IAppRef): ILiveApp | null {
    const group =
      this.groupsByKernel.get(appRef.kernel) ??
      [...this.groupsByKernel.values()].find(one => one.path === appRef.path);
    const app = group?.client.apps.get(appRef.name);
    return group === undefined || app === undefined ? null : { group, app };
  }

  private trackKernel(id: string, session: Session.IModel): void {
    const before = this.groupsByKernel.get(id);
    const client = before?.client ?? new AppsClient(this.clientId);
    const brief = this.viewers.size === 0;
    if (client.brief !== brief) {
      client.brief = brief;
      if (client.kernel !== null) {
        client.listen();
      }
    }
    const title =
      session.name !== ''
        ? session.name
        : (session.path.split('/').at(-1) ?? '');
    this.groupsByKernel.set(id, {
      id,
      title,
      path: session.path,
      client
    });
    if (before === undefined) {
      client.changed.connect(() => {
        this.changed.emit();
      });
      client.requestFailed.connect((_, message) => {
        this.requestFailed.emit(message);
      });
      client.historyReceived.connect((_, { app, runs }) => {
        this.historyReceived.emit({ kernel: id, app, runs });
      });
    }
    const shared = this.findConnection(id);
    if (shared !== null) {
      client.connect(shared);
      this.dropConnection(id);
    } else if (!this.ownConnections.has(id) && session.kernel !== null) {
      // Only one connection of a page may handle comm messages of widgets, and a notebook opened later needs that one.
      const own = this.services.kernels.connectTo({
        model: session.kernel,
        handleComms: false
      });
      this.ownConnections.set(id, own);
      client.connect(own);
    }
  }

  private dropConnection(id: string): void {
    this.ownConnections.get(id)?.dispose();
    this.ownConnections.delete(id);
  }

  private readonly groupsByKernel = new Map<string, IKernelGroup>();
  private readonly ownConnections = new Map<string, Kernel.IKernelConnection>();
  private background = false;
  private readonly viewers = new Set<object>();
}
