import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { AppsClient } from '../../src/kernel/appsClient';
import { entry, FakeKernel } from '../fakes/kernel';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function connected(): Promise<{
  client: AppsClient;
  kernel: FakeKernel;
  changes: () => number;
}> {
  const kernel = new FakeKernel();
  const client = new AppsClient('me');
  let changes = 0;
  client.changed.connect(() => {
    changes += 1;
  });
  client.connect(kernel.connection);
  await soon();
  return { client, kernel, changes: () => changes };
}

/** Let promises that are kept be heard. */
async function soon(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

describe('the client', () => {
  it('says that it listens, once for each connection', async () => {
    const { client, kernel } = await connected();
    client.connect(kernel.connection);
    expect(kernel.asked).toEqual(['listen']);
  });

  it('does not speak to a kernel that knows of no apps', async () => {
    const kernel = new FakeKernel();
    kernel.comms.length = 0;
    new AppsClient('me').connect(kernel.connection);
    await soon();
    expect(kernel.said).toEqual([]);
    kernel.tell({ type: 'ask' });
    expect(kernel.asked).toEqual(['listen']);
  });

  it('looks again for apps that a kernel did not have at first', async () => {
    const kernel = new FakeKernel();
    const comms = kernel.comms.splice(0);
    const client = new AppsClient('me');
    client.connect(kernel.connection);
    await soon();
    kernel.comms.push(...comms);
    client.listen();
    client.listen();
    await soon();
    expect(kernel.asked).toEqual(['listen']);
  });

  it('notices a restart by somebody else, of which it hears nothing', async () => {
    const { client, kernel } = await connected();
    kernel.tell({ type: 'list', apps: [entry('a')] });
    kernel.runs('one', 'busy');
    kernel.runs('one', 'idle');
    expect(client.apps.get('a')?.state).toBe('idle');
    kernel.runs('two', 'busy', 'second process');
    expect(client.apps.get('a')?.state).toBe('dead');
    kernel.tell({ type: 'list', apps: [entry('a')] });
    kernel.runs('two', 'idle', 'second process');
    expect(client.apps.get('a')?.state).toBe('idle');
  });

  it('tells of changes, and not of messages for others', async () => {
    const { client, kernel, changes } = await connected();
    kernel.tell({ type: 'list', apps: [entry('a')] });
    kernel.iopubMessage.emit({
      header: { msg_type: 'comm_msg' },
      content: { comm_id: 'another', data: { type: 'list', apps: [] } }
    });
    expect(changes()).toBe(1);
    expect(client.apps.all.map(app => app.name)).toEqual(['a']);
  });

  it('hears nothing more of a connection that it let go of', async () => {
    const { client, kernel, changes } = await connected();
    client.connect(new FakeKernel().connection);
    kernel.tell({ type: 'list', apps: [entry('a')] });
    expect(changes()).toBe(0);
  });

  it('answers the question whether somebody listens', async () => {
    const { kernel } = await connected();
    kernel.tell({ type: 'ask' });
    expect(kernel.asked).toEqual(['listen', 'listen']);
  });

  it('numbers its requests, and tells of those that failed', async () => {
    const { client, kernel } = await connected();
    const failed: string[] = [];
    client.requestFailed.connect((_, words) => {
      failed.push(words);
    });
    client.requestAction('rerun', 'a');
    await soon();
    const { data } = kernel.said.at(-1)?.content as { data: unknown };
    expect(data).toEqual({ do: 'rerun', app: 'a', request: 1, client: 'me' });
    kernel.tell({ type: 'answer', to: 'you', request: 1, error: 'theirs' });
    kernel.tell({ type: 'answer', to: 'me', request: 1, error: 'no app' });
    kernel.tell({ type: 'answer', to: 'me', request: 2, error: null });
    expect(failed).toEqual(['no app']);
  });

  it('asks beside the cell that runs, if the kernel can do that', async () => {
    const { client, kernel } = await connected();
    kernel.supportsSubshells = true;
    client.requestAction('stop', 'a');
    client.requestAction('rerun', 'a');
    await soon();
    const sent = kernel.said.map(message => [
      (message.content as { data: { do: unknown } }).data.do,
      (message.header as { subshell_id?: string | null }).subshell_id
    ]);
    expect(sent).toEqual([
      ['listen', null],
      ['stop', 'subshell 1'],
      ['rerun', 'subshell 1']
    ]);
    client.dispose();
    await soon();
    expect(kernel.subshells).toEqual(['made', 'deleted subshell 1']);
  });

  it('asks in a new subshell after a restart, which took the first', async () => {
    const { client, kernel } = await connected();
    kernel.supportsSubshells = true;
    client.requestAction('stop', 'a');
    await soon();
    kernel.become('restarting');
    client.requestAction('stop', 'b');
    await soon();
    const { header } = kernel.said.at(-1) ?? {};
    expect(header).toMatchObject({ subshell_id: 'subshell 2' });
  });

  it('makes no subshell of a kernel that rests, but for a stop', async () => {
    const { client, kernel } = await connected();
    kernel.supportsSubshells = true;
    client.requestAction('rerun', 'a');
    expect(kernel.asked).toEqual(['listen', 'rerun']);
    expect(kernel.subshells).toEqual([]);
    kernel.runs('cell', 'busy');
    client.requestAction('rerun', 'a');
    await soon();
    const { header } = kernel.said.at(-1) ?? {};
    expect(header).toMatchObject({ subshell_id: 'subshell 1' });
  });

  it('asks nothing of a dead app: it is taken off the list', async () => {
    const { client, kernel } = await connected();
    kernel.tell({ type: 'list', apps: [entry('a')] });
    kernel.become('restarting');
    client.requestAction('close', 'a');
    expect(client.apps.all).toEqual([]);
    expect(kernel.asked).toEqual(['listen']);
  });

  it('says that it leaves, if it was ever heard', async () => {
    const { client, kernel } = await connected();
    kernel.tell({ type: 'list', apps: [] });
    client.dispose();
    expect(kernel.asked).toEqual(['listen', 'leave']);
  });

  it('renews its lease at a quiet time', async () => {
    const { kernel } = await connected();
    vi.advanceTimersByTime(130_000);
    kernel.tell({ type: 'list', apps: [] });
    expect(kernel.asked).toEqual(['listen']);
    vi.advanceTimersByTime(2000);
    expect(kernel.asked).toEqual(['listen', 'listen']);
  });
});

describe('the status of the kernel', () => {
  it.each(['starting', 'restarting', 'autorestarting', 'dead'] as const)(
    '%s leaves all apps dead',
    async status => {
      const { client, kernel, changes } = await connected();
      kernel.tell({ type: 'list', apps: [entry('a')] });
      kernel.become(status);
      expect(client.apps.get('a')?.state).toBe('dead');
      expect(changes()).toBe(2);
    }
  );

  it('is busy with a cell after a second, not before', async () => {
    const { client, kernel, changes } = await connected();
    kernel.become('busy');
    vi.advanceTimersByTime(999);
    expect([client.busy, changes()]).toEqual([false, 0]);
    vi.advanceTimersByTime(1);
    expect([client.busy, changes()]).toEqual([true, 1]);
    kernel.become('idle');
    expect([client.busy, changes()]).toEqual([false, 2]);
  });

  it('is busy until the cell is over, whatever a subshell does meanwhile', async () => {
    const { client, kernel } = await connected();
    kernel.become('busy');
    kernel.runs('cell', 'busy');
    vi.advanceTimersByTime(1000);
    kernel.become('idle');
    kernel.become('busy');
    kernel.become('idle');
    expect(client.busy).toBe(true);
    kernel.runs('cell', 'idle');
    expect(client.busy).toBe(false);
  });
});
