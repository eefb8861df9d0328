import type {
  ILabShell,
  ILayoutRestorer,
  JupyterFrontEnd
} from '@jupyterlab/application';
import type { ICommandPalette } from '@jupyterlab/apputils';

import { bindBadge } from './badge';
import { type ISidebarActions, Sidebar } from './sidebar';
import { COMMAND_CATEGORY, CommandIDs } from '../commands';
import type { FileKernels } from '../files/fileKernels';
import { fileOfSession } from '../files/paths';
import { AppsModel, type ILiveApp } from '../kernel/model';
import { tabId } from '../kernel/viewLease';
import {
  goToCell,
  notebookWithKernel,
  onKernelChanges,
  openNotebook
} from '../notebook/openNotebooks';
import type { Settings } from '../settings';
import { AppTabs } from '../views/appTabs';
import { ViewPlacement } from '../views/placement';
import { RunHistoryTabs } from '../views/runHistoryTabs';

/** The application and its services; only JupyterLab has a shell with room for several documents. */
export interface IFrontEnd {
  readonly app: JupyterFrontEnd;
  readonly lab: ILabShell | null;
  readonly palette: ICommandPalette | null;
  readonly restorer: ILayoutRestorer | null;
}

/** Add the sidebar of live apps on the right, and all that it opens. Return the run history tabs, which others open too. */
export function activateSidebar(
  frontEnd: IFrontEnd,
  files: FileKernels,
  settings: Settings
): RunHistoryTabs {
  const { app, lab, palette, restorer } = frontEnd;
  const model = new AppsModel(
    app.serviceManager,
    id =>
      notebookWithKernel(app, id)?.sessionContext.session?.kernel ??
      files.connectionTo(id),
    tabId()
  );
  files.changed.connect(() => {
    model.refresh();
  });
  const placement = new ViewPlacement(app, lab);
  const historyTabs = new RunHistoryTabs(placement, model);
  const tabs = new AppTabs(app, placement, model, historyTabs, settings);
  const sidebar = new Sidebar(
    model,
    actionsOf(app, placement, tabs, historyTabs)
  );
  app.shell.add(sidebar, 'right', { rank: 900 });
  bindBadge(sidebar, model, settings);
  restorer?.add(sidebar, sidebar.id);
  if (restorer !== null) {
    tabs.restore(restorer);
  }
  onKernelChanges(app, () => {
    model.refresh();
  });
  app.commands.addCommand(CommandIDs.show, {
    label: 'Show Lit Apps',
    caption: 'List the live apps of all running kernels',
    execute: (): void => {
      app.shell.activateById(sidebar.id);
    }
  });
  palette?.addItem({ command: CommandIDs.show, category: COMMAND_CATEGORY });
  return historyTabs;
}

/** Return the actions of the rows; an app of a file is opened as such, without a notebook. */
function actionsOf(
  app: JupyterFrontEnd,
  placement: ViewPlacement,
  tabs: AppTabs,
  historyTabs: RunHistoryTabs
): ISidebarActions {
  return {
    goToSource: liveApp => {
      if (!executeForFile(app, liveApp, CommandIDs.editBeside)) {
        void goToCell(app, liveApp);
      }
    },
    openTab: liveApp => {
      if (executeForFile(app, liveApp, CommandIDs.openFile)) {
        return;
      }
      const { id: kernel, path } = liveApp.group;
      void openNotebook(app, kernel, path).then(() => {
        const tab = tabs.open({ kernel, path, name: liveApp.app.name });
        placement.reveal(tab.id);
      });
    },
    showHistory: liveApp => {
      const notebook = notebookWithKernel(app, liveApp.group.id);
      historyTabs.open(liveApp, notebook?.id ?? null);
    }
  };
}

/** Execute a command on the file of an app; return false if the app belongs to a notebook. */
function executeForFile(
  app: JupyterFrontEnd,
  liveApp: ILiveApp,
  command: string
): boolean {
  const path = fileOfSession(liveApp.group.path);
  if (path !== null) {
    void app.commands.execute(command, { path });
  }
  return path !== null;
}
