/**
 * Stands in for @jupyter/web-components, which JupyterLab's buttons are made of.
 *
 * The real package needs constructable style sheets, which happy-dom lacks, and takes most of the time that a test file needs to load.
 * JupyterLab only registers the components when it is loaded; none of our views uses one.
 */
export const provideJupyterDesignSystem = () => ({
  register: (): void => undefined
});
export const addJupyterLabThemeChangeListener = (): void => undefined;
export const jpButton = (): null => null;
export const jpToolbar = (): null => null;
/** What @jupyter/react-components exports: React draws plain elements in their place. */
export const Button = 'button';
export const Search = 'input';
export const TreeItem = 'li';
export const TreeView = 'ul';
