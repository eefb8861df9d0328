import type { DocumentRegistry } from '@jupyterlab/docregistry';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { isOwnSave, saveAgain } from '../../src/output/saveAgain';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A file that counts its saves; each lasts until `finish` or `fail` is called. */
class FakeFile {
  saves = 0;
  isDisposed = false;
  finish = (): void => undefined;
  fail = (): void => undefined;

  save(): Promise<void> {
    this.saves += 1;
    return new Promise((resolve, reject) => {
      this.finish = resolve;
      this.fail = () => reject(new Error('disk full'));
    });
  }

  get context(): DocumentRegistry.Context {
    return this as unknown as DocumentRegistry.Context;
  }
}

describe('a file with new snapshots', () => {
  it('is saved once for several of them', () => {
    const file = new FakeFile();
    saveAgain(file.context);
    vi.advanceTimersByTime(99);
    saveAgain(file.context);
    vi.advanceTimersByTime(99);
    expect(file.saves).toBe(0);
    vi.advanceTimersByTime(1);
    expect(file.saves).toBe(1);
  });

  it('is not saved if it was closed meanwhile', () => {
    const file = new FakeFile();
    saveAgain(file.context);
    file.isDisposed = true;
    vi.advanceTimersByTime(100);
    expect(file.saves).toBe(0);
  });
});

describe('a save of ours', () => {
  it.each(['finish', 'fail'] as const)(
    'is known as such until its %s',
    async end => {
      const file = new FakeFile();
      saveAgain(file.context);
      expect(isOwnSave(file.context)).toBe(false);
      vi.advanceTimersByTime(100);
      expect(isOwnSave(file.context)).toBe(true);
      file[end]();
      await vi.advanceTimersByTimeAsync(0);
      expect(isOwnSave(file.context)).toBe(false);
    }
  );
});
