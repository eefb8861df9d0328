import type { JupyterFrontEnd } from '@jupyterlab/application';
import { type ICommandPalette, Notification } from '@jupyterlab/apputils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { PartialJSONObject } from '@lumino/coreutils';

import { AppViews } from './appView';
import { loads, rewritten } from './cellMagic';
import { CATEGORY, CommandIDs } from '../commands';
import { appIcon, appViewIcon } from '../ui/icons';
import { problemOf } from '../ui/problem';
import { APP } from '../output/outputRenderer';

const LOAD = '%load_ext notebook_lit';

/** Give notebooks their commands. */
export function startNotebook(
  app: JupyterFrontEnd,
  palette: ICommandPalette | null
): void {
  const views = new AppViews();
  const current = (): NotebookPanel | null => {
    const widget = app.shell.currentWidget;
    return widget?.hasClass('jp-NotebookPanel') === true
      ? (widget as NotebookPanel)
      : null;
  };
  app.commands.addCommand(CommandIDs.runCell, {
    label: 'Run Cell as Lit App',
    caption: 'Put %%litapp above this cell, if it is not there, and run it',
    icon: appIcon,
    isEnabled: args =>
      args.menu === true ||
      current()?.content.activeCell?.model.type === 'code',
    execute: async args => {
      const panel = current();
      if (panel !== null) {
        if (args.menu === true) {
          activate(app, panel);
        }
        await runCell(app, panel);
      }
    }
  });
  app.commands.addCommand(CommandIDs.appView, {
    label: 'App View',
    caption:
      'Show only apps and texts, and no code; nothing is changed in the notebook',
    icon: appViewIcon,
    isToggleable: true,
    isEnabled: () => current() !== null,
    isToggled: () => {
      const panel = current();
      return panel !== null && views.isOn(panel);
    },
    execute: () => {
      const panel = current();
      if (panel !== null) {
        views.toggle(panel);
        if (views.isOn(panel) && !hasApp(panel)) {
          tell(
            'No cell of this notebook shows an app yet, so only its texts are seen.'
          );
        }
        app.commands.notifyCommandChanged(CommandIDs.appView);
      }
    }
  });
  app.commands.addCommand(CommandIDs.openTab, {
    label: 'Open App of This Cell in a Tab',
    caption: 'A second view of the app, beside the notebook',
    icon: appIcon,
    isEnabled: () => nameIn(current()) !== null,
    execute: async () => {
      const panel = current();
      const name = nameIn(panel);
      if (panel !== null && name !== null) {
        const { path } = panel.context;
        const kernel = panel.sessionContext.session?.kernel?.id ?? '';
        await app.commands.execute(CommandIDs.open, { path, kernel, name });
      }
    }
  });
  app.shell.currentChanged?.connect(() => {
    app.commands.notifyCommandChanged(CommandIDs.appView);
    app.commands.notifyCommandChanged(CommandIDs.runCell);
  });
  for (const command of [
    CommandIDs.runCell,
    CommandIDs.appView,
    CommandIDs.openTab
  ]) {
    palette?.addItem({ command, category: CATEGORY });
  }
}

function hasApp(panel: NotebookPanel): boolean {
  return panel.node.querySelector('.lit-saved, .lit-app') !== null;
}

/** Give the name of the app that the active cell shows. */
function nameIn(panel: NotebookPanel | null): string | null {
  const model = panel?.content.activeCell?.model;
  const cell = model?.sharedModel.toJSON();
  const outputs = cell?.cell_type === 'code' ? (cell.outputs as unknown) : [];
  for (const output of Array.isArray(outputs) ? outputs : []) {
    const { data } = output as { data?: PartialJSONObject };
    const name = (data?.[APP] as PartialJSONObject | undefined)?.name;
    if (typeof name === 'string') {
      return name;
    }
  }
  return null;
}

/** Make the cell active on which the context menu was opened: pressing the other mouse button in a text does not. */
function activate(app: JupyterFrontEnd, panel: NotebookPanel): void {
  const node = app.contextMenuHitTest(hit => hit.classList.contains('jp-Cell'));
  const index = panel.content.widgets.findIndex(cell => cell.node === node);
  if (index >= 0) {
    panel.content.deselectAll();
    panel.content.activeCellIndex = index;
  }
}

/** Run the active cell as an app. What keeps it from being one is said, and then the cell stays as it is. */
async function runCell(
  app: JupyterFrontEnd,
  panel: NotebookPanel
): Promise<void> {
  const cell = panel.content.activeCell;
  if (cell === null || cell.model.type !== 'code') {
    return;
  }
  const { sharedModel } = cell.model;
  const plan = rewritten(sharedModel.getSource());
  if (plan.kind === 'refused') {
    tell(
      `${plan.magic} runs this cell, and an app is Python. Take ${plan.magic} away first.`
    );
    return;
  }
  const problem = await load(panel);
  if (problem !== null) {
    tell(problem);
    return;
  }
  if (plan.kind === 'insert') {
    sharedModel.updateSource(plan.at, plan.at, '%%litapp\n');
  }
  keepLoading(panel);
  panel.content.activeCellIndex = panel.content.widgets.indexOf(cell);
  await app.commands.execute('notebook:run-cell');
}

/** Have the magic in the kernel; gives what is wrong, in words. */
async function load(panel: NotebookPanel): Promise<string | null> {
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
    const { words, detail, repair } = problemOf(
      'notebook_lit',
      name,
      ename,
      evalue
    );
    return [words, detail, repair].filter(part => part !== '').join(' ');
  }
  return null;
}

/** Have the notebook load the extension by itself from now on: run from the top, it would not know %%litapp. */
function keepLoading(panel: NotebookPanel): void {
  const model = panel.content.model;
  if (model === null) {
    return;
  }
  const cells = [...model.cells];
  if (
    cells.some(
      cell => cell.type === 'code' && loads(cell.sharedModel.getSource())
    )
  ) {
    return;
  }
  const first = cells.findIndex(cell => cell.type === 'code');
  model.sharedModel.insertCell(Math.max(first, 0), {
    cell_type: 'code',
    source: LOAD,
    metadata: { trusted: true }
  });
}

function tell(words: string): void {
  Notification.warning(words, { autoClose: 8000 });
}
