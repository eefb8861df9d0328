import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import {
  acquireView,
  forgetView,
  releaseView,
  tabId
} from '../../src/kernel/viewLease';
import type { IKernelDocument } from '../../src/kernel/widgetComm';
import { FakeKernel } from '../fakes/kernel';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A notebook around a view. */
const open = { isDisposed: false } as IKernelDocument;

/** Each test has an app of its own, since the page counts the views of each. */
let apps = 0;
function shown(views: number): { kernel: FakeKernel; model: string } {
  const kernel = new FakeKernel();
  const model = `leased ${++apps}`;
  for (let view = 0; view < views; view++) {
    acquireView(kernel.connection, model);
  }
  return { kernel, model };
}

/** What the kernel was told about the app. */
function told(kernel: FakeKernel): unknown[] {
  return kernel.said.map(
    message =>
      (message.content as unknown as { data: { content: { lit: unknown } } })
        .data.content.lit
  );
}

describe('the kernel', () => {
  it('is told of the first view of an app only', () => {
    expect(told(shown(3).kernel)).toEqual(['shown']);
  });

  it('is told when the last view is gone', () => {
    const { kernel, model } = shown(2);
    releaseView(kernel.connection, model, open);
    vi.advanceTimersByTime(1000);
    expect(told(kernel)).toEqual(['shown']);
    releaseView(kernel.connection, model, open);
    vi.advanceTimersByTime(1000);
    expect(told(kernel)).toEqual(['shown', 'gone']);
  });

  it('is not told if the cell runs again and shows the app soon', () => {
    const { kernel, model } = shown(1);
    releaseView(kernel.connection, model, open);
    vi.advanceTimersByTime(999);
    acquireView(kernel.connection, model);
    vi.advanceTimersByTime(5000);
    expect(told(kernel)).toEqual(['shown', 'shown']);
  });

  it('is not told while it is busy, since the cell may be queued', () => {
    const { kernel, model } = shown(1);
    kernel.status = 'busy';
    releaseView(kernel.connection, model, open);
    vi.advanceTimersByTime(10_000);
    expect(told(kernel)).toEqual(['shown']);
    kernel.status = 'idle';
    vi.advanceTimersByTime(1000);
    expect(told(kernel)).toEqual(['shown', 'gone']);
  });

  it('is not told if the whole notebook was closed', () => {
    const { kernel, model } = shown(1);
    releaseView(kernel.connection, model, { ...open, isDisposed: true });
    vi.advanceTimersByTime(5000);
    expect(told(kernel)).toEqual(['shown']);
  });

  it('is told again after it lost the app and has it again', () => {
    const { kernel, model } = shown(1);
    forgetView(model);
    acquireView(kernel.connection, model);
    expect(told(kernel)).toEqual(['shown', 'shown']);
  });
});

describe('the id of the browser tab', () => {
  it('stays the same, also after a reload, which keeps the storage', () => {
    expect(tabId()).toBe(tabId());
    expect(window.sessionStorage.getItem('notebook_lit:tab')).toBe(tabId());
  });

  it('is another one in another tab', () => {
    const before = tabId();
    window.sessionStorage.clear();
    expect(tabId()).not.toBe(before);
  });
});
