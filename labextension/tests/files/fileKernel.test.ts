import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { ServiceManager } from '@jupyterlab/services';
import { Signal } from '@lumino/signaling';
import { describe, expect, it } from 'vitest';

import { connectFileKernel } from '../../src/files/fileKernel';
import { display, fileApp, runningFile } from '../fakes/fileKernel';

describe('the app of a file', () => {
  it('is found in a kernel that has it', async () => {
    const { fileKernel, kernel } = runningFile('sales.py');
    kernel.apps = [fileApp('other.py'), fileApp('sales.py')];
    const app = await fileKernel.findApp('apps/sales.py');
    expect(app).toMatchObject({ name: 'sales.py', modelId: 'm1' });
    expect(kernel.executed).toEqual([]);
  });

  it('is not looked for in a kernel that knows of no apps', async () => {
    const { fileKernel, kernel } = runningFile('sales.py');
    kernel.comms.length = 0;
    expect(await fileKernel.findApp('sales.py')).toBeNull();
    expect(kernel.said).toEqual([]);
  });

  it('is none after a restart', async () => {
    const { fileKernel, kernel } = runningFile('sales.py');
    kernel.apps = [fileApp('sales.py')];
    await fileKernel.findApp('sales.py');
    kernel.become('restarting');
    expect(fileKernel.knownApp('sales.py')).toBeNull();
  });

  it('cannot be found without a kernel', async () => {
    const { fileKernel, session } = runningFile('sales.py');
    session.connect(null);
    const found = fileKernel.findApp('sales.py');
    await expect(found).rejects.toThrow('The kernel has ended.');
  });
});

describe('a file that is run', () => {
  it('is run by the magic, in its folder, without waiting', async () => {
    const file = runningFile('my app.py');
    const run = file.fileKernel.runApp('apps/my app.py', 'ask');
    display(file);
    expect(await run).toBe('m1');
    expect(file.kernel.executed[0]).toContain(
      '"litapp")("\\"my app.py\\" --watch=ask --no-wait")'
    );
  });

  it('is shown before its first run is over', async () => {
    const file = runningFile('sales.py');
    const run = file.fileKernel.runApp('sales.py', 'run');
    const future = file.kernel.futures[0];
    if (future !== undefined) {
      future.done = new Promise(() => undefined);
    }
    display(file);
    expect(await run).toBe('m1');
  });

  it('that cannot run is a problem with a remedy', async () => {
    const { fileKernel, kernel } = runningFile('sales.py');
    const evalue = 'line 3: no';
    kernel.reply = { status: 'error', ename: 'InvalidScript', evalue };
    const run = fileKernel.runApp('sales.py', 'run');
    await expect(run).rejects.toMatchObject({
      summary: 'sales.py cannot run.',
      detail: 'line 3: no'
    });
  });

  it('that was interrupted is a problem too', async () => {
    const { fileKernel, kernel } = runningFile('sales.py');
    kernel.reply = { status: 'aborted' };
    const run = fileKernel.runApp('sales.py', 'run');
    await expect(run).rejects.toMatchObject({ detail: 'aborted' });
  });
});

describe('the end of the kernel', () => {
  it('is announced, and no other change of its status', () => {
    const { fileKernel, kernel, session } = runningFile('sales.py');
    let ends = 0;
    fileKernel.ended.connect(() => (ends += 1));
    session.statusChanged.emit('busy');
    expect(ends).toBe(0);
    kernel.status = 'dead';
    session.statusChanged.emit('dead');
    expect(ends).toBe(1);
    session.connect(null);
    expect(ends).toBe(2);
  });
});

/** A server with kernels for these languages, by name; the default one is the first. */
class FakeKernelServer {
  readonly started: unknown[] = [];
  readonly kernelspecs: object;
  sessionPaths: string[] = [];
  notebookKernel: string | null = null;

