import { beforeEach, describe, expect, it } from 'vitest';

import { fileApp, FakeFileServer } from '../fakes/fileKernel';
import { FakeKernel } from '../fakes/kernel';

let server: FakeFileServer;
beforeEach(() => {
  server = new FakeFileServer();
});

/** Let promises be kept. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    await Promise.resolve();
  }
}

describe('the kernel of a file', () => {
  it('is started once', async () => {
    const first = await server.kernels.getOrStart('a.py', true);
    expect(await server.kernels.getOrStart('a.py', true)).toBe(first);
    expect(server.starts).toEqual([true]);
  });

  it('is started once, also if it is wanted twice at the same time', async () => {
    const both = await Promise.all([
      server.kernels.getOrStart('a.py', true),
      server.kernels.getOrStart('a.py', true)
    ]);
    expect(new Set(both).size).toBe(1);
  });

  it('is another one for each file', async () => {
    const a = await server.kernels.getOrStart('a.py', true);
    expect(await server.kernels.getOrStart('b.py', true)).not.toBe(a);
  });

  it('may be none, and come later', async () => {
    expect(await server.kernels.getOrStart('a.py', false)).toBeNull();
    expect(await server.kernels.getOrStart('a.py', true)).not.toBeNull();
  });

  it('is tried again after it could not be started', async () => {
    server.error = new Error('no memory');
    const failed = server.kernels.getOrStart('a.py', true);
    await expect(failed).rejects.toThrow('no memory');
    server.error = null;
    expect(await server.kernels.getOrStart('a.py', true)).not.toBeNull();
  });

  it('lends its connection, by the id of the kernel', async () => {
    server.make = () => new FakeKernel('k7');
    await server.kernels.getOrStart('a.py', true);
    const { kernel } = server.at('a.py');
    expect(server.kernels.connectionTo('k7')).toBe(kernel);
    expect(server.kernels.connectionTo('k8')).toBeNull();
  });

  it('is announced when it comes', async () => {
    let changes = 0;
    server.kernels.changed.connect(() => (changes += 1));
    await server.kernels.getOrStart('a.py', false);
    expect(changes).toBe(0);
    await server.kernels.getOrStart('a.py', true);
    expect(changes).toBe(1);
  });

  it('follows its file to another name', async () => {
    const kernel = await server.kernels.getOrStart('a.py', true);
    await server.kernels.rename('a.py', 'b.py');
    expect(server.at('a.py').session.paths).toEqual(['b.py (Lit App)']);
    expect(await server.kernels.getOrStart('b.py', true)).toBe(kernel);
    expect(await server.kernels.getOrStart('a.py', true)).not.toBe(kernel);
  });

  it('of an unknown file need not be renamed', async () => {
    await server.kernels.rename('a.py', 'b.py');
    expect(server.starts).toEqual([]);
  });
});

describe('the end of a kernel', () => {
  it('is known, so that the next one is another', async () => {
    const first = await server.kernels.getOrStart('a.py', true);
    let changes = 0;
    server.kernels.changed.connect(() => (changes += 1));
    server.at('a.py').session.connect(null);
    await settle();
    expect([first?.isDisposed, changes]).toEqual([true, 1]);
    expect(await server.kernels.getOrStart('a.py', true)).not.toBe(first);
  });

  it('leaves the kernels of other files as they are', async () => {
    await server.kernels.getOrStart('a.py', true);
    const other = await server.kernels.getOrStart('b.py', true);
    server.at('a.py').session.connect(null);
    await settle();
    expect(await server.kernels.getOrStart('b.py', true)).toBe(other);
  });

  it('comes when its last app is closed', async () => {
    await server.kernels.getOrStart('a.py', true);
    const { fileKernel, kernel, session } = server.at('a.py');
    fileKernel.client.connect(kernel.connection);
    kernel.tell({ type: 'list', apps: [] });
    expect(session.isShutDown).toBe(false);
    kernel.tell({ type: 'list', apps: [fileApp('a.py')] });
    expect(session.isShutDown).toBe(false);
    kernel.tell({ type: 'list', apps: [] });
    expect(session.isShutDown).toBe(true);
  });

  it('does not come while another session uses it', async () => {
    const kernel = await server.kernels.getOrStart('a.py', true);
    server.services.start('k1', 'a notebook.ipynb');
    if (kernel !== null) {
      server.kernels.end(kernel);
    }
    expect(server.at('a.py').session.isShutDown).toBe(false);
  });
});
