import type { DocumentRegistry } from '@jupyterlab/docregistry';

/** Milliseconds in which the pictures of several apps are saved together. */
const TOGETHER = 100;

/** Files that are being saved for the sake of a picture. */
const own = new WeakSet<DocumentRegistry.Context>();
const due = new WeakMap<DocumentRegistry.Context, number>();

/** Tell whether a save is one of ours: nobody has to be asked for newer pictures then, or an app that never rests would keep us
 *  saving for ever. */
export function isOwn(file: DocumentRegistry.Context): boolean {
  return own.has(file);
}

/** Save a file again, since a picture in it has come after the reader saved it. */
export function saveAgain(file: DocumentRegistry.Context): void {
  window.clearTimeout(due.get(file));
  const timer = window.setTimeout(() => {
    if (file.isDisposed) {
      return;
    }
    own.add(file);
    const end = (): void => {
      own.delete(file);
    };
    file.save().then(end, end);
  }, TOGETHER);
  due.set(file, timer);
}
