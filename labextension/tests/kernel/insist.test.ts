import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { insist } from '../../src/kernel/insist';
import { FakeKernel } from '../fakes/kernel';

let kernel: FakeKernel;
let requests: { resolve(answer: string): void; reject(error: Error): void }[];

beforeEach(() => {
  vi.useFakeTimers();
  kernel = new FakeKernel();
  requests = [];
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

function ask(): Promise<string> {
  return insist(
    kernel.connection,
    () =>
      new Promise((resolve, reject) => {
        requests.push({ resolve, reject });
      })
  );
}

async function pass(seconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(seconds * 1000);
}

describe('a request', () => {
  it('is sent once to a kernel that answers', async () => {
    const answer = ask();
    await pass(1);
    requests[0]?.resolve('yes');
    expect(await answer).toBe('yes');
    await pass(60);
    expect(requests).toHaveLength(1);
  });

  it('that is lost is sent again, and any answer will do', async () => {
    const answer = ask();
    await pass(5);
    expect(requests).toHaveLength(2);
    requests[0]?.resolve('late');
    expect(await answer).toBe('late');
  });

  it('waits for a busy kernel', async () => {
    kernel.become('busy');
    const answer = ask();
    await pass(60);
    expect(requests).toHaveLength(1);
    requests[0]?.resolve('yes');
    await answer;
  });

  it('that a new connection cancels is sent again', async () => {
    const answer = ask();
    requests[0]?.reject(new Error('Canceled future for comm_info_request'));
    await pass(5);
    requests[1]?.resolve('yes');
    expect(await answer).toBe('yes');
  });

  it('that fails is not repeated', async () => {
    const answer = ask();
    requests[0]?.reject(new Error('no such file'));
    await expect(answer).rejects.toThrow('no such file');
  });

  it('ends with the kernel', async () => {
    const answer = expect(ask()).rejects.toThrow('The kernel has ended.');
    kernel.dispose();
    await pass(5);
    await answer;
  });
});
