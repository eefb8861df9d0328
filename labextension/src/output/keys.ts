import { applyText } from './fields';

const SUPPRESS = 'data-lm-suppress-shortcuts';

/**
 * Prevent keys pressed in an app from triggering shortcuts of the notebook around it.
 *
 * A notebook in command mode handles single keys wherever the focus is: "x" on the handle of a slider would cut the cell, and
 * Notebook 7 handles the arrow keys that move it. Keys with Ctrl, Alt or Command stay shortcuts, and so do Escape and Shift+Enter;
 * but Ctrl+Enter in a text area applies its text, and Escape closes an open list.
 * Lumino checks the attribute when it handles a key; a capturing listener on the window runs before.
 */
export function captureAppKeys(): void {
  window.addEventListener(
    'keydown',
    event => {
      const target = event.target;
      if (target instanceof Element && target.closest('.lit-app') !== null) {
        target.toggleAttribute(
          SUPPRESS,
          isAppKey(event) ||
            applyText(target, event) ||
            (event.key === 'Escape' && target.ariaExpanded === 'true')
        ); // on the focused element, where Lumino starts to look for key bindings
      }
    },
    true
  );
}

/** Return whether a key belongs to the app, and not to the shortcuts of the notebook. */
export function isAppKey(
  key: Pick<
    KeyboardEvent,
    'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey'
  >
): boolean {
  return (
    !key.ctrlKey &&
    !key.altKey &&
    !key.metaKey &&
    key.key !== 'Escape' &&
    !(key.shiftKey && key.key === 'Enter')
  );
}
