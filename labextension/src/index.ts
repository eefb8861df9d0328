import {
  ILabShell,
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { Dialog, ICommandPalette, showDialog } from '@jupyterlab/apputils';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';

import { CommandIDs } from './commands';
import { followTyping } from './output/fields';
import { FormulaTypesetter } from './output/formulas';
import { captureAppKeys } from './output/keys';
import { rendererFactory } from './output/outputRenderer';

/**
 * The command that introduces notebook_lit. Apps run in the kernel and are drawn with ipywidgets; they work without this extension.
 */
const plugin: JupyterFrontEndPlugin<void> = {
  id: 'notebook_lit:plugin',
  description: 'Streamlit-style apps inside notebooks.',
  autoStart: true,
  optional: [ICommandPalette],
  activate: (app: JupyterFrontEnd, palette: ICommandPalette | null): void => {
    app.commands.addCommand(CommandIDs.about, {
      label: 'About Lit Apps',
      caption: 'What notebook_lit is and how to begin',
      execute: async (): Promise<void> => {
        await showDialog({
          title: 'Lit Apps',
          body:
            'Streamlit-style apps inside notebooks. Run %load_ext notebook_lit in a cell, then begin a new cell with %%litapp ' +
            '(or press Ctrl+Alt+Enter in any cell). %%litapp? explains the options. A Python file runs as an app by its context menu ' +
            'in the file browser. View › Show Lit Apps lists what is running.',
          buttons: [Dialog.okButton()]
        });
      }
    });
    palette?.addItem({ command: CommandIDs.about, category: 'Lit Apps' });
  }
};

/** The sidebar of all live apps, apps in tabs, files as apps, and the notebook commands. */
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
      return; // it has no sidebars, and lacks packages that the imports below need
    }
    const [sidebar, files, notebooks, configuration, kernels] =
      await Promise.all([
        import('./sidebar/activate'),
        import('./files/files'),
        import('./notebook/notebook'),
        import('./settings'),
        import('./files/fileKernels')
      ]);
    const settings = new configuration.Settings();
    settings.load(app).catch((reason: unknown) => {
      console.error('The settings of Lit Apps could not be read.', reason);
    });
    const fileKernels = new kernels.FileKernels(app.serviceManager, rendermime);
    const historyTabs = sidebar.activateSidebar(
      { app, lab, palette, restorer },
      fileKernels,
      settings
    );
    files.activateFiles(app, fileKernels, {
      palette,
      restorer,
      settings,
      historyTabs
    });
    notebooks.addNotebookCommands(app, palette);
  }
};

/**
 * Renders apps in outputs: live where the kernel has them, else as saved; keys pressed in them trigger no shortcuts, and their formulas
 * are drawn as those of the notebook.
 */
const outputs: JupyterFrontEndPlugin<void> = {
  id: 'notebook_lit:outputs',
  description: 'Shows apps in outputs, live or as they were saved.',
  autoStart: true,
  requires: [IRenderMimeRegistry],
  activate: (_: JupyterFrontEnd, rendermime: IRenderMimeRegistry): void => {
    rendermime.addFactory(rendererFactory({ rendermime }));
    captureAppKeys();
    followTyping();
    if (rendermime.latexTypesetter !== null) {
      new FormulaTypesetter(rendermime.latexTypesetter).watch(document.body);
    }
  }
};

export default [plugin, panel, outputs];
