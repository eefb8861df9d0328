import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import {
  type FileTab,
  FileTabFactory,
  READ_ONLY_MODEL,
  ReadOnlyModelFactory
} from '../../src/files/fileTab';
import { FakeFileServer, fileApp } from '../fakes/fileKernel';
import { FakeKernel } from '../fakes/kernel';
import { FakeContext } from '../fakes/notebook';
import { attach, buttonOf, textOf } from '../fakes/page';

let tab: FileTab;
let file: FakeContext;
let server: FakeFileServer;
let done: unknown[];

/** The buttons of a file that is open in a tab; its kernel has the app. */
function button(label: string): HTMLButtonElement {
  return buttonOf(tab.toolbar.node, label);
}

beforeEach(async () => {
  vi.useFakeTimers();
  done = [];
  file = new FakeContext('apps/sales.py');
  server = new FakeFileServer();
  server.make = () => {
    const kernel = new FakeKernel();
    kernel.apps = [fileApp('sales.py')];
    return kernel;
  };
  const options = { name: 'Lit App', fileTypes: ['python'] };
  const factory = new FileTabFactory(options, server.kernels, () => ({
    run: true,
    watchMode: () => 'run',
    lastModified: () => Promise.resolve(''),
    edit: path => done.push(['edit', path]),
    showHistory: ({ app }, { id }) => done.push(['history', app.name, id])
  }));
  tab = attach(factory.createNew(file.context));
  tab.id = 'tab';
  await vi.advanceTimersByTimeAsync(0);
});
afterEach(() => {
  tab.dispose();
  vi.useRealTimers();
});

it('the toolbar leads to the editor and to the runs', () => {
  button('Edit sales.py beside the app').click();
  button('Why sales.py ran').click();
  expect(done).toEqual([
    ['edit', 'apps/sales.py'],
    ['history', 'sales.py', 'tab']
  ]);
});

it('the toolbar makes the app wide, and shows that it is', () => {
  button('Wide').click();
  expect(tab.content.wide).toBe(true);
  expect(button('Wide').getAttribute('aria-pressed')).toBe('true');
});

it('a run in progress is marked in the title and the toolbar', () => {
  const running = fileApp('sales.py', { state: 'running' });
  const { kernel } = server.at('apps/sales.py');
  kernel.tell({ type: 'change', apps: [running] });
  expect(tab.title.className).toBe('lit-tab-running');
  expect(textOf(tab.toolbar.node, '.lit-apps-state')).toBe('Running');
  kernel.tell({ type: 'change', apps: [fileApp('sales.py')] });
  expect(tab.title.className).toBe('');
});

it('a renamed file gets a toolbar with its new name, as wide as before', () => {
  tab.content.wide = true;
  file.rename('apps/profit.py');
  expect(button('Run profit.py again').isConnected).toBe(true);
  expect(() => button('Run sales.py again')).toThrow('no button');
  expect(button('Wide').getAttribute('aria-pressed')).toBe('true');
});

it('the model of a notebook file cannot be changed', () => {
  const factory = new ReadOnlyModelFactory();
  expect(factory.name).toBe(READ_ONLY_MODEL);
  expect(factory.createNew().readOnly).toBe(true);
});
