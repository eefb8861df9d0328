import { LabIcon } from '@jupyterlab/ui-components';

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">
<g class="jp-icon3" fill="#616161"><path d="M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zm0 4v10h16V8z"/>
<path d="M6 12h7v2H6z"/><circle cx="16" cy="13" r="2.5"/></g></svg>`;

/** An app: a window with a slider in it. It follows the theme. */
export const appIcon = new LabIcon({ name: 'notebook_lit:app', svgstr: SVG });
