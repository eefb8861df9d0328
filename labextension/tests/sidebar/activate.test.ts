import type { ILabShell } from '@jupyterlab/application';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { CommandIDs } from '../../src/commands';
import { Settings } from '../../src/settings';
import { activateSidebar } from '../../src/sidebar/activate';
import { FakeFileServer, fileApp } from '../fakes/fileKernel';
import { FakeFrontEnd, FakePalette } from '../fakes/frontEnd';
import { entry, FakeKernel } from '../fakes/kernel';
import { FakeNotebook } from '../fakes/notebook';
import { attach, buttonOf, flush } from '../fakes/page';

let lab: FakeFrontEnd;
let palette: FakePalette;
let server: FakeFileServer;

beforeEach(() => {
  document.body.replaceChildren();
  palette = new FakePalette();
  server = new FakeFileServer();
  lab = new FakeFrontEnd(server.services.services);
  for (const id of [CommandIDs.openFile, CommandIDs.editBeside]) {
    lab.provide(id);
  }
  const frontEnd = {
    app: lab.app,
    lab: lab.shell as unknown as ILabShell,
    palette: palette as never,
    restorer: null
  };
  activateSidebar(frontEnd, server.kernels, new Settings());
  attach(lab.shell.area('right'));
});

/** A notebook with the app "tide" is open. */
function notebook(): FakeNotebook {
  const kernel = new FakeKernel();
  const opened = new FakeNotebook(kernel);
  lab.shell.add(opened);
  opened.content.add({ type: 'code', source: '%%litapp tide' });
  server.services.start('k1', 'a.ipynb');
  kernel.tell({ type: 'list', apps: [entry('tide')] });
  flush();
  return opened;
}

/** A file runs as an app. */
async function file(): Promise<void> {
  server.make = () => new FakeKernel('k2');
  await server.kernels.getOrStart('sales.py', true);
  const { kernel } = server.at('sales.py');
  kernel.tell({ type: 'list', apps: [fileApp('sales.py')] });
  flush();
}

function press(label: string): void {
  buttonOf(lab.shell.area('right').node, label).click();
}

describe('the sidebar', () => {
  it('is added at the right, and shown by a command', async () => {
    expect(lab.shell.added[0]).toMatchObject({
      id: 'notebook-lit-apps',
      area: 'right'
    });
    await lab.commands.execute(CommandIDs.show);
    expect(lab.shell.activated).toEqual(['notebook-lit-apps']);
    expect(palette.ids).toEqual([CommandIDs.show]);
  });

  it('keeps no connection of its own to an open notebook or a file', async () => {
    notebook();
    await file();
    const { made } = server.services;
    expect(made.filter(({ kernel }) => !kernel.isDisposed)).toEqual([]);
  });
});

describe('an app of a notebook', () => {
  it('leads to its cell', async () => {
    const { content } = notebook();
    press('Go to the cell of tide');
    await vi.waitFor(() => expect(content.scrolledTo).toEqual([0]));
  });

  it('is opened in a tab, which is shown', async () => {
    notebook();
    press('Open tide in a tab');
    await vi.waitFor(() => {
      const tab = lab.shell.added.at(-1)?.id;
      expect(tab).toMatch(/^notebook-lit-tab-/);
      expect(lab.shell.activated).toEqual([tab]);
    });
  });

  it('shows its runs below its notebook', () => {
    const { id } = notebook();
    press('Why tide ran');
    expect(lab.shell.added.at(-1)?.options).toEqual({
      ref: id,
      mode: 'split-bottom'
    });
  });
});

describe('an app of a file', () => {
  it('is edited, or opened, as the file that it is', async () => {
    await file();
    press('Go to the file of sales.py');
    press('Open sales.py in a tab');
    expect(lab.executed).toEqual([
      [CommandIDs.editBeside, { path: 'sales.py' }],
      [CommandIDs.openFile, { path: 'sales.py' }]
    ]);
  });

  it('shows its runs where there is room', async () => {
    await file();
    press('Why sales.py ran');
    expect(lab.shell.added.at(-1)?.options).toEqual({});
  });
});
