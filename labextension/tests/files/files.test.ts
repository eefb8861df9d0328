import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Widget } from '@lumino/widgets';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { CommandIDs } from '../../src/commands';
import { activateFiles } from '../../src/files/files';
import { TEMPLATE } from '../../src/files/template';
import { Settings } from '../../src/settings';
import type { FileTabFactory } from '../../src/files/fileTab';
import { FakeFileServer } from '../fakes/fileKernel';
import { FakeFrontEnd, FakePalette } from '../fakes/frontEnd';
import { FakeContext } from '../fakes/notebook';

/** The files of a server; the text of each is kept. */
class FakeContents {
  readonly files = new Map<string, string>();
  /** Whether another client takes each name before a rename. */
  isRaced = false;

  get(path: string): Promise<{ last_modified: string }> {
    return this.files.has(path)
      ? Promise.resolve({ last_modified: 'monday' })
      : Promise.reject(new Error('404'));
  }

  newUntitled({ path }: { path: string }): Promise<{ path: string }> {
    const created = path === '' ? 'untitled.py' : `${path}/untitled.py`;
    this.files.set(created, '');
    return Promise.resolve({ path: created });
  }

  save(path: string, { content }: { content: string }): Promise<void> {
    this.files.set(path, content);
    return Promise.resolve();
  }

  rename(path: string, to: string): Promise<{ path: string }> {
    if (this.isRaced) {
      return Promise.reject(new Error('409'));
    }
    this.files.set(to, this.files.get(path) ?? '');
    this.files.delete(path);
    return Promise.resolve({ path: to });
  }
}

/** What JupyterLab is asked to open. */
interface IOpened {
  readonly path: string;
  readonly factory: string;
  readonly options: unknown;
}

let lab: FakeFrontEnd;
let contents: FakeContents;
let palette: FakePalette;
let factories: FileTabFactory[];
let selected: string[];
let launched: unknown[];

/** Start the application, with a launcher and a file browser. */
async function start(name = 'JupyterLab'): Promise<void> {
  contents = new FakeContents();
  palette = new FakePalette();
  factories = [];
  selected = [];
  const items: unknown[] = [];
  launched = items;
  const resolved: string[] = [];
  const browser = {
    model: { path: 'apps' },
    selectedItems: () => selected.map(path => ({ path })).values()
  };
  const services: Record<string, unknown> = {
    '@jupyterlab/launcher:ILauncher': {
      add: (item: unknown) => items.push(item)
    },
    '@jupyterlab/filebrowser:IFileBrowserFactory': {
      tracker: { currentWidget: browser }
    }
  };
  lab = Object.assign(new FakeFrontEnd({ contents }), {
    name,
    resolveOptionalService: ({ name }: { name: string }) => {
      resolved.push(name);
      return Promise.resolve(services[name] ?? null);
    },
    docRegistry: {
      addModelFactory: () => undefined,
      addWidgetFactory: (factory: FileTabFactory) => factories.push(factory)
    }
  });
  lab.provide('docmanager:open', open);
  activateFiles(
    lab as unknown as JupyterFrontEnd,
    new FakeFileServer().kernels,
    {
      palette: palette as never,
      restorer: null,
      settings: new Settings(),
      historyTabs: { open: () => undefined } as never
    }
  );
  await vi.waitFor(() => expect(resolved).toHaveLength(2));
}

/** Open a document: a tab of ours, or an editor. */
function open(args: unknown): Widget {
  const { path, factory } = args as IOpened;
  const ours = factories.find(one => one.name === factory);
  const widget = ours?.createNew(new FakeContext(path).context) ?? new Widget();
  widget.id = `${factory} of ${path}`;
  return widget;
}

/** What was opened: the file, with what, and where. */
function opened(): unknown[] {
  return lab.executed.map(([, args]) => {
    const { factory, options, path } = args as IOpened;
    return [path, factory, options];
  });
}

beforeEach(() => start());

