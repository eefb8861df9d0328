import type { ILayoutRestorer, JupyterFrontEnd } from '@jupyterlab/application';
import { WidgetTracker } from '@jupyterlab/apputils';
import { UUID } from '@lumino/coreutils';

import { CommandIDs } from '../commands';
import type { IPlace, IWhere, Model } from '../kernel/model';
import {
  goTo,
  notebookAt,
  notebookOf,
  openNotebook
} from '../notebook/openNotebooks';
import { AppTab } from './appTab';
import type { Reasons } from './runHistoryTabs';
import type { Settings } from '../settings';
import type { Views } from './placement';

/** What our command takes, for those who look it up. */
const ARGUMENTS = {
  type: 'object',
  properties: {
    path: { type: 'string', description: 'The file that the app lives in' },
    name: { type: 'string', description: 'The name of the app' },
    kernel: { type: 'string', description: 'The id of its kernel' },
    id: { type: 'string', description: 'The id that the tab had before' },
    wide: { type: 'boolean', description: 'As wide as there is room' }
  },
  required: ['path', 'name']
};

/** The tabs of apps: opens them, and brings them back when the page is loaded again. */
export class Tabs {
  constructor(
    private readonly app: JupyterFrontEnd,
    private readonly views: Views,
    private readonly model: Model,
    private readonly reasons: Reasons,
    private readonly settings: Settings
  ) {
    app.commands.addCommand(CommandIDs.open, {
      label: 'Open Lit App in a Tab',
      caption: 'A second view of a running app, beside its notebook',
      isVisible: () => false, // it needs to know of which app
      describedBy: { args: ARGUMENTS },
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

  /** Bring back what was open before the page was loaded again. No app is run for it. */
  restore(restorer: ILayoutRestorer): void {
    void restorer.restore(this.tracker, {
      command: CommandIDs.open,
      args: tab => ({ ...tab.at, wide: tab.wide, id: tab.id }),
      name: tab => tab.id
    });
  }

  /** Open the tab of an app, beside its notebook, or show the one that is there. */
  open(where: IWhere, wide = false, id: unknown = null): AppTab {
    const before = this.tracker.find(
      tab => tab.at.name === where.name && tab.at.path === where.path
    );
    if (before !== undefined) {
      this.views.reveal(before.id);
      return before;
    }
    const tab = this.make(
      typeof id === 'string' ? id : `notebook-lit-tab-${UUID.uuid4()}`,
      where
    );
    tab.wide = wide;
    const notebook = this.notebook(where);
    this.views.add(
      tab,
      notebook === null ? null : { ref: notebook.id, mode: this.settings.place }
    );
    void this.tracker.add(tab);
    tab.moved.connect(() => {
      void this.tracker.save(tab);
    });
    return tab;
  }

  private make(id: string, where: IWhere): AppTab {
    return new AppTab(id, where, this.model, {
      home: at => {
        const found = this.notebook(at);
        if (found?.sessionContext.session?.kernel === undefined) {
          return null;
        }
        // Without the file: its cell renews the saved picture, and that is enough.
        const { sessionContext } = found;
        const holder = {
          get isDisposed(): boolean {
            return found.isDisposed;
          },
          sessionContext
        };
        return { rendering: found.content, holder };
      },
      openNotebook: (at, tab) => {
        void openNotebook(this.app, at.kernel, at.path, tab.id);
      },
      go: (place: IPlace) => {
        void goTo(this.app, place);
      },
      why: (place, tab) => {
        this.reasons.open(place, tab.id);
      }
    });
  }

  private notebook(where: IWhere): ReturnType<typeof notebookOf> {
    return (
      notebookOf(this.app, where.kernel) ?? notebookAt(this.app, where.path)
    );
  }

  private readonly tracker = new WidgetTracker<AppTab>({
    namespace: 'notebook-lit-tabs'
  });
}
