import type { NotebookPanel } from '@jupyterlab/notebook';

const APP_VIEW_CLASS = 'lit-app-view';

/** What is needed to restore a notebook after its code was hidden. */
interface INotebookState {
  readonly scrollTop: number;
  removeGuard(): void;
}

/**
 * Hides everything in a notebook except its apps and Markdown cells.
 *
 * It is a CSS class on the notebook's node: the notebook model is not changed, so nothing of it is saved and removing the class
 * restores everything. Letters typed outside of input fields are ignored meanwhile, because the shortcut that deletes a cell must not
 * reach hidden cells.
 */
export class AppView {
  /** Return whether the code of a notebook is hidden. */
  isOn(panel: NotebookPanel): boolean {
    return panel.hasClass(APP_VIEW_CLASS);
  }

  /** Hide the code of a notebook, or show it again. */
  toggle(panel: NotebookPanel): void {
    const state = this.states.get(panel);
    if (state === undefined) {
      this.hide(panel);
    } else {
      this.restore(panel, state);
    }
  }

  private hide(panel: NotebookPanel): void {
    const { content } = panel;
    const { scrollTop } = scrollElement(panel);
    content.mode = 'command'; // a hidden editor with the cursor would receive what is typed
    const guard = (event: KeyboardEvent): void => {
      if (
        isCommandKey(event) &&
        event.target instanceof Node &&
        content.node.contains(event.target) &&
        !isInputField(event.target)
      ) {
        event.stopImmediatePropagation();
      }
    };
    window.addEventListener('keydown', guard, true);
    const removeGuard = (): void => {
      window.removeEventListener('keydown', guard, true);
    };
    panel.disposed.connect(removeGuard);
    panel.addClass(APP_VIEW_CLASS);
    scrollElement(panel).scrollTop = 0;
    this.states.set(panel, { scrollTop, removeGuard });
  }

  private restore(panel: NotebookPanel, state: INotebookState): void {
    state.removeGuard();
    panel.disposed.disconnect(state.removeGuard);
    panel.removeClass(APP_VIEW_CLASS);
    this.states.delete(panel);
    requestAnimationFrame(() => {
      scrollElement(panel).scrollTop = state.scrollTop;
    });
  }

  private readonly states = new Map<NotebookPanel, INotebookState>();
}

/** Return the element that scrolls in a notebook. */
function scrollElement(panel: NotebookPanel): Element {
  return (
    panel.content.node.querySelector('.jp-WindowedPanel-outer') ??
    panel.content.node
  );
}

function isCommandKey(event: KeyboardEvent): boolean {
  return (
    !event.ctrlKey &&
    !event.metaKey &&
    !event.altKey &&
    (/^[a-z0-9]$/i.test(event.key) || event.key === 'Enter')
  );
}

function isInputField(node: Node): boolean {
  const element = node instanceof Element ? node : node.parentElement;
  const field = 'input, textarea, select, button, [contenteditable="true"]';
  return element !== null && element.closest(field) !== null;
}
