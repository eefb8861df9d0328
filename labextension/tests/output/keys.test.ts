import { describe, expect, it } from 'vitest';

import { captureAppKeys, isAppKey } from '../../src/output/keys';

const none = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false };

it.each(['x', 'd', 'ArrowRight', 'Enter', ' ', 'Tab'])(
  '%s belongs to the app',
  key => {
    expect(isAppKey({ ...none, key })).toBe(true);
  }
);

it('letters with Shift belong to the app, Shift+Enter runs the cell', () => {
  expect(isAppKey({ ...none, key: 'M', shiftKey: true })).toBe(true);
  expect(isAppKey({ ...none, key: 'Enter', shiftKey: true })).toBe(false);
});

it.each([
  ['Ctrl+S', { key: 's', ctrlKey: true }],
  ['Command+S', { key: 's', metaKey: true }],
  ['Ctrl+Alt+T', { key: 't', ctrlKey: true, altKey: true }],
  ['Escape', { key: 'Escape' }]
])('%s stays a shortcut', (_, key) => {
  expect(isAppKey({ ...none, ...key })).toBe(false);
});

describe('a key pressed', () => {
  captureAppKeys();

  /** Press a key in a node; return whether shortcuts are suppressed there. */
  function isSuppressed(node: Element, init: KeyboardEventInit): boolean {
    node.dispatchEvent(
      new KeyboardEvent('keydown', { ...init, bubbles: true })
    );
    return node.hasAttribute('data-lm-suppress-shortcuts');
  }

  it('in an app triggers no shortcut, unless it stays one', () => {
    document.body.innerHTML = '<div class="lit-app"><input></div>';
    const input = document.body.querySelector('input') as Element;
    expect(isSuppressed(input, { key: 'x' })).toBe(true);
    expect(isSuppressed(input, { key: 's', ctrlKey: true })).toBe(false);
  });

  it('elsewhere stays a shortcut', () => {
    document.body.innerHTML = '<input>';
    const input = document.body.querySelector('input') as Element;
    expect(isSuppressed(input, { key: 'x' })).toBe(false);
  });
});
