/** The category of our commands in the command palette. */
export const COMMAND_CATEGORY = 'Lit Apps';

/** The ids of our commands. */
export const CommandIDs = {
  about: 'notebook_lit:about',
  show: 'notebook_lit:show-apps',
  open: 'notebook_lit:open-app',
  /** Open a file as an app. */
  openFile: 'notebook_lit:open-file',
  /** Reopen the tab of a file after a page reload, without running it. */
  restoreFile: 'notebook_lit:restore-file',
  /** Open a file as an app, with its editor on the left. */
  editBeside: 'notebook_lit:edit-beside',
  /** Create a file with a small app and open it as an app. */
  newFile: 'notebook_lit:new-file',
  /** Run the active cell as an app. */
  runCell: 'notebook_lit:run-cell',
  /** Hide everything in the notebook except apps and Markdown cells. */
  appView: 'notebook_lit:app-view',
  /** Show the app of the active cell in a tab. */
  openTab: 'notebook_lit:open-tab'
} as const;
