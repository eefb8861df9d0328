import { expect, it } from 'vitest';

import { hasLostMemory } from '../../src/kernel/kernelStatus';

it.each([
  'starting',
  'restarting',
  'autorestarting',
  'terminating',
  'dead'
] as const)('a kernel that is %s has lost its memory', status => {
  expect(hasLostMemory(status)).toBe(true);
});

it.each(['idle', 'busy', 'unknown'] as const)(
  'a kernel that is %s has kept it',
  status => {
    expect(hasLostMemory(status)).toBe(false);
  }
);
