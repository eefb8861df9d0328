import type { NotebookPanel } from '@jupyterlab/notebook';

const VIEW = 'lit-app-view';

/** What is known of a notebook before its code was hidden. */
interface IBefore {
  readonly top: number;
  end(): void;
}

/**
 * Hides of a notebook all but its apps and texts.
 *
 * It is a class on the notebook's node and a style sheet: the notebook itself does not know of it, so nothing of it is saved, and
 * everything is as it was when the class is taken away. The key that deletes a cell must not reach cells that nobody sees, so
 * letters pressed outside of fields do nothing meanwhile.
 */
export class AppViews {
  isOn(panel: NotebookPanel): boolean {
    return panel.hasClass(VIEW);
  }

  toggle(panel: NotebookPanel): void {
    const before = this.before.get(panel);
    if (before === undefined) {
      this.hide(panel);
    } else {
      this.restore(panel, before);
    }
  }

  private hide(panel: NotebookPanel): void {
    const { content } = panel;
    const top = scroller(panel).scrollTop;
    content.mode = 'command'; // a cursor in a hidden editor would take what is typed
    const guard = (event: KeyboardEvent): void => {
      if (
        isLetter(event) &&
        event.target instanceof Node &&
        content.node.contains(event.target) &&
        !isField(event.target)
      ) {
        event.stopImmediatePropagation();
      }
    };
    window.addEventListener('keydown', guard, true);
    const end = (): void => {
      window.removeEventListener('keydown', guard, true);
    };
    panel.disposed.connect(end);
    panel.addClass(VIEW);
    scroller(panel).scrollTop = 0;
    this.before.set(panel, { top, end });
  }

  private restore(panel: NotebookPanel, before: IBefore): void {
    before.end();
    panel.disposed.disconnect(before.end);
    panel.removeClass(VIEW);
    this.before.delete(panel);
    requestAnimationFrame(() => {
      scroller(panel).scrollTop = before.top;
    });
  }

  private readonly before = new Map<NotebookPanel, IBefore>();
}

/** What of a notebook scrolls. */
function scroller(panel: NotebookPanel): Element {
  return (
    panel.content.node.querySelector('.jp-WindowedPanel-outer') ??
    panel.content.node
  );
}

function isLetter(event: KeyboardEvent): boolean {
  return (
    !event.ctrlKey &&
    !event.metaKey &&
    !event.altKey &&
    (/^[a-z0-9]$/i.test(event.key) || event.key === 'Enter')
  );
}

function isField(node: Node): boolean {
  const element = node instanceof Element ? node : node.parentElement;
  const field = 'input, textarea, select, button, [contenteditable="true"]';
  return element !== null && element.closest(field) !== null;
}
