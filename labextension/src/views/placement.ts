import type { ILabShell, JupyterFrontEnd } from '@jupyterlab/application';
import { type DockLayout, TabPanel, type Widget } from '@lumino/widgets';

/** Where a view is added: at which side of which widget. */
export interface IAnchor {
  readonly ref: string;
  readonly mode: DockLayout.InsertMode;
}

/** Adds our views: beside other documents in JupyterLab; below the notebook in Notebook 7, which shows one document. */
export class ViewPlacement {
  constructor(
    private readonly app: JupyterFrontEnd,
    private readonly lab: ILabShell | null
  ) {}

  /** Add a view, beside a widget if one is given. */
  add(view: Widget, anchor: IAnchor | null): void {
    if (this.lab === null) {
      view.addClass('lit-view-below');
      this.app.shell.add(view, 'down');
    } else {
      this.lab.add(view, 'main', anchor ?? {});
    }
  }

  /** Bring a view to the front; return false if there is none with this id. */
  reveal(id: string): boolean {
    const area = this.lab === null ? 'down' : 'main';
    const view = [...this.app.shell.widgets(area)].find(one => one.id === id);
    if (view === undefined) {
      return false;
    }
    const panel = view.parent?.parent;
    if (panel instanceof TabPanel) {
      panel.currentWidget = view; // Notebook 7 opens the area, but does not select the view
    }
    this.app.shell.activateById(id);
    return true;
  }
}
