import type { ISessionContext } from '@jupyterlab/apputils';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Kernel } from '@jupyterlab/services';
import { Signal } from '@lumino/signaling';
import { Panel, Widget } from '@lumino/widgets';

import type { FakeKernel } from './kernel';
import { FakeRenderMime } from './rendering';

/** The connection of a document to its kernel. */
export class FakeSessionContext {
  readonly kernelChanged = new Signal<this, unknown>(this);
  readonly sessionChanged = new Signal<this, unknown>(this);
  readonly statusChanged = new Signal<this, Kernel.Status>(this);
  readonly ready = Promise.resolve();
  readonly kernelDisplayName = 'Python 3';
  readonly paths: string[] = [];
  isDisposed = false;
  isShutDown = false;
  session: {
    kernel: FakeKernel;
    path: string;
    name: string;
    setPath(path: string): Promise<void>;
  } | null = null;

  constructor(kernel: FakeKernel | null = null, path = 'a.ipynb') {
    this.connect(kernel, path);
  }

  get context(): ISessionContext {
    return this as unknown as ISessionContext;
  }

  connect(kernel: FakeKernel | null, path = 'a.ipynb'): void {
    const setPath = (to: string): Promise<void> => {
      this.paths.push(to);
      return Promise.resolve();
    };
    this.session =
      kernel === null ? null : { kernel, path, name: path, setPath };
    this.kernelChanged.emit(undefined);
  }

  shutdown(): Promise<void> {
    this.isShutDown = true;
    return Promise.resolve();
  }

  dispose(): void {
    this.isDisposed = true;
  }
}

/** The file of a document. */
export class FakeContext {
  readonly pathChanged = new Signal<this, string>(this);
  readonly saveState = new Signal<this, string>(this);
  readonly ready = Promise.resolve();
  readonly disposed = new Signal<this, void>(this);
  readonly contentsModel = null;
  readonly model = {
    dirty: false,
    readOnly: false,
    stateChanged: new Signal<object, unknown>({})
  };
  isDisposed = false;
  isReady = true;
  saves = 0;

  constructor(public path = 'a.ipynb') {}

  get localPath(): string {
    return this.path;
  }

  get context(): DocumentRegistry.Context {
    return this as unknown as DocumentRegistry.Context;
  }

  save(): Promise<void> {
    this.saves += 1;
    return Promise.resolve();
  }

  rename(path: string): void {
    this.path = path;
    this.pathChanged.emit(path);
  }
}

/** A cell: its source, and the app in its output if there is one. */
export interface IFakeCell {
  readonly type: 'code' | 'markdown';
  source: string;
  readonly app?: { readonly name: string; readonly model_id: string };
}

const APP_MIME = 'application/vnd.notebook-lit.app+json';

/** An open notebook. */
export class FakeNotebook extends Panel {
  readonly sessionContext: FakeSessionContext;
  readonly context = new FakeContext();
  readonly content: FakeNotebookContent;

  constructor(kernel: FakeKernel | null = null, path = 'a.ipynb') {
    super();
    this.id = `notebook ${path}`;
    this.addClass('jp-NotebookPanel');
    this.sessionContext = new FakeSessionContext(kernel, path);
    this.context.path = path;
    this.content = new FakeNotebookContent();
    this.addWidget(this.content);
  }

  get panel(): NotebookPanel {
    return this as unknown as NotebookPanel;
  }

  /** The saved state has changed. */
  saved(state: string): void {
    this.context.saveState.emit(state);
  }
}

/** The cells of a notebook, which have nodes in the page; the first one is active. */
export class FakeNotebookContent extends Panel {
  readonly rendermime = new FakeRenderMime();
  readonly cells: IFakeCell[] = [];
  readonly scrolledTo: number[] = [];
  mode = 'edit';
  activeCellIndex = 0;

  /** Add a cell at the end, or at an index. */
  add(cell: IFakeCell, index = this.cells.length): Widget {
    const widget = new Widget();
    widget.addClass('jp-Cell');
    this.cells.splice(index, 0, cell);
    this.insertWidget(index, widget);
    return widget;
  }

  get activeCell(): object | null {
    const widget = this.widgets[this.activeCellIndex];
    const cell = this.cells[this.activeCellIndex];
    return widget === undefined || cell === undefined
      ? null
      : Object.assign(widget, { model: modelOf(cell) });
  }

  get model(): object {
    return {
      cells: this.cells.map(modelOf),
      sharedModel: {
        insertCell: (index: number, cell: { source: string }) => {
          this.add({ type: 'code', source: cell.source }, index);
        }
      }
    };
  }

  deselectAll(): void {
    // There is no selection here.
  }

  scrollToItem(index: number): Promise<void> {
    this.scrolledTo.push(index);
    return Promise.resolve();
  }
}

function modelOf(cell: IFakeCell): object {
  const { app, source, type } = cell;
  const outputs = app === undefined ? [] : [{ data: { [APP_MIME]: app } }];
  return {
    type,
    sharedModel: {
      getSource: () => cell.source,
      updateSource: (start: number, end: number, value: string) => {
        cell.source = source.slice(0, start) + value + source.slice(end);
      },
      toJSON: () => ({ cell_type: type, source, outputs })
    }
  };
}
