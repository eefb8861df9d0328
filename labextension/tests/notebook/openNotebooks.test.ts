import { Widget } from '@lumino/widgets';
import { beforeEach, describe, expect, it } from 'vitest';

import {
  goToCell,
  notebookAtPath,
  notebookWithKernel,
  onKernelChanges,
  openNotebook,
  openNotebooks
} from '../../src/notebook/openNotebooks';
import { liveApp } from '../fakes/apps';
import { FakeFrontEnd } from '../fakes/frontEnd';
import { FakeKernel } from '../fakes/kernel';
import { FakeNotebook } from '../fakes/notebook';

let lab: FakeFrontEnd;
beforeEach(() => {
  lab = new FakeFrontEnd();
});

/** Open a notebook in the shell. */
function opened(kernel: string, path: string): FakeNotebook {
  const notebook = new FakeNotebook(new FakeKernel(kernel), path);
  lab.shell.add(notebook);
  return notebook;
}

describe('an open notebook', () => {
  it('is found among other documents, by its kernel and by its path', () => {
    lab.shell.add(new Widget());
    const [a, b] = [opened('k1', 'a.ipynb'), opened('k2', 'b.ipynb')];
    expect(openNotebooks(lab.app)).toEqual([a, b]);
    expect(notebookWithKernel(lab.app, 'k2')).toBe(b);
    expect(notebookAtPath(lab.app, 'a.ipynb')).toBe(a);
    expect(notebookWithKernel(lab.app, 'k3')).toBeNull();
    expect(notebookAtPath(lab.app, 'c.ipynb')).toBeNull();
  });

  it('is not opened again, also if its kernel is another one', async () => {
    const a = opened('k1', 'a.ipynb');
    expect(await openNotebook(lab.app, 'k1', 'old.ipynb')).toBe(a);
    expect(await openNotebook(lab.app, 'k9', 'a.ipynb')).toBe(a);
  });
});

describe('a closed notebook', () => {
  it('is opened, beside a tab if one is given', async () => {
    lab.provide('docmanager:open', args => {
      opened('k1', (args as { path: string }).path);
    });
    const a = await openNotebook(lab.app, 'k1', 'a.ipynb');
    const b = await openNotebook(lab.app, 'k2', 'b.ipynb', 'tab');
    expect([a?.context.path, b?.context.path]).toEqual(['a.ipynb', 'b.ipynb']);
    expect(lab.executed.map(([, args]) => args)).toEqual([
      { path: 'a.ipynb', options: {} },
      { path: 'b.ipynb', options: { ref: 'tab', mode: 'split-left' } }
    ]);
  });

  it('that cannot be opened is none', async () => {
    lab.provide('docmanager:open');
    expect(await openNotebook(lab.app, 'k1', 'a.ipynb')).toBeNull();
    await goToCell(lab.app, liveApp());
    expect(lab.shell.activated).toEqual([]);
  });
});

describe('the cell of an app', () => {
  it('is the one that shows it', async () => {
    const notebook = opened('k1', 'a.ipynb');
    notebook.content.add({ type: 'code', source: '%%litapp tide' });
    const app = { name: 'tide', model_id: 'model of tide' };
    notebook.content.add({ type: 'code', source: '%%litapp tide', app });
    await goToCell(lab.app, liveApp());
    expect(lab.shell.activated).toEqual([notebook.id]);
    expect(notebook.content.activeCellIndex).toBe(1);
    expect(notebook.content.scrolledTo).toEqual([1]);
  });

  it('is else the one with its name', async () => {
    const notebook = opened('k1', 'a.ipynb');
    notebook.content.add({ type: 'markdown', source: 'tide' });
    notebook.content.add({ type: 'code', source: '%%litapp tide\nx = 1' });
    await goToCell(lab.app, liveApp());
    expect(notebook.content.scrolledTo).toEqual([1]);
  });

  it('may be missing: then only its notebook is shown', async () => {
    const notebook = opened('k1', 'a.ipynb');
    notebook.content.add({ type: 'code', source: 'x = 1' });
    await goToCell(lab.app, liveApp());
    expect(lab.shell.activated).toEqual([notebook.id]);
    expect(notebook.content.scrolledTo).toEqual([]);
  });
});

describe('a change of kernels', () => {
  it('is noticed in each notebook, once', async () => {
    const a = opened('k1', 'a.ipynb');
    let changes = 0;
    onKernelChanges(lab.app, () => (changes += 1));
    await lab.restored;
    await a.sessionContext.ready;
    lab.shell.show(a);
    lab.shell.show(a);
    changes = 0;
    a.sessionContext.connect(new FakeKernel('k2'));
    expect(changes).toBe(1);
    a.dispose();
    expect(changes).toBe(2);
  });

  it('is noticed in a notebook that was open before a reload', async () => {
    const a = opened('k1', 'a.ipynb');
    let changes = 0;
    onKernelChanges(lab.app, () => (changes += 1));
    await lab.restored;
    changes = 0;
    a.sessionContext.connect(null);
    expect(changes).toBe(1);
  });

  it('is noticed in a notebook that is opened later', async () => {
    let changes = 0;
    onKernelChanges(lab.app, () => (changes += 1));
    await lab.restored;
    const b = opened('k2', 'b.ipynb');
    lab.shell.show(b);
    b.sessionContext.connect(null);
    expect(changes).toBe(1);
  });
});
