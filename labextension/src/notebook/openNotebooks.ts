import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Widget } from '@lumino/widgets';

import type { IPlace } from '../kernel/model';
import { APP } from '../output/outputRenderer';

// The notebook package is not asked for anything here: importing it would keep our other parts from loading without it.

/** List the open notebooks. */
export function notebooksOf(app: JupyterFrontEnd): readonly NotebookPanel[] {
  return [...app.shell.widgets('main')].filter(isNotebook);
}

function isNotebook(widget: Widget): widget is NotebookPanel {
  return widget.hasClass('jp-NotebookPanel') && !widget.isDisposed;
}

/** Find an open notebook by its kernel. */
export function notebookOf(
  app: JupyterFrontEnd,
  kernel: string
): NotebookPanel | null {
  return (
    notebooksOf(app).find(
      one => one.sessionContext.session?.kernel?.id === kernel
    ) ?? null
  );
}

/** Find an open notebook by its file. */
export function notebookAt(
  app: JupyterFrontEnd,
  path: string
): NotebookPanel | null {
  return notebooksOf(app).find(one => one.context.path === path) ?? null;
}

/** Open the notebook of an app, if it is not open; beside the widget with the id `ref`, if there is one. */
export async function openNotebook(
  app: JupyterFrontEnd,
  kernel: string,
  path: string,
  ref: string | null = null
): Promise<NotebookPanel | null> {
  const before = notebookOf(app, kernel) ?? notebookAt(app, path);
  if (before !== null) {
    return before;
  }
  const options = ref === null ? {} : { ref, mode: 'split-left' };
  await app.commands.execute('docmanager:open', { path, options });
  const opened = notebookOf(app, kernel) ?? notebookAt(app, path);
  await opened?.context.ready;
  return opened;
}

/** Show the cell of an app. */
export async function goTo(app: JupyterFrontEnd, place: IPlace): Promise<void> {
  const found = await openNotebook(app, place.group.id, place.group.path);
  if (found === null) {
    return;
  }
  app.shell.activateById(found.id);
  const cell = cellOf(found, place);
  if (cell >= 0) {
    found.content.activeCellIndex = cell;
    await found.content.scrollToItem(cell, 'smart');
  }
}

/** Call back whenever an open notebook may have another kernel than before. */
export function follow(app: JupyterFrontEnd, refresh: () => void): void {
  const known = new WeakSet<NotebookPanel>();
  const look = (): void => {
    for (const opened of notebooksOf(app)) {
      if (!known.has(opened)) {
        known.add(opened);
        opened.sessionContext.kernelChanged.connect(refresh);
        opened.disposed.connect(refresh);
        void opened.sessionContext.ready.then(refresh);
      }
    }
  };
  app.shell.currentChanged?.connect(look);
  void app.restored.then(look);
}

/** Find the cell that shows an app, or else has its name. */
function cellOf(found: NotebookPanel, place: IPlace): number {
  const cells = [...(found.content.model?.cells ?? [])].map(cell =>
    cell.sharedModel.toJSON()
  );
  const shown = cells.findIndex(cell => {
    const outputs = JSON.stringify(cell.outputs ?? []);
    return outputs.includes(APP) && outputs.includes(place.app.model);
  });
  return shown >= 0
    ? shown
    : cells.findIndex(cell =>
        [cell.source].flat().join('').startsWith(`%%litapp ${place.app.name}`)
      );
}
