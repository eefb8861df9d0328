import type { JupyterFrontEnd } from '@jupyterlab/application';
import { CommandRegistry } from '@lumino/commands';
import { Signal } from '@lumino/signaling';
import { Panel, type Widget } from '@lumino/widgets';

/** Where a widget was added. */
export interface IAdded {
  readonly id: string;
  readonly area: string | undefined;
  readonly options: unknown;
}

/** A shell: it keeps what is added to it, and shows it in the page. */
export class FakeShell {
  readonly currentChanged = new Signal<this, void>(this);
  readonly added: IAdded[] = [];
  readonly activated: string[] = [];
  currentWidget: Widget | null = null;
  private readonly areas = new Map<string, Panel>();

  area(name: string): Panel {
    const known = this.areas.get(name) ?? new Panel();
    this.areas.set(name, known);
    return known;
  }

  *widgets(area: string): Iterable<Widget> {
    yield* this.area(area).widgets;
  }

  add(widget: Widget, area = 'main', options?: unknown): void {
    this.added.push({ id: widget.id, area, options });
    this.area(area).addWidget(widget);
  }

  activateById(id: string): void {
    this.activated.push(id);
  }

  /** Make a document the current one. */
  show(widget: Widget | null): void {
    this.currentWidget = widget;
    this.currentChanged.emit();
  }
}

/** An application with real commands; those of JupyterLab that are executed are kept in `executed`. */
export class FakeFrontEnd {
  readonly commands = new CommandRegistry();
  readonly shell = new FakeShell();
  readonly executed: [string, unknown][] = [];
  readonly restored = Promise.resolve();
  readonly serviceManager: object;
  readonly contextMenuHits: Element[] = [];
  name = 'JupyterLab';

  constructor(services: object = {}) {
    this.serviceManager = services;
  }

  get app(): JupyterFrontEnd {
    return this as unknown as JupyterFrontEnd;
  }

  /** Give it a command of JupyterLab, with what that does. */
  provide(id: string, act: (args: unknown) => unknown = () => null): void {
    this.commands.addCommand(id, {
      execute: args => {
        this.executed.push([id, args]);
        return act(args);
      }
    });
  }

  contextMenuHitTest(test: (node: Element) => boolean): Element | undefined {
    return this.contextMenuHits.find(test);
  }

  resolveOptionalService(): Promise<null> {
    return Promise.resolve(null);
  }
}

/** A palette that keeps the ids of its commands. */
export class FakePalette {
  readonly ids: string[] = [];

  addItem({ command }: { command: string }): void {
    this.ids.push(command);
  }
}
