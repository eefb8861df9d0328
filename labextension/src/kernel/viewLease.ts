import type { Kernel } from '@jupyterlab/services';

import { type IWithKernel, tell } from './widgetComm';

/** Milliseconds after which an output that went away counts as gone, if the kernel is idle: a cell that runs again clears its
 *  output first, and may have to wait for its turn. */
const PATIENCE = 1000;

/** How many outputs of this page show each app. */
const shown = new Map<string, number>();

/** Tell the kernel that this page shows an app. Every `hold` needs its `release`. */
export function hold(kernel: Kernel.IKernelConnection, model: string): void {
  const before = shown.get(model) ?? 0;
  shown.set(model, before + 1);
  if (before === 0) {
    tell(kernel, model, { lit: 'shown', tab: tab() });
  }
}

/** Forget a `hold`: the kernel has no such app any more. */
export function forget(model: string): void {
  shown.set(model, Math.max((shown.get(model) ?? 0) - 1, 0));
}

/** Tell the kernel that this page shows an app no longer; unless it is the whole notebook that was closed. */
export function release(
  kernel: Kernel.IKernelConnection,
  model: string,
  holder: IWithKernel
): void {
  forget(model);
  const look = (): void => {
    if ((shown.get(model) ?? 0) > 0 || holder.isDisposed || kernel.isDisposed) {
      return;
    }
    if (kernel.status !== 'idle') {
      window.setTimeout(look, PATIENCE);
      return;
    }
    shown.delete(model);
    tell(kernel, model, { lit: 'gone', tab: tab() });
  };
  window.setTimeout(look, PATIENCE);
}

/** The name of this browser tab: a reload keeps it. */
export function tab(): string {
  const key = 'notebook_lit:tab';
  const known = window.sessionStorage.getItem(key);
  if (known !== null) {
    return known;
  }
  const made = crypto.getRandomValues(new Uint32Array(3)).join('-');
  window.sessionStorage.setItem(key, made);
  return made;
}
