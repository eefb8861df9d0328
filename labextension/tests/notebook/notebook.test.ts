import { Notification } from '@jupyterlab/apputils';
import { beforeEach, describe, expect, it } from 'vitest';

import { CommandIDs } from '../../src/commands';
import { addNotebookCommands } from '../../src/notebook/notebook';
import { FakeFrontEnd, FakePalette } from '../fakes/frontEnd';
import { FakeKernel } from '../fakes/kernel';
import { FakeNotebook } from '../fakes/notebook';

let lab: FakeFrontEnd;
let palette: FakePalette;
let kernel: FakeKernel;
let notebook: FakeNotebook;

beforeEach(() => {
  Notification.dismiss();
  lab = new FakeFrontEnd();
  palette = new FakePalette();
  kernel = new FakeKernel();
  notebook = new FakeNotebook(kernel);
  lab.provide('notebook:run-cell');
  lab.provide(CommandIDs.open);
  addNotebookCommands(lab.app, palette as never);
  lab.shell.show(notebook);
});

/** The sources of all cells. */
function sources(): string[] {
  return notebook.content.cells.map(cell => cell.source);
}

/** What the reader was told. */
function warnings(): string[] {
  return Notification.manager.notifications.map(one => one.message);
}

async function runCell(args: { menu?: boolean } = {}): Promise<void> {
  await lab.commands.execute(CommandIDs.runCell, args);
}

describe('the commands', () => {
  it('are in the palette', () => {
    expect(palette.ids).toEqual([
      CommandIDs.runCell,
      CommandIDs.appView,
      CommandIDs.openTab
    ]);
  });

  it('are disabled outside of notebooks', () => {
    lab.shell.show(null);
    expect(palette.ids.map(id => lab.commands.isEnabled(id))).toEqual([
      false,
      false,
      false
    ]);
  });
});

describe('a cell that is run as an app', () => {
  it('gets the magic, and the notebook a cell that loads it', async () => {
    notebook.content.add({ type: 'markdown', source: '# Tide' });
    notebook.content.add({ type: 'code', source: 'x = 1' });
    notebook.content.activeCellIndex = 1;
    await runCell();
    expect(sources()).toEqual([
      '# Tide',
      '%load_ext notebook_lit',
      '%%litapp\nx = 1'
    ]);
    expect(notebook.content.activeCellIndex).toBe(2);
    expect(kernel.executed).toEqual([
      'get_ipython().extension_manager.load_extension("notebook_lit")'
    ]);
    expect(lab.executed.map(([id]) => id)).toEqual(['notebook:run-cell']);
  });

  it('stays as it is if it has both already', async () => {
    notebook.content.add({ type: 'code', source: '%load_ext notebook_lit' });
    notebook.content.add({ type: 'code', source: '%%litapp\nx = 1' });
    notebook.content.activeCellIndex = 1;
    await runCell();
    expect(sources()).toEqual(['%load_ext notebook_lit', '%%litapp\nx = 1']);
    expect(lab.executed).toHaveLength(1);
  });

  it('is the one under the mouse, if it is run from the menu', async () => {
    notebook.content.add({ type: 'code', source: '%load_ext notebook_lit' });
    const cell = notebook.content.add({ type: 'code', source: 'x = 1' });
    lab.contextMenuHits.push(cell.node);
    await runCell({ menu: true });
    expect(sources()[1]).toBe('%%litapp\nx = 1');
  });

  it('is disabled for text, but offered in the menu', () => {
    notebook.content.add({ type: 'markdown', source: '# Tide' });
    const isEnabled = (args: { menu?: boolean }): boolean =>
      lab.commands.isEnabled(CommandIDs.runCell, args);
    expect([isEnabled({}), isEnabled({ menu: true })]).toEqual([false, true]);
  });
});

describe('a cell that cannot be an app stays as it is', () => {
  beforeEach(() => {
    notebook.content.add({ type: 'code', source: 'x = 1' });
  });

  /** Nothing was changed or run, and the reader was told why. */
  async function expectRefusal(reason: string): Promise<void> {
    const before = sources();
    await runCell();
    expect(sources()).toEqual(before);
    expect(lab.executed).toEqual([]);
    expect(warnings()).toEqual([expect.stringContaining(reason)]);
  }

  it('if another magic runs it', async () => {
    notebook.content.cells.splice(0, 1, { type: 'code', source: '%%bash\nls' });
    await expectRefusal('%%bash runs this cell');
  });

  it('if there is no kernel', async () => {
    notebook.sessionContext.connect(null);
    await expectRefusal('no kernel');
  });

  it('if the kernel runs another language', async () => {
    kernel.language = 'R';
    await expectRefusal('Apps need a Python kernel');
  });

  it('if the kernel does not have notebook_lit', async () => {
    kernel.reply = {
      status: 'error',
      ename: 'ModuleNotFoundError',
      evalue: "No module named 'notebook_lit'"
    };
    await expectRefusal('pip install notebook_lit');
  });
});

describe('a busy kernel', () => {
  it('runs the app later, and the reader is told so', async () => {
    notebook.content.add({ type: 'code', source: 'x = 1' });
    kernel.status = 'busy';
    await runCell();
    expect(warnings()).toEqual([expect.stringContaining('busy')]);
    expect(lab.executed).toHaveLength(1);
  });
});

describe('the app view', () => {
  it('is toggled, with a hint if there is no app to be seen', async () => {
    const isToggled = (): boolean => lab.commands.isToggled(CommandIDs.appView);
    expect(isToggled()).toBe(false);
    await lab.commands.execute(CommandIDs.appView);
    expect(isToggled()).toBe(true);
    expect(warnings()).toEqual([expect.stringContaining('No cell')]);
    await lab.commands.execute(CommandIDs.appView);
    expect([isToggled(), warnings().length]).toEqual([false, 1]);
  });

  it('comes without a hint if an app is shown', async () => {
    const output = document.createElement('div');
    output.className = 'lit-saved';
    notebook.node.append(output);
    await lab.commands.execute(CommandIDs.appView);
    expect(warnings()).toEqual([]);
  });
});

describe('the app of the active cell', () => {
  it('is opened in a tab', async () => {
    const app = { name: 'tide', model_id: 'm1' };
    notebook.content.add({ type: 'code', source: 'x', app });
    expect(lab.commands.isEnabled(CommandIDs.openTab)).toBe(true);
    await lab.commands.execute(CommandIDs.openTab);
    const args = { path: 'a.ipynb', kernel: 'k1', name: 'tide' };
    expect(lab.executed).toEqual([[CommandIDs.open, args]]);
  });

  it('is not offered where there is none', () => {
    notebook.content.add({ type: 'code', source: 'x' });
    expect(lab.commands.isEnabled(CommandIDs.openTab)).toBe(false);
  });
});
