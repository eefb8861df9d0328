import type { ILabShell } from '@jupyterlab/application';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { CommandIDs } from '../../src/commands';
import { Settings } from '../../src/settings';
import { AppTabs } from '../../src/views/appTabs';
import { ViewPlacement } from '../../src/views/placement';
import { RunHistoryTabs } from '../../src/views/runHistoryTabs';
import { FakeFrontEnd } from '../fakes/frontEnd';
import { FakeKernel } from '../fakes/kernel';
import { FakeNotebook } from '../fakes/notebook';
import { buttonOf } from '../fakes/page';
import { FakeServer } from '../fakes/server';

let lab: FakeFrontEnd;
let server: FakeServer;
let tabs: AppTabs;
const TIDE = { kernel: 'k1', path: 'a.ipynb', name: 'tide' };

beforeEach(() => {
  lab = new FakeFrontEnd();
  server = new FakeServer();
  server.start();
  const shell = lab.shell as unknown as ILabShell;
  const placement = new ViewPlacement(lab.app, shell);
  const history = new RunHistoryTabs(placement, server.model);
  tabs = new AppTabs(lab.app, placement, server.model, history, new Settings());
});

/** Open a notebook in the shell. */
function notebook(): FakeNotebook {
  const opened = new FakeNotebook(new FakeKernel('k1'), 'a.ipynb');
  lab.shell.add(opened);
  return opened;
}

describe('the tabs of apps', () => {
  it('are opened beside the notebook', () => {
    const { id } = notebook();
    const tab = tabs.open(TIDE);
    expect(lab.shell.added.at(-1)).toEqual({
      id: tab.id,
      area: 'main',
      options: { ref: id, mode: 'split-right' }
    });
  });

  it('are opened anywhere if the notebook is closed', () => {
    tabs.open(TIDE);
    expect(lab.shell.added.at(-1)?.options).toEqual({});
  });

  it('are opened once for each app', () => {
    const tab = tabs.open(TIDE);
    expect(tabs.open({ ...TIDE, kernel: 'another' })).toBe(tab);
    expect(lab.shell.activated).toEqual([tab.id]);
    expect(tabs.open({ ...TIDE, name: 'moon' })).not.toBe(tab);
    expect(tabs.open({ ...TIDE, path: 'b.ipynb' })).not.toBe(tab);
  });

  it('show the app while the notebook is open', () => {
    server.report();
    const tab = tabs.open(TIDE);
    expect(tab.node.querySelector('.lit-saved')).toBeNull();
    notebook();
    server.model.refresh();
    expect(tab.node.querySelector('.lit-saved')).not.toBeNull();
  });

  it('show nothing of a notebook without a kernel', () => {
    server.report();
    notebook().sessionContext.connect(null);
    const tab = tabs.open(TIDE);
    expect(tab.node.querySelector('.lit-saved')).toBeNull();
  });

  it('lead to the cell', async () => {
    server.report();
    const { content, id } = notebook();
    content.add({ type: 'code', source: '%%litapp tide' });
    const tab = tabs.open(TIDE);
    buttonOf(tab.node, 'Go to the cell of tide').click();
    await vi.waitFor(() => expect(lab.shell.activated).toContain(id));
  });
});

describe('the command that opens one', () => {
  it('takes what a reload of the page has kept', async () => {
    const args = { ...TIDE, id: 'kept', wide: true };
    const tab: unknown = await lab.commands.execute(CommandIDs.open, args);
    expect(tab).toMatchObject({ id: 'kept', wide: true, appRef: TIDE });
  });

  it('finds the app by its file if there is no kernel', async () => {
    server.report();
    const args = { path: 'a.ipynb', name: 'tide' };
    const tab: unknown = await lab.commands.execute(CommandIDs.open, args);
    expect(tab).toMatchObject({ appRef: TIDE, wide: false });
  });

  it('refuses anything else', async () => {
    const open = lab.commands.execute(CommandIDs.open, { name: 'tide' });
    await expect(open).rejects.toThrow('has a path and a name');
  });

  it('brings the tabs back', () => {
    const kept: unknown[] = [];
    const tab = tabs.open(TIDE, true);
    tabs.restore({
      restore: (_: unknown, options: { command: string; args: unknown }) => {
        const argsOf = options.args as (one: unknown) => unknown;
        kept.push([options.command, argsOf(tab)]);
        return Promise.resolve();
      }
    } as never);
    const args = { ...TIDE, id: tab.id, wide: true };
    expect(kept).toEqual([[CommandIDs.open, args]]);
  });
});
