import { PathExt } from '@jupyterlab/coreutils';

/** What the session of an app has behind the path of its file. JupyterLab connects an editor or a notebook to whatever session has
 *  its path: it would get each message twice, and a notebook would work in the kernel of the app. */
const MARK = ' (Lit App)';

/** Give the path of the session in which a file runs as an app. */
export function sessionOf(file: string): string {
  return `${file}${MARK}`;
}

/** Give the file that a session runs as an app; null if it is a session of something else. */
export function fileOf(session: string): string | null {
  return session.endsWith(MARK) ? session.slice(0, -MARK.length) : null;
}

/** Tell whether a file can be an app. */
export function isScript(path: string): boolean {
  return ['.py', '.ipynb'].includes(PathExt.extname(path));
}

/** Write the name of a file as the argument of a magic. */
export function quoted(file: string): string {
  const name = PathExt.basename(file);
  return name.includes('"') ? `'${name}'` : `"${name}"`;
}

/** Tell whether a path, as a kernel writes it on whatever system, names the same file in the kernel's folder. */
export function isSame(file: string, inKernel: string | null): boolean {
  return inKernel?.split(/[\\/]/).at(-1) === PathExt.basename(file);
}