describe('a file is opened as an app', () => {
  it('by its path, with what fits its kind', async () => {
    await lab.commands.execute(CommandIDs.openFile, { path: 'a.py' });
    await lab.commands.execute(CommandIDs.openFile, { path: 'b.ipynb' });
    expect(opened()).toEqual([
      ['a.py', 'Lit App', {}],
      ['b.ipynb', 'Lit App (notebook)', {}]
    ]);
  });

  it('if it is the current document, beside that', async () => {
    const editor = Object.assign(new Widget(), { context: { path: 'a.py' } });
    editor.id = 'editor';
    lab.shell.show(editor);
    await lab.commands.execute(CommandIDs.openFile);
    const beside = { ref: 'editor', mode: 'split-right' };
    expect(opened()).toEqual([['a.py', 'Lit App', beside]]);
  });

  it('over a launcher, whatever that is', async () => {
    lab.shell.show(new Widget());
    await lab.commands.execute(CommandIDs.openFile, { path: 'a.py' });
    expect(opened()).toEqual([['a.py', 'Lit App', {}]]);
  });

  it('if it is selected in the file browser and can be an app', async () => {
    selected = ['a.py', 'notes.md', 'b.ipynb'];
    expect(lab.commands.isEnabled(CommandIDs.openFile)).toBe(true);
    await lab.commands.execute(CommandIDs.openFile, { browser: true });
    expect(lab.executed.map(([, args]) => (args as IOpened).path)).toEqual([
      'a.py',
      'b.ipynb'
    ]);
  });

  it('not if there is none', () => {
    expect(lab.commands.isEnabled(CommandIDs.openFile)).toBe(false);
    const notes = Object.assign(new Widget(), { context: { path: 'a.md' } });
    lab.shell.show(notes);
    expect(lab.commands.isEnabled(CommandIDs.openFile)).toBe(false);
  });
});

describe('a file is edited beside its app', () => {
  it('with both opened', async () => {
    await lab.commands.execute(CommandIDs.editBeside, { path: 'a.py' });
    const beside = { ref: 'Editor of a.py', mode: 'split-right' };
    expect(opened()).toEqual([
      ['a.py', 'Editor', {}],
      ['a.py', 'Lit App', beside]
    ]);
  });

  it('at the left of an app that is open', async () => {
    await lab.commands.execute(CommandIDs.openFile, { path: 'b.ipynb' });
    await lab.commands.execute(CommandIDs.editBeside, { path: 'b.ipynb' });
    const ref = 'Lit App (notebook) of b.ipynb';
    const left = { ref, mode: 'split-left' };
    expect(opened().slice(1)).toEqual([['b.ipynb', 'Notebook', left]]);
  });

  it('alone in Notebook 7, which shows one document', async () => {
    await start('Jupyter Notebook');
    expect(lab.commands.isVisible(CommandIDs.editBeside)).toBe(false);
    await lab.commands.execute(CommandIDs.editBeside, { path: 'a.py' });
    expect(opened()).toEqual([['a.py', 'Editor', {}]]);
  });
});

describe('a new app', () => {
  const create = (args: { cwd?: string } = {}): Promise<unknown> =>
    lab.commands.execute(CommandIDs.newFile, args);

  it('gets the first free name in its folder, and the template', async () => {
    contents.files.set('lab/app.py', 'mine').set('lab/app1.py', 'mine too');
    await create({ cwd: 'lab' });
    expect([...contents.files]).toEqual([
      ['lab/app.py', 'mine'],
      ['lab/app1.py', 'mine too'],
      ['lab/app2.py', TEMPLATE]
    ]);
    expect(lab.executed.map(([, args]) => (args as IOpened).factory)).toEqual([
      'Editor',
      'Lit App'
    ]);
  });

  it('goes into the folder of the file browser', async () => {
    await create();
    expect([...contents.files.keys()]).toEqual(['apps/app.py']);
  });

  it('keeps its first name if another client takes the better one', async () => {
    contents.isRaced = true;
    await create({ cwd: 'lab' });
    expect([...contents.files.keys()]).toEqual(['lab/untitled.py']);
  });

  it('is opened as an app in Notebook 7', async () => {
    await start('Jupyter Notebook');
    await create({ cwd: 'lab' });
    expect(opened()).toEqual([['lab/app.py', 'Lit App', {}]]);
  });

  it('is offered by launcher and palette', () => {
    expect(launched).toMatchObject([{ command: CommandIDs.newFile }]);
    expect(palette.ids).toContain(CommandIDs.newFile);
    const label = (args: { isLauncher?: boolean }): string =>
      lab.commands.label(CommandIDs.newFile, args);
    expect([label({}), label({ isLauncher: true })]).toEqual([
      'New Lit App',
      'Lit App'
    ]);
  });
});

describe('a reload of the page', () => {
  it('brings an app back as it was', async () => {
    contents.files.set('a.py', '');
    const args = { path: 'a.py', wide: true };
    const tab: unknown = await lab.commands.execute(
      CommandIDs.restoreFile,
      args
    );
    expect(opened()).toEqual([['a.py', 'Lit App', { mode: 'tab-after' }]]);
    expect(tab).toMatchObject({ content: { wide: true } });
  });

  it('brings nothing back of a file that is gone', async () => {
    const args = { path: 'a.py' };
    const tab: unknown = await lab.commands.execute(
      CommandIDs.restoreFile,
      args
    );
    expect([tab, opened()]).toEqual([undefined, []]);
  });
});
