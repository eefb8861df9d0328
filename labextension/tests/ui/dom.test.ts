import { describe, expect, it } from 'vitest';

import {
  createElement,
  createIconButton,
  setChildren,
  setText
} from '../../src/ui/dom';
import { appIcon } from '../../src/ui/icons';

/** Record the changes of a node that a function makes. */
function changesOf(node: Node, act: () => void): readonly MutationRecord[] {
  const observer = new MutationObserver(() => undefined);
  observer.observe(node, { childList: true, subtree: true });
  act();
  return observer.takeRecords();
}

describe('an icon button', () => {
  it('has a name for screen readers, and calls back on a click', () => {
    let clicks = 0;
    const button = createIconButton(appIcon, 'Run', () => (clicks += 1));
    button.click();
    expect(clicks).toBe(1);
    expect(button.getAttribute('aria-label')).toBe('Run');
    expect(button.querySelector('svg')).not.toBeNull();
  });
});

describe('a text', () => {
  it('is set if it differs, and not touched if it is the same', () => {
    const node = createElement('p', '', 'before');
    expect(changesOf(node, () => setText(node, 'before'))).toHaveLength(0);
    expect(changesOf(node, () => setText(node, 'after'))).not.toHaveLength(0);
    expect(node.textContent).toBe('after');
  });
});

describe('children', () => {
  const [a, b, c] = ['a', 'b', 'c'].map(name => createElement('i', name)) as [
    HTMLElement,
    HTMLElement,
    HTMLElement
  ];
  const names = (parent: Element): string[] =>
    [...parent.children].map(child => child.className);

  it('are added, moved and removed', () => {
    const parent = createElement('div', '');
    setChildren(parent, [a, b, c]);
    expect(names(parent)).toEqual(['a', 'b', 'c']);
    setChildren(parent, [c, a]);
    expect(names(parent)).toEqual(['c', 'a']);
    setChildren(parent, []);
    expect(names(parent)).toEqual([]);
  });

  it('stay where they are if the order is right already', () => {
    const parent = createElement('div', '');
    setChildren(parent, [a, b]);
    const changes = changesOf(parent, () => setChildren(parent, [a, b, c]));
    expect(changes.flatMap(change => [...change.addedNodes])).toEqual([c]);
  });

  it('of no parent are nobody’s', () => {
    expect(() => setChildren(null, [a])).not.toThrow();
  });
});
