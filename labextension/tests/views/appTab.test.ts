import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { AppTab, type IRenderSource } from '../../src/views/appTab';
import { FakeKernel } from '../fakes/kernel';
import { FakeSessionContext } from '../fakes/notebook';
import { attach, buttonOf, textOf } from '../fakes/page';
import { FakeRenderMime } from '../fakes/rendering';
import { FakeServer } from '../fakes/server';

let server: FakeServer;
let source: IRenderSource | null;
let tab: AppTab;
let done: unknown[];

beforeEach(() => {
  server = new FakeServer();
  server.start();
  source = sourceOf(new FakeRenderMime());
  done = [];
});
afterEach(() => {
  tab.dispose();
});

/** The renderers of an open notebook. */
function sourceOf(renderers: FakeRenderMime): IRenderSource {
  const kernel = new FakeKernel('k1');
  const { context: sessionContext } = new FakeSessionContext(kernel);
  const document = { isDisposed: false, sessionContext };
  return { context: renderers.context, document };
}

function open(): AppTab {
  const ref = { kernel: 'k1', path: 'a.ipynb', name: 'tide' };
  tab = new AppTab('tab', ref, server.model, {
    renderSource: () => source,
    openNotebook: ({ path }) => done.push(['open', path]),
    goToCell: ({ app }) => done.push(['cell', app.name]),
    showHistory: ({ app }) => done.push(['history', app.name])
  });
  return attach(tab);
}

/** The views of apps in the tab. */
function views(): Element[] {
  return [...tab.node.querySelectorAll('.lit-saved')];
}

/** What the tab says in place of the app. */
function placeholder(): string | null {
  const note = tab.node.querySelector<HTMLElement>('.lit-tab-note');
  return note === null || note.hidden ? null : textOf(note, 'p');
}

describe('the tab of an app', () => {
  it('shows the app of its notebook', () => {
    server.report({ title: '🌊 Tide' });
    open();
    expect([views().length, placeholder()]).toEqual([1, null]);
    expect(tab.title.label).toBe('🌊 Tide');
    expect(tab.node.querySelector('[role=region]')).not.toBeNull();
  });

  it('says that the notebook is closed, and opens it', () => {
    source = null;
    server.report();
    open();
    expect(placeholder()).toContain('while its notebook is open: a.ipynb');
    buttonOf(tab.node, 'Open the notebook').click();
    expect(done).toEqual([['open', 'a.ipynb']]);
  });

  it('says that the app is not running', () => {
    open();
    expect(placeholder()).toContain('is not running');
    expect(buttonOf(tab.node, 'Open the notebook').hidden).toBe(true);
  });

  it('shows the app as soon as it runs', () => {
    open();
    server.report();
    expect([views().length, placeholder()]).toEqual([1, null]);
  });

  it('keeps its view while the same app changes', () => {
    server.report();
    open();
    const [before] = views();
    server.report({ runs: 2 });
    server.report({ model: 'a new model' });
    expect(views()).toHaveLength(1);
    expect(views()[0]).toBe(before);
  });

  it('takes a new view when the notebook is opened again', () => {
    server.report();
    open();
    const [before] = views();
    source = sourceOf(new FakeRenderMime());
    server.model.refresh();
    expect(views()).toHaveLength(1);
    expect(views()[0]).not.toBe(before);
  });

  it('marks a run in progress in its title', () => {
    server.report({ state: 'running', elapsed: 0 });
    open();
    expect(tab.title.className).toBe('lit-tab-running');
    server.report();
    expect(tab.title.className).toBe('');
  });

  it('follows its notebook to a new kernel, which a reload must know', () => {
    server.report();
    open();
    let changes = 0;
    tab.stateChanged.connect(() => {
      changes += 1;
    });
    server.services.stop('k1');
    server.start('k2');
    server.report({}, 'k2');
    expect(tab.appRef).toMatchObject({ kernel: 'k2', path: 'a.ipynb' });
    expect(changes).toBe(1);
  });

  it('can be wide, which a reload must know too', () => {
    open();
    let changes = 0;
    tab.stateChanged.connect(() => {
      changes += 1;
    });
    buttonOf(tab.node, 'Wide').click();
    expect([tab.wide, changes]).toEqual([true, 1]);
  });

  it('leads to the cell and to the runs', () => {
    server.report();
    open();
    buttonOf(tab.node, 'Go to the cell of tide').click();
    buttonOf(tab.node, 'Why tide ran').click();
    expect(done).toEqual([
      ['cell', 'tide'],
      ['history', 'tide']
    ]);
  });

  it('listens to the kernels as long as it is open', () => {
    open();
    server.model.removeViewer(server);
    expect(server.kernel().isDisposed).toBe(false);
    const kernel = server.kernel();
    tab.dispose();
    expect(kernel.isDisposed).toBe(true);
  });
});
