import {
  ILabShell,
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { Dialog, ICommandPalette, showDialog } from '@jupyterlab/apputils';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';

import { CommandIDs } from './commands';
import { keepKeys } from './output/keys';
import { factory } from './output/outputRenderer';

/**
 * The JupyterLab side of notebook_lit. Apps run in the kernel and are drawn with ipywidgets; nothing that they need is in here.
 */
const plugin: JupyterFrontEndPlugin<void> = {
  id: 'notebook_lit:plugin',
  description: 'Streamlit-style apps inside notebooks.',
  autoStart: true,
  optional: [ICommandPalette],
  activate: (app: JupyterFrontEnd, palette: ICommandPalette | null): void => {
    app.commands.addCommand(CommandIDs.about, {
      label: 'Lit Apps: About',
      caption: 'What notebook_lit is and how to begin',
      execute: async (): Promise<void> => {
        await showDialog({
          title: 'Lit Apps',
          body: 'Streamlit-style apps inside notebooks. Run %load_ext notebook_lit in a cell, then begin a new cell with %%litapp.',
          buttons: [Dialog.okButton()]
        });
      }
    });
    palette?.addItem({ command: CommandIDs.about, category: 'Lit Apps' });
  }
};

/** The sidebar of all live apps, apps in tabs, files as apps, and what notebooks have of it. */
const panel: JupyterFrontEndPlugin<void> = {
  id: 'notebook_lit:panel',
  description: 'Lists the live apps of all kernels.',
  autoStart: true,
  requires: [IRenderMimeRegistry],
  optional: [ICommandPalette, ILayoutRestorer, ILabShell],
  activate: async (
    app: JupyterFrontEnd,
    rendermime: IRenderMimeRegistry,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    lab: ILabShell | null
  ): Promise<void> => {
    if (app.name === 'Voila') {
      return; // there are no sidebars, and not all the packages that they need
    }
    const [panels, files, notebooks, kept, kernels] = await Promise.all([
      import('./sidebar/activate'),
      import('./files/files'),
      import('./notebook/notebook'),
      import('./settings'),
      import('./files/fileKernels')
    ]);
    const settings = new kept.Settings();
    settings.load(app).catch((reason: unknown) => {
      console.error('The settings of Lit Apps could not be read.', reason);
    });
    const running = new kernels.FileKernels(app.serviceManager, rendermime);
    const reasons = panels.start(
      { app, lab, palette, restorer },
      running,
      settings
    );
    files.startFiles(app, running, { palette, restorer, settings, reasons });
    notebooks.startNotebook(app, palette);
  }
};

/** Shows apps in the outputs of notebooks: live where the kernel has them, else as they were saved; keys pressed there are theirs. */
const outputs: JupyterFrontEndPlugin<void> = {
  id: 'notebook_lit:outputs',
  description: 'Shows apps in outputs, live or as they were saved.',
  autoStart: true,
  requires: [IRenderMimeRegistry],
  activate: (_: JupyterFrontEnd, rendermime: IRenderMimeRegistry): void => {
    rendermime.addFactory(factory({ rendermime }));
    keepKeys();
  }
};

export default [plugin, panel, outputs];
