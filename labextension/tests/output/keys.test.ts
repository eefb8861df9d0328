import { expect, it } from 'vitest';

import { isPlain } from '../../src/output/keys';

const none = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false };

it.each(['x', 'd', 'ArrowRight', 'Enter', ' ', 'Tab'])(
  '%s belongs to the app',
  key => {
    expect(isPlain({ ...none, key })).toBe(true);
  }
);

it('letters with Shift belong to the app, Shift+Enter runs the cell', () => {
  expect(isPlain({ ...none, key: 'M', shiftKey: true })).toBe(true);
  expect(isPlain({ ...none, key: 'Enter', shiftKey: true })).toBe(false);
});

it.each([
  ['Ctrl+S', { key: 's', ctrlKey: true }],
  ['Command+S', { key: 's', metaKey: true }],
  ['Ctrl+Alt+T', { key: 't', ctrlKey: true, altKey: true }],
  ['Escape', { key: 'Escape' }]
])('%s stays a shortcut', (_, key) => {
  expect(isPlain({ ...none, ...key })).toBe(false);
});
