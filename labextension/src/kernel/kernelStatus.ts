import type { Kernel } from '@jupyterlab/services';

/** The statuses after which nothing of the kernel's memory is left. A restart by another client shows as "starting" only. */
const ENDED = new Set<string>([
  'starting',
  'restarting',
  'autorestarting',
  'terminating',
  'dead'
]);

/** Return whether a status means that the kernel has lost all its apps and widgets. */
export function hasLostMemory(status: Kernel.Status): boolean {
  return ENDED.has(status);
}
