import type { JupyterFrontEnd } from '@jupyterlab/application';
import { type ICommandPalette, Notification } from '@jupyterlab/apputils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { PartialJSONObject } from '@lumino/coreutils';

import { AppView } from './appView';
import { loadsExtension, magicEdit } from './cellMagic';
import { COMMAND_CATEGORY, CommandIDs } from '../commands';
import { APP_MIME } from '../output/appBundle';
import { appIcon, appViewIcon } from '../ui/icons';
import { problemFromError } from '../ui/problem';

const LOAD_LINE = '%load_ext notebook_lit';

/** Add the commands that act on the current notebook. */
export function addNotebookCommands(
  app: JupyterFrontEnd,
  palette: ICommandPalette | null
): void {
  addRunCell(app);
  addAppView(app);
  addOpenTab(app);
  app.shell.currentChanged?.connect(() => {
    app.commands.notifyCommandChanged(CommandIDs.appView);
    app.commands.notifyCommandChanged(CommandIDs.runCell);
  });
  for (const command of [
    CommandIDs.runCell,
    CommandIDs.appView,
    CommandIDs.openTab
  ]) {
    palette?.addItem({ command, category: COMMAND_CATEGORY });
  }
}

function currentNotebook(app: JupyterFrontEnd): NotebookPanel | null {
  const widget = app.shell.currentWidget;
  return widget?.hasClass('jp-NotebookPanel') === true
    ? (widget as NotebookPanel)
    : null;
}

function addRunCell(app: JupyterFrontEnd): void {
  app.commands.addCommand(CommandIDs.runCell, {
    label: 'Run Cell as Lit App',
    caption: 'Put %%litapp above this cell, if it is not there, and run it',
    icon: appIcon,
    isEnabled: args =>
      args.menu === true ||
      currentNotebook(app)?.content.activeCell?.model.type === 'code',
    execute: async args => {
      const panel = currentNotebook(app);
      if (panel !== null) {
        if (args.menu === true) {
          activateClickedCell(app, panel);
        }
        await runCellAsApp(app, panel);
      }
    }
  });
}

function addAppView(app: JupyterFrontEnd): void {
  const view = new AppView();
  app.commands.addCommand(CommandIDs.appView, {
    label: 'App View',
    caption:
      'Show only apps and texts, and no code; nothing is changed in the notebook',
    icon: appViewIcon,
    isToggleable: true,
    isEnabled: () => currentNotebook(app) !== null,
    isToggled: () => {
      const panel = currentNotebook(app);
      return panel !== null && view.isOn(panel);
    },
    execute: () => {
      const panel = currentNotebook(app);
      if (panel !== null) {
        view.toggle(panel);
        if (view.isOn(panel) && !showsApp(panel)) {
          warn(
            'No cell of this notebook shows an app yet, so only its texts are seen.'
          );
        }
        app.commands.notifyCommandChanged(CommandIDs.appView);
      }
    }
  });
}

function addOpenTab(app: JupyterFrontEnd): void {
  app.commands.addCommand(CommandIDs.openTab, {
    label: 'Open App of This Cell in a Tab',
    caption: 'A second view of the app, beside the notebook',
    icon: appIcon,
    isEnabled: () => activeAppName(currentNotebook(app)) !== null,
    execute: async () => {
      const panel = currentNotebook(app);
      const name = activeAppName(panel);
      if (panel !== null && name !== null) {
        const { path } = panel.context;
        const kernel = panel.sessionContext.session?.kernel?.id ?? '';
        await app.commands.execute(CommandIDs.open, { path, kernel, name });
      }
    }
  });
}

function showsApp(panel: NotebookPanel): boolean {
  return panel.node.querySelector('.lit-saved, .lit-app') !== null;
}

