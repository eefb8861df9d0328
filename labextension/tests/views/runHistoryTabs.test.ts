import type { ILabShell } from '@jupyterlab/application';
import { expect, it } from 'vitest';

import { ViewPlacement } from '../../src/views/placement';
import { RunHistoryTabs } from '../../src/views/runHistoryTabs';
import { liveApp } from '../fakes/apps';
import { FakeFrontEnd } from '../fakes/frontEnd';
import { FakeServer } from '../fakes/server';

function tested(): { lab: FakeFrontEnd; tabs: RunHistoryTabs } {
  const lab = new FakeFrontEnd();
  const shell = lab.shell as unknown as ILabShell;
  const placement = new ViewPlacement(lab.app, shell);
  return { lab, tabs: new RunHistoryTabs(placement, new FakeServer().model) };
}

it('the runs of an app are shown below its document', () => {
  const { lab, tabs } = tested();
  tabs.open(liveApp(), 'notebook');
  tabs.open(liveApp({ name: 'moon' }), null);
  expect(lab.shell.added.map(one => one.options)).toEqual([
    { ref: 'notebook', mode: 'split-bottom' },
    {}
  ]);
  expect(lab.shell.activated).toEqual(lab.shell.added.map(one => one.id));
});

it('they are shown once for each app', () => {
  const { lab, tabs } = tested();
  tabs.open(liveApp(), null);
  tabs.open(liveApp({}, { path: 'another file.ipynb' }), null);
  tabs.open(liveApp(), null);
  expect(lab.shell.added).toHaveLength(2);
  expect(lab.shell.activated.at(-1)).toBe(lab.shell.added[0]?.id);
});
