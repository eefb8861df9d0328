import type { Kernel } from '@jupyterlab/services';

import { type IKernelDocument, sendCustomMessage } from './widgetComm';

/** Milliseconds after which a removed output counts as gone, if the kernel is idle: a cell that runs again clears its output first
 *  and may be queued. */
const GRACE_PERIOD = 1000;

/** The number of outputs of this page that show each app, by model id. */
const viewCounts = new Map<string, number>();

/** Tell the kernel that this page shows an app. Each call needs one of `releaseView` or `forgetView`. */
export function acquireView(
  kernel: Kernel.IKernelConnection,
  model: string
): void {
  const before = viewCounts.get(model) ?? 0;
  viewCounts.set(model, before + 1);
  if (before === 0) {
    sendCustomMessage(kernel, model, { lit: 'shown', tab: tabId() });
  }
}

/** Undo `acquireView` without telling the kernel, because it no longer has the app. */
export function forgetView(model: string): void {
  viewCounts.set(model, Math.max((viewCounts.get(model) ?? 0) - 1, 0));
}

/** Tell the kernel that this page no longer shows an app, unless the whole document around it was closed. */
export function releaseView(
  kernel: Kernel.IKernelConnection,
  model: string,
  owner: IKernelDocument
): void {
  forgetView(model);
  const check = (): void => {
    if (
      (viewCounts.get(model) ?? 0) > 0 ||
      owner.isDisposed ||
      kernel.isDisposed
    ) {
      return;
    }
    if (kernel.status !== 'idle') {
      window.setTimeout(check, GRACE_PERIOD);
      return;
    }
    viewCounts.delete(model);
    sendCustomMessage(kernel, model, { lit: 'gone', tab: tabId() });
  };
  window.setTimeout(check, GRACE_PERIOD);
}

/** Return the id of this browser tab, which survives a reload. */
export function tabId(): string {
  const key = 'notebook_lit:tab';
  const known = window.sessionStorage.getItem(key);
  if (known !== null) {
    return known;
  }
  const created = crypto.getRandomValues(new Uint32Array(3)).join('-');
  window.sessionStorage.setItem(key, created);
  return created;
}
