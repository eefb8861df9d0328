import type { ILayoutRestorer, JupyterFrontEnd } from '@jupyterlab/application';
import type { ICommandPalette } from '@jupyterlab/apputils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Widget } from '@lumino/widgets';

import { tab } from './lease';
import { type IPlace, Model } from './model';
import { APP } from './saved';
import { type IActions, Sidebar } from './sidebar';
import { openTab } from './tab';
import { CommandIDs } from './tokens';

/** Put the list of live apps at the right. */
export function start(
  app: JupyterFrontEnd,
  palette: ICommandPalette | null,
  restorer: ILayoutRestorer | null
): void {
  const model = new Model(
    app.serviceManager,
    id => notebookOf(app, id)?.sessionContext.session?.kernel ?? null,
    tab()
  );
  const sidebar = new Sidebar(model, actionsOf(app, model));
  app.shell.add(sidebar, 'right', { rank: 900 });
  restorer?.add(sidebar, sidebar.id);
  follow(app, () => {
    model.refresh();
  });
  app.commands.addCommand(CommandIDs.show, {
    label: 'Show Lit Apps',
    caption: 'List the live apps of all running kernels',
    execute: (): void => {
      app.shell.activateById(sidebar.id);
    }
  });
  palette?.addItem({ command: CommandIDs.show, category: 'Lit Apps' });
}

/** Call back whenever an open notebook may have another kernel than before. */
function follow(app: JupyterFrontEnd, refresh: () => void): void {
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

/** List the open notebooks. The notebook package is not asked: importing it would keep our other parts from loading without it. */
function notebooksOf(app: JupyterFrontEnd): readonly NotebookPanel[] {
  return [...app.shell.widgets('main')].filter(isNotebook);
}

function isNotebook(widget: Widget): widget is NotebookPanel {
  return widget.hasClass('jp-NotebookPanel') && !widget.isDisposed;
}

/** Find an open notebook by its kernel. */
function notebookOf(
  app: JupyterFrontEnd,
  kernel: string
): NotebookPanel | null {
  return (
    notebooksOf(app).find(
      one => one.sessionContext.session?.kernel?.id === kernel
    ) ?? null
  );
}

function actionsOf(app: JupyterFrontEnd, model: Model): IActions {
  /** Show the notebook of an app, opening it if it is not open. */
  const notebook = async (place: IPlace): Promise<NotebookPanel | null> => {
    if (notebookOf(app, place.group.id) === null) {
      await app.commands.execute('docmanager:open', { path: place.group.path });
      const opened =
        notebookOf(app, place.group.id) ??
        notebooksOf(app).find(one => one.context.path === place.group.path);
      await opened?.context.ready;
      return opened ?? null;
    }
    return notebookOf(app, place.group.id);
  };
  return {
    go: place => {
      void notebook(place).then(async found => {
        if (found === null) {
          return;
        }
        app.shell.activateById(found.id);
        const cell = cellOf(found, place);
        if (cell >= 0) {
          found.content.activeCellIndex = cell;
          await found.content.scrollToItem(cell, 'smart');
        }
      });
    },
    open: place => {
      void notebook(place).then(found => {
        if (found === null) {
          return;
        }
        const opened = [...app.shell.widgets('main')].find(
          one => one.id === `notebook-lit-tab-${place.app.model}`
        );
        if (opened === undefined) {
          const made = openTab(
            place.app.model,
            place.app.name,
            found.content.rendermime,
            model
          );
          found.disposed.connect(() => {
            made.dispose(); // the widgets of the notebook end with it
          });
          app.shell.add(made, 'main', { ref: found.id, mode: 'split-right' });
          app.shell.activateById(made.id);
        } else {
          app.shell.activateById(opened.id);
        }
      });
    }
  };
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
