import { Notification } from '@jupyterlab/apputils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { FileApp } from '../../src/files/fileApp';
import { WIDGET_VIEW_MIME } from '../../src/output/outputRenderer';
import { Problem } from '../../src/ui/problem';
import { display, FakeFileServer, fileApp } from '../fakes/fileKernel';
import { FakeKernel } from '../fakes/kernel';
import { FakeContext } from '../fakes/notebook';
import { attach, buttonOf } from '../fakes/page';

let server: FakeFileServer;
let file: FakeContext;
let app: FileApp;
/** When the file was saved last, and the files that were to be edited. */
let saved: string;
let edited: string[];

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeFileServer();
  file = new FakeContext('sales.py');
  saved = 'monday';
  edited = [];
});
afterEach(() => {
  app.dispose();
  vi.useRealTimers();
});

function created(run = true): FileApp {
  app = new FileApp(file.context, server.kernels, {
    run,
    watchMode: () => 'ask',
    lastModified: () => Promise.resolve(saved),
    edit: path => edited.push(path),
    showHistory: () => undefined
  });
  return app;
}

async function settle(ms = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

/** The file's kernel has the app already. */
function alive(): void {
  server.alive = true;
  server.make = () => {
    const kernel = new FakeKernel();
    kernel.apps = [fileApp('sales.py')];
    return kernel;
  };
}

/** Open the file in a tab, with the app that its kernel has. */
async function opened(): Promise<FileApp> {
  alive();
  attach(created());
  await settle();
  return app;
}

/** Open the file in a tab, and see it fail. */
async function failed(): Promise<FileApp> {
  server.error = new Problem('sales.py cannot run.', 'line 3', 'Correct it.');
  attach(created());
  await settle();
  server.error = null;
  return app;
}

/** What the card above the app says; null if there is none. */
function card(): string | null {
  const node = app.node.querySelector<HTMLElement>('.lit-message');
  const words = node?.querySelector('.lit-message-words');
  return node?.classList.contains('lm-mod-hidden') === false
    ? (words?.textContent ?? null)
    : null;
}

/** The view of the app: what it shows, and whether it cannot be operated. */
function view(): { text: string | null; inert: boolean } {
  const node = app.node.querySelector<HTMLElement>('.lit-file-view');
  return { text: node?.textContent ?? null, inert: node?.inert === true };
}

describe('a file', () => {
  it('does nothing before it is shown in the page', async () => {
    created();
    await settle();
    expect(server.starts).toEqual([]);
  });

  it('is run, as the settings say, and shown as soon as it displays', async () => {
    server.make = () => {
      const kernel = new FakeKernel();
      kernel.apps = [];
      return kernel;
    };
    attach(created());
    expect(card()).toBe('Starting sales.py…');
    await settle();
    const running = server.at('sales.py');
    expect(running.kernel.executed[0]).toContain('--watch=ask');
    display(running);
    await settle();
    expect([card(), view().text]).toEqual([null, 'm1']);
    expect(running.renderers.trusted).toEqual([[WIDGET_VIEW_MIME, true]]);
  });

  it('is not run again if its kernel has the app', async () => {
    await opened();
    expect(server.at('sales.py').kernel.executed).toEqual([]);
    expect([card(), app.app?.modelId]).toEqual([null, 'm1']);
    expect(app.liveApp).toMatchObject({
      group: { id: 'k1', path: 'sales.py (Lit App)' },
      app: { name: 'sales.py' }
    });
  });

  it('says that its kernel is busy', async () => {
    server.make = () => {
      const kernel = new FakeKernel();
      kernel.status = 'busy';
      return kernel;
    };
    attach(created());
    await settle();
    expect(card()).toContain('The kernel is busy: sales.py');
    expect([app.app, app.liveApp]).toEqual([null, null]);
  });
});

describe('a file that a reload brings back', () => {
  it('runs nothing, but offers to', async () => {
    attach(created(false));
    expect(card()).toBe('Looking for sales.py…');
    await settle();
    expect(card()).toBe('sales.py is not running.');
    expect(server.starts).toEqual([false]);
    buttonOf(app.node, 'Run the app').click();
    await settle();
    expect(server.starts).toEqual([false, true]);
  });

  it('shows the app that still runs', async () => {
    alive();
    attach(created(false));
    await settle();
    expect([card(), app.app?.name]).toEqual([null, 'sales.py']);
  });
});

describe('a file that cannot run', () => {
  it('shows the problem, and leads to the editor', async () => {
    await failed();
    expect(card()).toBe('sales.py cannot run.');
    expect(app.node.textContent).toContain('line 3');
    buttonOf(app.node, 'Edit sales.py').click();
    expect(edited).toEqual(['sales.py']);
  });

  it('for an unknown reason shows that', async () => {
    server.error = new Error('no memory');
    attach(created());
    await settle();
    expect(card()).toBe('The app could not be started.');
    expect(app.node.textContent).toContain('no memory');
  });

  it('is run again once it was saved, and not before', async () => {
    await failed();
    await settle(3000);
    expect(server.starts).toHaveLength(1);
    alive();
    saved = 'tuesday';
    await settle(1000);
    expect([card(), app.app?.name]).toEqual([null, 'sales.py']);
  });

  it('is not looked after while nobody sees it', async () => {
    await failed();
    app.hide();
    saved = 'tuesday';
    await settle(3000);
    expect(server.starts).toHaveLength(1);
    app.show();
    await settle(1000);
    expect(server.starts).toHaveLength(2);
  });

  it('is left alone when its tab is closed', async () => {
    await failed();
    app.dispose();
    saved = 'tuesday';
    await settle(3000);
    expect(server.starts).toHaveLength(1);
  });

  it('takes its kernel along when its tab is closed', async () => {
    server.make = () => {
      const kernel = new FakeKernel();
      kernel.comms.length = 0;
      const evalue = 'line 3';
      kernel.reply = { status: 'error', ename: 'InvalidScript', evalue };
      return kernel;
    };
    attach(created());
    await settle();
    expect(card()).toBe('sales.py cannot run.');
    app.dispose();
    expect(server.at('sales.py').session.isShutDown).toBe(true);
  });
});

describe('an app on screen', () => {
  it('outlives its tab, in its kernel', async () => {
    await opened();
    app.dispose();
    expect(server.at('sales.py').session.isShutDown).toBe(false);
  });

  it('stays visible but inert when its kernel ends', async () => {
    await opened();
    server.at('sales.py').session.connect(null);
    expect(card()).toContain('The kernel has ended');
    expect([view().inert, app.app]).toEqual([true, null]);
  });

  it('stays visible but inert after a restart, and can be run again', async () => {
    await opened();
    const { kernel } = server.at('sales.py');
    kernel.become('restarting');
    expect(card()).toContain('restarted');
    expect(view().inert).toBe(true);
    buttonOf(app.node, 'Run the app').click();
    await settle();
    expect([card(), view().inert]).toEqual([null, false]);
  });

  it('that was closed elsewhere can be run again', async () => {
    await opened();
    const gone = { type: 'change', apps: [], gone: ['sales.py'] };
    server.at('sales.py').kernel.tell(gone);
    expect(card()).toBe('sales.py was closed.');
  });

  it('announces its changes', async () => {
    await opened();
    let changes = 0;
    app.changed.connect(() => {
      changes += 1;
    });
    const running = fileApp('sales.py', { state: 'running' });
    server.at('sales.py').kernel.tell({ type: 'change', apps: [running] });
    expect([changes, app.app?.state]).toEqual([1, 'running']);
  });

  it('tells the reader of a request that failed', async () => {
    Notification.dismiss();
    await opened();
    const { client } = server.at('sales.py').fileKernel;
    client.requestFailed.emit('there is no such app');
    const { notifications } = Notification.manager;
    expect(notifications.map(one => one.message)).toEqual([
      'there is no such app'
    ]);
    Notification.dismiss();
  });

  it('can be wide', async () => {
    await opened();
    let changes = 0;
    app.widened.connect(() => {
      changes += 1;
    });
    app.wide = true;
    expect([app.wide, changes]).toEqual([true, 1]);
  });
});

describe('a renamed file', () => {
  it('is run under its new name, and its old app closed', async () => {
    await opened();
    const running = server.at('sales.py');
    file.rename('profit.py');
    await settle();
    display(running);
    await settle();
    expect(running.session.paths).toEqual(['profit.py (Lit App)']);
    expect(running.kernel.executed[0]).toContain('profit.py');
    expect(running.kernel.said.at(-1)?.content).toMatchObject({
      data: { do: 'close', app: 'sales.py' }
    });
  });
});
