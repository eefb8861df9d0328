const SUPPRESS = 'data-lm-suppress-shortcuts';

/**
 * Keep the keys that are pressed in an app from the notebook around it.
 *
 * A notebook in command mode takes single keys wherever the focus is: "x" on the handle of a slider would cut the cell, and
 * Notebook 7 takes the arrows that move it. What is pressed with Ctrl, Alt or Command stays a shortcut, and so do Escape and
 * Shift+Enter. Lumino asks for the attribute when it handles a key; the window hears the key before.
 */
export function keepKeys(): void {
  window.addEventListener(
    'keydown',
    event => {
      const target = event.target;
      if (target instanceof Element && target.closest('.lit-app') !== null) {
        target.toggleAttribute(SUPPRESS, isPlain(event)); // on what has the focus: there the search for bindings begins
      }
    },
    true
  );
}

/** Whether a key is one that an app may want for itself. */
export function isPlain(
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
