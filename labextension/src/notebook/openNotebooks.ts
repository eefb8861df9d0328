import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Widget } from '@lumino/widgets';

import type { ILiveApp } from '../kernel/model';
import { APP_MIME } from '../output/appBundle';

// Only types of the notebook package are imported here: in an application without it, our other parts could not be loaded otherwise.

/** Return the open notebooks. */
export function openNotebooks(app: JupyterFrontEnd): readonly NotebookPanel[] {
  return [...app.shell.widgets('main')].filter(isNotebook);
}

function isNotebook(widget: Widget): widget is NotebookPanel {
  return widget.hasClass('jp-NotebookPanel') && !widget.isDisposed;
}

/** Find an open notebook by its kernel. */
export function notebookWithKernel(
  app: JupyterFrontEnd,
  kernel: string
): NotebookPanel | null {
  return (
    openNotebooks(app).find(
      one => one.sessionContext.session?.kernel?.id === kernel
    ) ?? null
  );
}

/** Find an open notebook by its file. */
export function notebookAtPath(
  app: JupyterFrontEnd,
  path: string
): NotebookPanel | null {
  return openNotebooks(app).find(one => one.context.path === path) ?? null;
}

/** Return the notebook of an app, opening it if needed: beside the widget with the id `ref`, if one is given. */
export async function openNotebook(
  app: JupyterFrontEnd,
  kernel: string,
  path: string,
  ref: string | null = null
): Promise<NotebookPanel | null> {
  const before = notebookWithKernel(app, kernel) ?? notebookAtPath(app, path);
  if (before !== null) {
    return before;
  }
  const options = ref === null ? {} : { ref, mode: 'split-left' };
  await app.commands.execute('docmanager:open', { path, options });
  const opened = notebookWithKernel(app, kernel) ?? notebookAtPath(app, path);
  await opened?.context.ready;
  return opened;
}

/** Show the cell of an app, opening its notebook if needed. */
export async function goToCell(
  app: JupyterFrontEnd,
  liveApp: ILiveApp
): Promise<void> {
  const found = await openNotebook(app, liveApp.group.id, liveApp.group.path);
  if (found === null) {
    return;
  }
  app.shell.activateById(found.id);
  const cell = findCell(found, liveApp);
  if (cell >= 0) {
    found.content.activeCellIndex = cell;
    await found.content.scrollToItem(cell, 'smart');
  }
}

/** Call `refresh` whenever an open notebook may have changed its kernel. */
export function onKernelChanges(
  app: JupyterFrontEnd,
  refresh: () => void
): void {
  const known = new WeakSet<NotebookPanel>();
  const connectNew = (): void => {
    for (const opened of openNotebooks(app)) {
      if (!known.has(opened)) {
        known.add(opened);
        opened.sessionContext.kernelChanged.connect(refresh);
        opened.disposed.connect(refresh);
        void opened.sessionContext.ready.then(refresh);
      }
    }
  };
  app.shell.currentChanged?.connect(connectNew);
  void app.restored.then(connectNew);
}

/** Return the index of the cell that shows an app, or else of the cell with its name in the magic; -1 if there is none. */
function findCell(found: NotebookPanel, liveApp: ILiveApp): number {
  const cells = [...(found.content.model?.cells ?? [])].map(cell =>
    cell.sharedModel.toJSON()
  );
  const shown = cells.findIndex(cell => {
    const outputs = JSON.stringify(cell.outputs ?? []);
    return outputs.includes(APP_MIME) && outputs.includes(liveApp.app.modelId);
  });
  return shown >= 0
    ? shown
    : cells.findIndex(cell =>
        [cell.source].flat().join('').startsWith(`%%litapp ${liveApp.app.name}`)
      );
}
