import type { Kernel, ServiceManager, Session } from '@jupyterlab/services';
import { Signal } from '@lumino/signaling';

import type { IApp } from '../tokens';
import { type IExplained, Wire } from './appsClient';

/** Gives the connection that an open notebook has to a kernel. */
export type Connections = (kernel: string) => Kernel.IKernelConnection | null;

/** The apps of one kernel, under the name of its notebook or file. */
export interface IGroup {
  readonly id: string;
  readonly title: string;
  readonly path: string;
  readonly wire: Wire;
}

/** An app and where it lives. */
export interface IPlace {
  readonly group: IGroup;
  readonly app: IApp;
}

/** Where an app is looked for. */
export interface IWhere {
  /** The id of its kernel; that of a kernel that has ended does no harm. */
  readonly kernel: string;
  readonly path: string;
  readonly name: string;
}

/** All live apps of all running kernels. */
export class Model {
  readonly changed = new Signal<this, void>(this);
  readonly failed = new Signal<this, string>(this);
  readonly explained = new Signal<this, IExplained & { kernel: string }>(this);

  constructor(
    private readonly services: ServiceManager.IManager,
    private readonly connections: Connections,
    private readonly client: string
  ) {
    services.sessions.runningChanged.connect(this.refresh, this);
  }

  /** The kernels that have apps. */
  get groups(): readonly IGroup[] {
    return [...this.known.values()].filter(
      group => group.wire.apps.all.length > 0
    );
  }

  /** Listen for somebody, until he leaves. */
  attend(who: object): void {
    this.watchers.add(who);
    if (this.watchers.size === 1) {
      this.refresh();
    }
  }

  /** Listen no longer, if nobody else looks. */
  leave(who: object): void {
    if (this.watchers.delete(who) && this.watchers.size === 0) {
      this.refresh();
    }
  }

  /** Whether to listen, while nobody looks, to the kernels that the page is connected to anyway. */
  set glance(glance: boolean) {
    if (glance !== this.glancing) {
      this.glancing = glance;
      this.refresh();
    }
  }

  /** Look for kernels that have come or gone, and for notebooks whose connections can be used. */
  refresh(): void {
    const looked = this.watchers.size > 0;
    const sessions =
      looked || this.glancing ? [...this.services.sessions.running()] : [];
    const kernels = new Map<string, Session.IModel>();
    for (const session of sessions) {
      const id = session.kernel?.id;
      if (id !== undefined && (looked || this.connections(id) !== null)) {
        kernels.set(id, session);
      }
    }
    for (const [id, group] of this.known) {
      if (!kernels.has(id)) {
        this.known.delete(id);
        group.wire.dispose();
        this.drop(id);
      }
    }
    for (const [id, session] of kernels) {
      this.follow(id, session);
    }
    this.changed.emit();
  }

  /** Find an app by its name, in a kernel or else in the kernel of a file. */
  find(where: IWhere): IPlace | null {
    const group =
      this.known.get(where.kernel) ??
      [...this.known.values()].find(one => one.path === where.path);
    const app = group?.wire.apps.get(where.name);
    return group === undefined || app === undefined ? null : { group, app };
  }

  private follow(id: string, session: Session.IModel): void {
    const before = this.known.get(id);
    const wire = before?.wire ?? new Wire(this.client);
    const brief = this.watchers.size === 0;
    if (wire.brief !== brief) {
      wire.brief = brief;
      if (wire.kernel !== null) {
        wire.listen();
      }
    }
    const title =
      session.name !== ''
        ? session.name
        : (session.path.split('/').at(-1) ?? '');
    this.known.set(id, { id, title, path: session.path, wire });
    if (before === undefined) {
      wire.changed.connect(() => {
        this.changed.emit();
      });
      wire.failed.connect((_, words) => {
        this.failed.emit(words);
      });
      wire.explained.connect((_, { app, runs }) => {
        this.explained.emit({ kernel: id, app, runs });
      });
    }
    const shared = this.connections(id);
    if (shared !== null) {
      wire.use(shared);
      this.drop(id);
    } else if (!this.own.has(id) && session.kernel !== null) {
      // Only one connection of a page may take widget messages: a notebook that is opened later needs to be the one.
      const own = this.services.kernels.connectTo({
        model: session.kernel,
        handleComms: false
      });
      this.own.set(id, own);
      wire.use(own);
    }
  }

  private drop(id: string): void {
    this.own.get(id)?.dispose();
    this.own.delete(id);
  }

  private readonly known = new Map<string, IGroup>();
  private readonly own = new Map<string, Kernel.IKernelConnection>();
  private glancing = false;
  private readonly watchers = new Set<object>();
}
