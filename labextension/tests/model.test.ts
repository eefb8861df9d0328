import { describe, expect, it } from 'vitest';

import { Model } from '../src/model';
import { entry, FakeKernel, FakeServices } from './fakes';

function opened(notebooks: Record<string, FakeKernel> = {}): {
  model: Model;
  server: FakeServices;
} {
  const server = new FakeServices();
  const model = new Model(
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

  it('uses the connection of an open notebook, and makes none', () => {
    const notebook = new FakeKernel('k1');
    const { model, server } = opened({ k1: notebook });
    model.active = true;
    server.start('k1', 'a.ipynb');
    expect(notebook.asked).toEqual(['listen']);
    expect(server.made).toEqual([]);
  });

  it('makes one for other kernels, and never takes their widget messages', () => {
    const { model, server } = opened();
    model.active = true;
    server.start('k1', 'a.ipynb');
    model.refresh();
    expect(server.made.map(made => made.handleComms)).toEqual([false]);
  });

  it('lets its own go when the notebook is opened', () => {
    const notebooks: Record<string, FakeKernel> = {};
    const { model, server } = opened(notebooks);
    model.active = true;
    server.start('k1', 'a.ipynb');
    notebooks.k1 = new FakeKernel('k1');
    model.refresh();
    expect(server.made[0]?.kernel.isDisposed).toBe(true);
    expect(notebooks.k1.asked).toEqual(['listen']);
  });

  it('groups apps by notebook, and shows no kernel that has none', () => {
    const { model, server } = opened();
    model.active = true;
    server.start('k1', 'a.ipynb');
    server.start('k2', 'b.ipynb');
    server.made[1]?.kernel.tell({ type: 'list', apps: [entry('tide')] });
    expect(model.groups.map(group => group.title)).toEqual(['b.ipynb']);
    expect(model.find('model of tide')?.app.name).toBe('tide');
    expect(model.find('another')).toBeNull();
  });

  it('forgets a kernel that has ended', () => {
    const { model, server } = opened();
    model.active = true;
    server.start('k1', 'a.ipynb');
    server.made[0]?.kernel.tell({ type: 'list', apps: [entry('tide')] });
    server.stop('k1');
    expect(model.groups).toEqual([]);
    expect(server.made[0]?.kernel.isDisposed).toBe(true);
  });

  it('tells of what changes, and of requests that failed', () => {
    const { model, server } = opened();
    let changes = 0;
    const failed: string[] = [];
    model.active = true;
    server.start('k1', 'a.ipynb');
    model.changed.connect(() => {
      changes += 1;
    });
    model.failed.connect((_, words) => {
      failed.push(words);
    });
    const kernel = server.made[0]?.kernel;
    kernel?.tell({ type: 'list', apps: [entry('tide')] });
    kernel?.tell({ type: 'answer', to: 'me', request: 1, error: 'no' });
    expect([changes, failed]).toEqual([1, ['no']]);
  });
});
