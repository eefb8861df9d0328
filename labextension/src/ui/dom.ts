import type { LabIcon } from '@jupyterlab/ui-components';

/** Make an element. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name: string,
  text = ''
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}

/** Make a button that is an icon. */
export function button(
  icon: LabIcon,
  label: string,
  act: () => void
): HTMLButtonElement {
  const made = element('button', 'lit-apps-button');
  made.type = 'button';
  made.title = label;
  made.setAttribute('aria-label', label);
  icon.element({ container: made });
  made.addEventListener('click', act);
  return made;
}

/** Change a text only if it is another one: what is equal is not touched. */
export function set(node: HTMLElement, text: string): void {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Make these nodes the children, in this order, without moving those that are where they belong. */
export function arrange(
  parent: Element | null,
  nodes: readonly HTMLElement[]
): void {
  if (parent === null) {
    return;
  }
  nodes.forEach((node, place) => {
    if (parent.children[place] !== node) {
      parent.insertBefore(node, parent.children[place] ?? null);
    }
  });
  while (parent.children.length > nodes.length) {
    parent.lastElementChild?.remove();
  }
}
