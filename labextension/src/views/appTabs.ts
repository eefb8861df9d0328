import type { ILayoutRestorer, JupyterFrontEnd } from '@jupyterlab/application';
import { WidgetTracker } from '@jupyterlab/apputils';
import { UUID } from '@lumino/coreutils';

import { AppTab } from './appTab';
import type { ViewPlacement } from './placement';
import type { RunHistoryTabs } from './runHistoryTabs';
import { CommandIDs } from '../commands';
import type { AppsModel, IAppRef } from '../kernel/model';
import {
  goToCell,
  notebookAtPath,
  notebookWithKernel,
  openNotebook
} from '../notebook/openNotebooks';
import type { Settings } from '../settings';

/** The JSON schema of the command's arguments. */
const ARGUMENT_SCHEMA = {
  type: 'object',
  properties: {
    path: { type: 'string', description: 'The file of the app' },
    name: { type: 'string', description: 'The name of the app' },
    kernel: { type: 'string', description: 'The id of its kernel' },
    id: { type: 'string', description: 'The id that the tab had before' },
    wide: { type: 'boolean', description: 'As wide as there is room' }
  },
  required: ['path', 'name']
};

/** Opens the tabs of apps, and restores them after a page reload. */
export class AppTabs {
  constructor(
    private readonly app: JupyterFrontEnd,
    private readonly placement: ViewPlacement,
    private readonly model: AppsModel,
    private readonly historyTabs: RunHistoryTabs,
    private readonly settings: Settings
  ) {
    app.commands.addCommand(CommandIDs.open, {
      label: 'Open Lit App in a Tab',
      caption: 'A second view of a running app, beside its notebook',
      isVisible: () => false, // it needs an app as argument
      describedBy: { args: ARGUMENT_SCHEMA },
      execute: args => {
        const { id, kernel, path, name, wide } = args;
        if (typeof path !== 'string' || typeof name !== 'string') {
          throw new TypeError(
            `an app in a tab has a path and a name, not ${JSON.stringify(args)}`
          );
        }
        const known = typeof kernel === 'string' ? kernel : '';
        return this.open({ kernel: known, path, name }, wide === true, id);
      }
    });
  }

  /** Restore the tabs that were open before a page reload. No app is run. */
  restore(restorer: ILayoutRestorer): void {
    void restorer.restore(this.tracker, {
      command: CommandIDs.open,
      args: tab => ({ ...tab.appRef, wide: tab.wide, id: tab.id }),
      name: tab => tab.id
    });
  }

  /** Open the tab of an app beside its notebook, or show the existing one. */
  open(appRef: IAppRef, wide = false, id: unknown = null): AppTab {
    const before = this.tracker.find(
      tab => tab.appRef.name === appRef.name && tab.appRef.path === appRef.path
    );
    if (before !== undefined) {
      this.placement.reveal(before.id);
      return before;
    }
    const tab = this.createTab(
      typeof id === 'string' ? id : `notebook-lit-tab-${UUID.uuid4()}`,
      appRef
    );
    tab.wide = wide;
    const notebook = this.findNotebook(appRef);
    this.placement.add(
      tab,
      notebook === null
        ? null
        : { ref: notebook.id, mode: this.settings.insertMode }
    );
    void this.tracker.add(tab);
    tab.stateChanged.connect(() => {
      void this.tracker.save(tab);
    });
    return tab;
  }

  private createTab(id: string, appRef: IAppRef): AppTab {
    return new AppTab(id, appRef, this.model, {
      renderSource: appRef => {
        const found = this.findNotebook(appRef);
        if (found?.sessionContext.session?.kernel === undefined) {
          return null;
        }
        // Without the file: the view in the cell saves new snapshots, and once is enough.
        const { sessionContext } = found;
        const document = {
          get isDisposed(): boolean {
            return found.isDisposed;
          },
          sessionContext
        };
        return { context: found.content, document };
      },
      openNotebook: (appRef, tab) => {
        void openNotebook(this.app, appRef.kernel, appRef.path, tab.id);
      },
      goToCell: liveApp => {
        void goToCell(this.app, liveApp);
      },
      showHistory: (liveApp, tab) => {
        this.historyTabs.open(liveApp, tab.id);
      }
    });
  }

  private findNotebook(appRef: IAppRef): ReturnType<typeof notebookWithKernel> {
    return (
      notebookWithKernel(this.app, appRef.kernel) ??
      notebookAtPath(this.app, appRef.path)
    );
  }

  private readonly tracker = new WidgetTracker<AppTab>({
    namespace: 'notebook-lit-tabs'
  });
}
