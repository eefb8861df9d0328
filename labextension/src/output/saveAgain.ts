import type { DocumentRegistry } from '@jupyterlab/docregistry';

/** Milliseconds in which the snapshots of several apps are collected into one save. */
const BATCH_DELAY = 100;

/** Files that are being saved because of a new snapshot. */
const beingSaved = new WeakSet<DocumentRegistry.Context>();
const timers = new WeakMap<DocumentRegistry.Context, number>();

/** Return whether a save in progress is one of ours. It must not request new snapshots: an app that changes all the time would
 *  make us save forever. */
export function isOwnSave(file: DocumentRegistry.Context): boolean {
  return beingSaved.has(file);
}

/** Save a file once more, because a snapshot in it arrived after the user saved it. */
export function saveAgain(file: DocumentRegistry.Context): void {
  window.clearTimeout(timers.get(file));
  const timer = window.setTimeout(() => {
    if (file.isDisposed) {
      return;
    }
    beingSaved.add(file);
    const end = (): void => {
      beingSaved.delete(file);
    };
    file.save().then(end, end);
  }, BATCH_DELAY);
  timers.set(file, timer);
}
