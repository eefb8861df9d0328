import type { ILayoutRestorer, JupyterFrontEnd } from '@jupyterlab/application';
import type { ICommandPalette } from '@jupyterlab/apputils';

import { tab } from './lease';
import { Model } from './model';
import { follow, goTo, notebookOf, openNotebook } from './opened';
import { Reasons } from './reasons';
import { Sidebar } from './sidebar';
import { Tabs } from './tabs';
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
  const reasons = new Reasons(app, model);
  const tabs = new Tabs(app, model, reasons);
  const sidebar = new Sidebar(model, {
    go: place => {
      void goTo(app, place);
    },
    open: place => {
      const { id: kernel, path } = place.group;
      void openNotebook(app, kernel, path).then(() => {
        tabs.open({ kernel, path, name: place.app.name });
      });
    },
    why: place => {
      reasons.open(place, notebookOf(app, place.group.id)?.id ?? null);
    }
  });
  app.shell.add(sidebar, 'right', { rank: 900 });
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
}
