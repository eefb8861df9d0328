import type {
  ILabShell,
  ILayoutRestorer,
  JupyterFrontEnd
} from '@jupyterlab/application';
import type { ICommandPalette } from '@jupyterlab/apputils';

import { keepCount } from './badge';
import { CommandIDs } from '../commands';
import type { FileKernels } from '../files/fileKernels';
import { tab } from '../kernel/viewLease';
import { type IPlace, Model } from '../kernel/model';
import {
  follow,
  goTo,
  notebookOf,
  openNotebook
} from '../notebook/openNotebooks';
import { fileOf } from '../files/paths';
import { Reasons } from '../views/runHistoryTabs';
import type { Settings } from '../settings';
import { Sidebar } from './sidebar';
import { Tabs } from '../views/appTabs';
import { Views } from '../views/placement';

/** What the application has; only JupyterLab has a shell with room for several documents. */
export interface ISurroundings {
  readonly app: JupyterFrontEnd;
  readonly lab: ILabShell | null;
  readonly palette: ICommandPalette | null;
  readonly restorer: ILayoutRestorer | null;
}

/** Put the list of live apps at the right. */
export function start(
  surroundings: ISurroundings,
  files: FileKernels,
  settings: Settings
): Reasons {
  const { app, lab, palette, restorer } = surroundings;
  const model = new Model(
    app.serviceManager,
    id =>
      notebookOf(app, id)?.sessionContext.session?.kernel ??
      files.connection(id),
    tab()
  );
  files.changed.connect(() => {
    model.refresh();
  });
  const views = new Views(app, lab);
  const reasons = new Reasons(views, model);
  const tabs = new Tabs(app, views, model, reasons, settings);
  const sidebar = new Sidebar(model, {
    go: place => {
      if (asFile(app, place, CommandIDs.editBeside)) {
        return;
      }
      void goTo(app, place);
    },
    open: place => {
      if (asFile(app, place, CommandIDs.openFile)) {
        return;
      }
      const { id: kernel, path } = place.group;
      void openNotebook(app, kernel, path).then(() => {
        views.reveal(tabs.open({ kernel, path, name: place.app.name }).id);
      });
    },
    why: place => {
      reasons.open(place, notebookOf(app, place.group.id)?.id ?? null);
    }
  });
  app.shell.add(sidebar, 'right', { rank: 900 });
  keepCount(sidebar, model, settings);
  restorer?.add(sidebar, sidebar.id);
  if (restorer !== null) {
    tabs.restore(restorer);
  }
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
  return reasons;
}

/** Do something with the file of an app that runs by itself; false if the app lives in a notebook. */
function asFile(app: JupyterFrontEnd, place: IPlace, command: string): boolean {
  const path = fileOf(place.group.path);
  if (path !== null) {
    void app.commands.execute(command, { path });
  }
  return path !== null;
}
