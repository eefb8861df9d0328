/** Where our commands stand in the palette. */
export const CATEGORY = 'Lit Apps';

/** The names of our commands. */
export const CommandIDs = {
  about: 'notebook_lit:about',
  show: 'notebook_lit:show-apps',
  open: 'notebook_lit:open-app',
  /** Open a file as an app. */
  openFile: 'notebook_lit:open-file',
  /** The same after a reload of the page: nothing is run. */
  restoreFile: 'notebook_lit:restore-file',
  /** Open a file as an app, with its editor at the left. */
  editBeside: 'notebook_lit:edit-beside',
  /** Make a file with a small app, and open it so. */
  newFile: 'notebook_lit:new-file',
  /** Run the active cell as an app. */
  runCell: 'notebook_lit:run-cell',
  /** Show nothing of the notebook but apps and texts. */
  appView: 'notebook_lit:app-view',
  /** Show the app of the active cell in a tab. */
  openTab: 'notebook_lit:open-tab'
} as const;
