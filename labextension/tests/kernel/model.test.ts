import { describe, expect, it } from 'vitest';

import { AppsModel } from '../../src/kernel/model';
import { entry, FakeKernel, FakeServices } from '../fakes/kernel';

function opened(notebooks: Record<string, FakeKernel> = {}): {
  model: AppsModel;
  server: FakeServices;
} {
  const server = new FakeServices();
  const model = new AppsModel(
    server.services,
    id => notebooks[id]?.connection ?? null,
    'me'
  );
  return { model, server };
}

describe('the model', () => {
  it('asks no kernel while nobody looks', () => {
    const notebook = new FakeKernel('k1');
    const { server } = opened({ k1: notebook });
    server.start('k1', 'a.ipynb');
    expect([notebook.asked, server.made]).toEqual([[], []]);
  });

  it('uses the connection of an open notebook, and makes none', async () => {
    const notebook = new FakeKernel('k1');
    const { model, server } = opened({ k1: notebook });
    model.addViewer(server);
    server.start('k1', 'a.ipynb');
    await Promise.resolve();
    expect(notebook.asked).toEqual(['listen']);
    expect(server.made).toEqual([]);
  });

  it('makes one for other kernels, and never takes their widget messages', () => {
    const { model, server } = opened();
    model.addViewer(server);
    server.start('k1', 'a.ipynb');
    model.refresh();
    expect(server.made.map(made => made.handleComms)).toEqual([false]);
  });

  it('lets its own go when the notebook is opened', async () => {
    const notebooks: Record<string, FakeKernel> = {};
    const { model, server } = opened(notebooks);
    model.addViewer(server);
    server.start('k1', 'a.ipynb');
    notebooks.k1 = new FakeKernel('k1');
    model.refresh();
    expect(server.made[0]?.kernel.isDisposed).toBe(true);
    await Promise.resolve();
    expect(notebooks.k1.asked).toEqual(['listen']);
  });

  it('groups apps by notebook, and shows no kernel that has none', () => {
    const { model, server } = opened();
    model.addViewer(server);
    server.start('k1', 'a.ipynb');
    server.start('k2', 'b.ipynb');
    server.made[1]?.kernel.tell({ type: 'list', apps: [entry('tide')] });
    expect(model.groups.map(group => group.title)).toEqual(['b.ipynb']);
  });

  it('finds an app by its kernel, and in a new kernel by its file', () => {
    const { model, server } = opened();
    model.addViewer(server);
    server.start('k2', 'b.ipynb');
    server.made[0]?.kernel.tell({ type: 'list', apps: [entry('tide')] });
    const where = { kernel: 'k2', path: 'old.ipynb', name: 'tide' };
    expect(model.find(where)?.group.path).toBe('b.ipynb');
    expect(model.find({ ...where, kernel: 'k1' })).toBeNull();
    const file = { ...where, kernel: 'k1', path: 'b.ipynb' };
    expect(model.find(file)?.group.id).toBe('k2');
    expect(model.find({ ...file, name: 'another' })).toBeNull();
  });

  it('listens as long as one of those who look is there', () => {
    const { model, server } = opened();
    const [sidebar, tab] = [{}, {}];
    model.addViewer(sidebar);
    model.addViewer(tab);
    server.start('k1', 'a.ipynb');
    model.removeViewer(sidebar);
    expect(server.made[0]?.kernel.isDisposed).toBe(false);
    model.removeViewer(tab);
    expect(server.made[0]?.kernel.isDisposed).toBe(true);
  });

  it('hands on why an app ran', () => {
    const { model, server } = opened();
    const told: unknown[] = [];
    model.historyReceived.connect((_, { kernel, app, runs }) => {
      told.push([kernel, app, runs.map(run => run.number)]);
    });
    model.addViewer(server);
    server.start('k1', 'a.ipynb');
    const why = { type: 'why', app: 'tide', runs: [{ number: 7 }] };
    server.made[0]?.kernel.tell({ ...why, to: 'you' });
    server.made[0]?.kernel.tell({ ...why, to: 'me' });
    expect(told).toEqual([['k1', 'tide', [7]]]);
  });

  it('forgets a kernel that has ended', () => {
    const { model, server } = opened();
    model.addViewer(server);
    server.start('k1', 'a.ipynb');
    server.made[0]?.kernel.tell({ type: 'list', apps: [entry('tide')] });
    server.stop('k1');
    expect(model.groups).toEqual([]);
    expect(server.made[0]?.kernel.isDisposed).toBe(true);
  });

  it('tells a kernel that it leaves, if its notebook is closed', async () => {
    const notebook = new FakeKernel('k1');
    const { model, server } = opened({ k1: notebook });
    model.addViewer(server);
    server.start('k1', 'a.ipynb');
    await Promise.resolve();
    notebook.tell({ type: 'list', apps: [entry('tide')] });
    server.stop('k1');
    expect(notebook.asked).toEqual(['listen', 'leave']);
  });

  it('tells of what changes, and of requests that failed', () => {
    const { model, server } = opened();
    let changes = 0;
    const failed: string[] = [];
    model.addViewer(server);
    server.start('k1', 'a.ipynb');
    model.changed.connect(() => {
      changes += 1;
    });
    model.requestFailed.connect((_, words) => {
      failed.push(words);
    });
    const kernel = server.made[0]?.kernel;
    kernel?.tell({ type: 'list', apps: [entry('tide')] });
    kernel?.tell({ type: 'answer', to: 'me', request: 1, error: 'no' });
    expect([changes, failed]).toEqual([1, ['no']]);
  });
});

describe('a glance, while nobody looks', () => {
  /** What was said on our comm, whole. */
  const said = (kernel: FakeKernel): unknown[] =>
    kernel.said.map(message => (message.content as { data: unknown }).data);
  const brief = { do: 'listen', brief: true, client: 'me' };
  const full = { do: 'listen', client: 'me' };

  it('asks only for states, and only kernels that have apps', async () => {
    const [some, none] = [new FakeKernel('k1'), new FakeKernel('k2')];
    none.comms.length = 0;
    const { model, server } = opened({ k1: some, k2: none });
    model.listensInBackground = true;
    server.start('k1', 'a.ipynb');
    server.start('k2', 'b.ipynb');
    server.start('k3', 'c.ipynb');
    await Promise.resolve();
    expect([said(some), said(none), server.made]).toEqual([[brief], [], []]);
  });

  it('hears of apps that come later, since their kernel asks', () => {
    const notebook = new FakeKernel('k1');
    const { model, server } = opened({ k1: notebook });
    model.listensInBackground = true;
    server.start('k1', 'a.ipynb');
    notebook.tell({ type: 'ask' });
    notebook.tell({ type: 'list', apps: [entry('a', { state: 'error' })] });
    expect(said(notebook)).toEqual([brief]);
    expect(model.groups[0]?.client.apps.get('a')?.state).toBe('error');
  });

  it('becomes a look when somebody comes, and a glance again when he leaves', () => {
    const notebook = new FakeKernel('k1');
    const { model, server } = opened({ k1: notebook });
    model.listensInBackground = true;
    server.start('k1', 'a.ipynb');
    notebook.tell({ type: 'ask' });
    model.addViewer(server);
    model.removeViewer(server);
    expect(said(notebook)).toEqual([brief, full, brief]);
  });
});
