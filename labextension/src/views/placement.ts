import type { ILabShell, JupyterFrontEnd } from '@jupyterlab/application';
import { type DockLayout, TabPanel, type Widget } from '@lumino/widgets';

/** Where a view goes: at which side of which widget. */
export interface IBeside {
  readonly ref: string;
  readonly mode: DockLayout.InsertMode;
}

/** The place of our views: beside other documents in JupyterLab; under the notebook in Notebook 7, which shows one document. */
export class Views {
  constructor(
    private readonly app: JupyterFrontEnd,
    private readonly lab: ILabShell | null
  ) {}

  /** Put a view where it belongs. */
  add(view: Widget, beside: IBeside | null): void {
    if (this.lab === null) {
      view.addClass('lit-view-below');
      this.app.shell.add(view, 'down');
    } else {
      this.lab.add(view, 'main', beside ?? {});
    }
  }

  /** Bring a view to the front; false if there is none with this id. */
  reveal(id: string): boolean {
    const area = this.lab === null ? 'down' : 'main';
    const view = [...this.app.shell.widgets(area)].find(one => one.id === id);
    if (view === undefined) {
      return false;
    }
    const holder = view.parent?.parent;
    if (holder instanceof TabPanel) {
      holder.currentWidget = view; // Notebook 7 opens the area, and does not turn to the view
    }
    this.app.shell.activateById(id);
    return true;
  }
}
