import { describe, expect, it } from 'vitest';

import { Subshell } from '../../src/kernel/subshell';
import { FakeKernel } from '../fakes/kernel';

function supported(): { kernel: FakeKernel; subshell: Subshell } {
  const kernel = new FakeKernel();
  kernel.supportsSubshells = true;
  return { kernel, subshell: new Subshell(kernel.connection) };
}

describe('a subshell', () => {
  it('is created on first use, and once', async () => {
    const { kernel, subshell } = supported();
    expect([subshell.exists, kernel.subshells]).toEqual([false, []]);
    const ids = await Promise.all([subshell.id(), subshell.id()]);
    expect(ids).toEqual(['subshell 1', 'subshell 1']);
    expect([subshell.exists, kernel.subshells]).toEqual([true, ['made']]);
  });

  it('does not exist in a kernel without support', async () => {
    const kernel = new FakeKernel();
    const subshell = new Subshell(kernel.connection);
    expect(await subshell.id()).toBeNull();
    expect(kernel.subshells).toEqual([]);
  });

  it('does not exist if its creation fails', async () => {
    const { kernel, subshell } = supported();
    kernel.requestCreateSubshell = () => ({
      done: Promise.reject(new Error('refused'))
    });
    expect(await subshell.id()).toBeNull();
  });

  it('is deleted when it is closed, and created anew after that', async () => {
    const { kernel, subshell } = supported();
    await subshell.id();
    await subshell.close();
    expect(kernel.subshells).toEqual(['made', 'deleted subshell 1']);
    expect(await subshell.id()).toBe('subshell 3');
  });

  it('is not deleted if it was never created, or its kernel ended', async () => {
    const { kernel, subshell } = supported();
    await subshell.close();
    await subshell.id();
    kernel.dispose();
    await subshell.close();
    expect(kernel.subshells).toEqual(['made']);
  });

  it('is created anew after a restart', async () => {
    const { subshell } = supported();
    await subshell.id();
    subshell.forget();
    expect(await subshell.id()).toBe('subshell 2');
  });
});
