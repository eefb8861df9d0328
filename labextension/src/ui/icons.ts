import { LabIcon } from '@jupyterlab/ui-components';

/** Create an icon of 24 by 24 pixels that follows the theme. */
function themedIcon(name: string, shapes: string): LabIcon {
  const svgstr = `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">
<g class="jp-icon3" fill="#616161">${shapes}</g></svg>`;
  return new LabIcon({ name: `notebook_lit:${name}`, svgstr });
}

/** An app: a window that contains a slider. */
export const appIcon = themedIcon(
  'app',
  `<path d="M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zm0 4v10h16V8z"/>
<path d="M6 12h7v2H6z"/><circle cx="16" cy="13" r="2.5"/>`
);

/** The runs of an app: bars on a time line. */
export const historyIcon = themedIcon(
  'why',
  '<path d="M3 5h8v3H3zM8 10.5h11v3H8zM5 16h6v3H5z"/>'
);

/** Full width: arrows to both sides. */
export const wideIcon = themedIcon(
  'wide',
  '<path d="M2 12l5-5v4h10V7l5 5-5 5v-4H7v4z"/>'
);

/** App view of a notebook: an eye. */
export const appViewIcon = themedIcon(
  'app-view',
  `<path d="M12 5C7 5 2.8 8.1 1 12.5 2.8 16.9 7 20 12 20s9.2-3.1 11-7.5C21.2 8.1 17 5 12 5zm0 12.5a5 5 0 1 1 0-10 5 5 0 0 1 0 10z"/>
<circle cx="12" cy="12.5" r="2.8"/>`
);
