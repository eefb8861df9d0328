import type { Widget } from '@lumino/widgets';

/** What JupyterLab calls the node of an output, in its row beside the prompt. */
const OUTPUT = '.jp-OutputArea-output';

/** A live view that stays on screen while the cell that shows it runs again. */
interface IHeldView {
  readonly model: string;
  readonly view: Widget;
  readonly node: HTMLElement;
  readonly observer: MutationObserver;
}

/** The held views, by the output area that they were taken from. */
const heldViews = new Map<Element, IHeldView>();

/**
 * Keep the live view of an app in place while its cell runs again: JupyterLab clears the output first, and a new view takes longer to
 * draw than the output keeps its height.
 *
 * The view is dropped if the cell turns out not to run (its output was cleared), or when the run is over and nobody has taken it.
 *
 * @param area The output area that is being cleared.
 * @param holder The node in the output that had the view; an empty copy of it and of what is around it holds the view.
 * @param view The view; it has no parent.
 * @param model The id of its model.
 */
export function holdView(
  area: Element,
  holder: HTMLElement,
  view: Widget,
  model: string
): void {
  dropView(area);
  const prompt = area.closest('.jp-CodeCell')?.querySelector('.jp-InputPrompt');
  if (!area.isConnected || prompt === null || prompt === undefined) {
    view.dispose();
    return;
  }
  const node = copyAround(holder, view.node);
  node.classList.add('lit-held');
  const dropWhenOver = (): void => {
    if (heldViews.get(area)?.view === view && !isRunning(prompt)) {
      dropView(area);
    }
  };
  const observer = new MutationObserver(dropWhenOver);
  observer.observe(prompt, {
    childList: true,
    characterData: true,
    subtree: true
  });
  heldViews.set(area, { model, view, node, observer });
  area.append(node);
  queueMicrotask(dropWhenOver); // a cell that runs is marked right after its output was cleared
}

/** Return the view of a model that is held in an output area, for the caller to keep; null if there is none. */
export function takeView(area: Element | null, model: string): Widget | null {
  const held = area === null ? undefined : heldViews.get(area);
  if (area === null || held?.model !== model) {
    return null;
  }
  release(area, held);
  return held.view;
}

/** Dispose of the view that is held in an output area, if there is one. */
export function dropView(area: Element): void {
  const held = heldViews.get(area);
  if (held !== undefined) {
    release(area, held);
    held.view.dispose();
  }
}

function release(area: Element, held: IHeldView): void {
  heldViews.delete(area);
  held.observer.disconnect();
  held.node.remove();
}

/** Copy a node and those around it up to the row of the output, with nothing in them but the view: it has the same place and size. */
function copyAround(holder: HTMLElement, view: HTMLElement): HTMLElement {
  const copy = holder.cloneNode(false) as HTMLElement;
  copy.append(view);
  const { parentElement: parent } = holder;
  if (parent === null) {
    return copy;
  }
  if (!holder.matches(OUTPUT)) {
    return copyAround(parent, copy);
  }
  const row = parent.cloneNode(false) as HTMLElement;
  for (const sibling of parent.children) {
    row.append(sibling === holder ? copy : sibling.cloneNode(true));
  }
  return row;
}

function isRunning(prompt: Element): boolean {
  return prompt.textContent.includes('*');
}