  constructor(languages: Record<string, string>) {
    const [first] = Object.keys(languages);
    const specs = Object.entries(languages).map(([name, language]) => [
      name,
      { name, language, display_name: `Kernel ${name}` }
    ]);
    this.kernelspecs = {
      ready: Promise.resolve(),
      specsChanged: new Signal<object, void>({}),
      specs: {
        default: first,
        kernelspecs: Object.fromEntries(specs) as object
      }
    };
  }

  /** Connect to the kernel of a file; return what the server was asked to start. */
  async connect(file: string, start: boolean): Promise<unknown> {
    const kernelspec = { name: this.notebookKernel };
    const services = {
      kernelspecs: this.kernelspecs,
      kernels: { ready: Promise.resolve() },
      contents: {
        get: () => Promise.resolve({ content: { metadata: { kernelspec } } })
      },
      sessions: {
        ready: Promise.resolve(),
        isReady: true,
        runningChanged: new Signal<object, void>({}),
        refreshRunning: () => Promise.resolve(),
        running: () => this.sessionPaths.map(path => ({ path })).values(),
        startNew: (options: { kernel: unknown; path: string }) => {
          this.started.push(options.kernel);
          return Promise.resolve(sessionWithoutKernel(options.path));
        }
      }
    } as unknown as ServiceManager.IManager;
    return connectFileKernel(services, {} as IRenderMimeRegistry, file, start);
  }
}

/** A session whose kernel did not start. */
function sessionWithoutKernel(path: string): object {
  const signals = [
    'disposed',
    'propertyChanged',
    'kernelChanged',
    'statusChanged',
    'connectionStatusChanged',
    'pendingInput',
    'iopubMessage',
    'unhandledMessage',
    'anyMessage'
  ].map(name => [name, new Signal<object, void>({})]);
  const session = {
    ...(Object.fromEntries(signals) as object),
    path,
    name: 'sales.py',
    type: 'file',
    kernel: null,
    setPath: (to: string) => {
      session.path = to;
      return Promise.resolve();
    },
    setName: () => Promise.resolve(),
    dispose: () => undefined
  };
  return session;
}

describe('a file without a kernel', () => {
  it('has none, unless one is to be started', async () => {
    const server = new FakeKernelServer({ python3: 'python' });
    expect(await server.connect('sales.py', false)).toBeNull();
    expect(server.started).toEqual([]);
  });

  it('that the server cannot start is a problem', async () => {
    const server = new FakeKernelServer({ python3: 'python' });
    const connected = server.connect('sales.py', true);
    await expect(connected).rejects.toThrow('The kernel did not start.');
  });

  it.each([
    ['the default one', 'sales.py', null, 'python3'],
    ['its own, of a notebook', 'sales.ipynb', 'conda', 'conda'],
    ['the default one, if its own is missing', 'sales.ipynb', 'gone', 'python3']
  ])('gets %s', async (_, file, own, name) => {
    const server = new FakeKernelServer({ python3: 'python', conda: 'python' });
    server.notebookKernel = own;
    await server.connect(file, true).catch(() => undefined);
    expect(server.started).toEqual([{ name }]);
  });

  it('gets a Python kernel, if the default one is another', async () => {
    const server = new FakeKernelServer({ ir: 'R', python3: 'python' });
    await server.connect('sales.py', true).catch(() => undefined);
    expect(server.started).toEqual([{ name: 'python3' }]);
  });

  it('that needs another language is a problem', async () => {
    const server = new FakeKernelServer({ python3: 'python', ir: 'R' });
    server.notebookKernel = 'ir';
    const connected = server.connect('sales.ipynb', true);
    await expect(connected).rejects.toThrow('written for the kernel Kernel ir');
  });

  it('on a server without Python is a problem', async () => {
    const server = new FakeKernelServer({ ir: 'R' });
    const connected = server.connect('sales.py', true);
    await expect(connected).rejects.toThrow('no Python kernel');
  });
});