/** Return the name of the app that the active cell shows. */
function activeAppName(panel: NotebookPanel | null): string | null {
  const model = panel?.content.activeCell?.model;
  const cell = model?.sharedModel.toJSON();
  const outputs = cell?.cell_type === 'code' ? (cell.outputs as unknown) : [];
  for (const output of Array.isArray(outputs) ? outputs : []) {
    const { data } = output as { data?: PartialJSONObject };
    const name = (data?.[APP_MIME] as PartialJSONObject | undefined)?.name;
    if (typeof name === 'string') {
      return name;
    }
  }
  return null;
}

/** Activate the cell on which the context menu was opened: a right click in a Markdown cell does not activate it. */
function activateClickedCell(app: JupyterFrontEnd, panel: NotebookPanel): void {
  const node = app.contextMenuHitTest(hit => hit.classList.contains('jp-Cell'));
  const index = panel.content.widgets.findIndex(cell => cell.node === node);
  if (index >= 0) {
    panel.content.deselectAll();
    panel.content.activeCellIndex = index;
  }
}

/** Run the active cell as an app; if that is impossible, say why and leave the cell unchanged. */
async function runCellAsApp(
  app: JupyterFrontEnd,
  panel: NotebookPanel
): Promise<void> {
  const cell = panel.content.activeCell;
  if (cell === null || cell.model.type !== 'code') {
    return;
  }
  const { sharedModel } = cell.model;
  const edit = magicEdit(sharedModel.getSource());
  if (edit.kind === 'refused') {
    warn(
      `${edit.magic} runs this cell, and an app is Python. Take ${edit.magic} away first.`
    );
    return;
  }
  const problem = await loadExtension(panel);
  if (problem !== null) {
    warn(problem);
    return;
  }
  if (edit.kind === 'insert') {
    sharedModel.updateSource(edit.at, edit.at, '%%litapp\n');
  }
  insertLoadCell(panel);
  panel.content.activeCellIndex = panel.content.widgets.indexOf(cell);
  await app.commands.execute('notebook:run-cell');
}

/** Load our IPython extension into the kernel; return the problem in words, or null. */
async function loadExtension(panel: NotebookPanel): Promise<string | null> {
  await panel.sessionContext.ready;
  const kernel = panel.sessionContext.session?.kernel ?? null;
  if (kernel === null) {
    return 'This notebook has no kernel. Choose one, then run the cell as an app.';
  }
  const name = panel.sessionContext.kernelDisplayName;
  const { language_info: language } = await kernel.info;
  if (language.name !== 'python') {
    return `The kernel ${name} runs ${language.name}. Apps need a Python kernel.`;
  }
  if (kernel.status === 'busy') {
    Notification.info('The kernel is busy. The cell runs when it is free.', {
      autoClose: 4000
    });
  }
  const code = 'get_ipython().extension_manager.load_extension("notebook_lit")';
  const reply = await kernel.requestExecute({
    code,
    store_history: false,
    silent: true
  }).done;
  if (reply.content.status === 'error') {
    const { ename, evalue } = reply.content;
    const { summary, detail, remedy } = problemFromError(
      'notebook_lit',
      name,
      ename,
      evalue
    );
    return [summary, detail, remedy].filter(part => part !== '').join(' ');
  }
  return null;
}

/** Insert a cell that loads our IPython extension, if there is none: run from the top, the notebook would not know %%litapp. */
function insertLoadCell(panel: NotebookPanel): void {
  const model = panel.content.model;
  if (model === null) {
    return;
  }
  const cells = [...model.cells];
  if (
    cells.some(
      cell =>
        cell.type === 'code' && loadsExtension(cell.sharedModel.getSource())
    )
  ) {
    return;
  }
  const first = cells.findIndex(cell => cell.type === 'code');
  model.sharedModel.insertCell(Math.max(first, 0), {
    cell_type: 'code',
    source: LOAD_LINE,
    metadata: { trusted: true }
  });
}

function warn(message: string): void {
  Notification.warning(message, { autoClose: 8000 });
}
