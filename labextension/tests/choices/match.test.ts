import { describe, expect, it } from 'vitest';

import { type FilterMode, matchLabels } from '../../src/choices/match';

const LABELS = ['Lisbon', 'New York', 'Oslo', 'York', 'East-Oslo', 'yo'];

function matches(typed: string, mode: FilterMode): string[] {
  return matchLabels(LABELS, typed, mode).map(index => LABELS[index]!);
}

describe('typing', () => {
  it('that is nothing, or is not taken, leaves all options as they are', () => {
    expect(matches('', 'fuzzy')).toEqual(LABELS);
    expect(matches(' ', 'prefix')).toEqual(LABELS);
    expect(matches('x', 'none')).toEqual(LABELS);
  });

  it('puts the best match first in fuzzy mode', () => {
    expect(matches('YO', 'fuzzy')).toEqual(['York', 'yo', 'New York']);
    expect(matches('oslo', 'fuzzy')).toEqual(['Oslo', 'East-Oslo']);
    expect(matches('ln', 'fuzzy')).toEqual(['Lisbon']);
    expect(matches('nl', 'fuzzy')).toEqual([]);
  });

  it('keeps the order of the options in the other modes', () => {
    expect(matches('yo', 'contains')).toEqual(['New York', 'York', 'yo']);
    expect(matches('yo', 'prefix')).toEqual(['York', 'yo']);
    expect(matches('ln', 'contains')).toEqual([]);
  });
});
