import type { LabIcon } from '@jupyterlab/ui-components';

import { attachTooltip } from './tooltip';

/** Create an element with a class name and a text. */
export function createElement<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  text = ''
): HTMLElementTagNameMap[K] {
  const created = document.createElement(tag);
  created.className = className;
  created.textContent = text;
  return created;
}

/** Create a button that shows an icon. */
export function createIconButton(
  icon: LabIcon,
  label: string,
  onClick: () => void
): HTMLButtonElement {
  const created = createElement('button', 'lit-apps-button');
  created.type = 'button';
  created.setAttribute('aria-label', label);
  icon.element({ container: created });
  attachTooltip(created);
  created.addEventListener('click', onClick);
  return created;
}

/** Set the text of a node, without touching the DOM if it is the same. */
export function setText(node: HTMLElement, text: string): void {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Make `nodes` the children of `parent`, in this order, without moving those already in place (they keep the focus). */
export function setChildren(
  parent: Element | null,
  nodes: readonly HTMLElement[]
): void {
  if (parent === null) {
    return;
  }
  nodes.forEach((node, index) => {
    if (parent.children[index] !== node) {
      parent.insertBefore(node, parent.children[index] ?? null);
    }
  });
  while (parent.children.length > nodes.length) {
    parent.lastElementChild?.remove();
  }
}
