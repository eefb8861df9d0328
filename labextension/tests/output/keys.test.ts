import { expect, it } from 'vitest';

import { isAppKey } from '../../src/output/keys';

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
