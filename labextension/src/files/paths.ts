import { PathExt } from '@jupyterlab/coreutils';

/** The suffix of the session path of an app. With the plain path of its file, JupyterLab would connect the file's editor or notebook
 *  to the session: each message would arrive twice, and a notebook would run its cells in the kernel of the app. */
const SESSION_SUFFIX = ' (Lit App)';

/** Return the path of the session in which a file runs as an app. */
export function sessionPath(file: string): string {
  return `${file}${SESSION_SUFFIX}`;
}

/** Return the file that a session runs as an app; null for any other session. */
export function fileOfSession(session: string): string | null {
  return session.endsWith(SESSION_SUFFIX)
    ? session.slice(0, -SESSION_SUFFIX.length)
    : null;
}

/** Return whether a file can be run as an app, by its extension. */
export function canBeApp(path: string): boolean {
  return ['.py', '.ipynb'].includes(PathExt.extname(path));
}

/** Return the name of a file, quoted as the argument of a magic. */
export function quoteForMagic(file: string): string {
  const name = PathExt.basename(file);
  return name.includes('"') ? `'${name}'` : `"${name}"`;
}

/** Return whether a path from a kernel, on any operating system, names the same file in the kernel's folder. */
export function isSameFile(file: string, inKernel: string | null): boolean {
  return inKernel?.split(/[\\/]/).at(-1) === PathExt.basename(file);
}
