/** The names of our commands. */
export const CommandIDs = {
  about: 'notebook_lit:about'
} as const;
