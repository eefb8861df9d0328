import { describe, expect, it } from 'vitest';

import { parseRuns } from '../../src/kernel/runHistory';
import {
  formatBytes,
  formatCount,
  formatDuration
} from '../../src/views/format';

describe('the runs that a kernel tells of', () => {
  it('are read', () => {
    const told = {
      number: 2,
      trigger: 'n',
      outcome: 'done',
      ms: 4.5,
      ago: 1.5,
      changes: [['n', '10', '11']],
      statements: [[3, 2.5, 'st.write(n)']],
      elements: 4,
      changed: 1,
      gone: 0,
      messages: 2,
      bytes: 700
    };
    expect(parseRuns([told])).toEqual([
      {
        ...told,
        changes: [{ name: 'n', old: '10', new: '11' }],
        statements: [{ line: 3, ms: 2.5, text: 'st.write(n)' }]
      }
    ]);
  });

  it.each([undefined, 'words', { number: 1 }])('are none: %j', data => {
    expect(parseRuns(data)).toEqual([]);
  });

  it('have zeros and empty words for what is not told', () => {
    const [run] = parseRuns([
      { ms: 'long', changes: 7, statements: [null] },
      3
    ]);
    expect(run).toMatchObject({ ms: 0, ago: null, trigger: '', changes: [] });
    expect(run?.statements).toEqual([{ line: 0, ms: 0, text: '' }]);
  });
});

describe('numbers in words', () => {
  it.each([
    [0.04, '0.0 ms'],
    [9.96, '10.0 ms'],
    [12.4, '12 ms'],
    [9999, '9999 ms'],
    [10_000, '10.0 s']
  ])('%d ms are %s', (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });

  it.each([
    [999, '999 B'],
    [1234, '1.2 kB'],
    [2_500_000, '2.5 MB']
  ])('%d bytes are %s', (count, words) => {
    expect(formatBytes(count)).toBe(words);
  });

  it('count one and many', () => {
    expect(formatCount(1, 'run', 'runs')).toBe('1 run');
    expect(formatCount(0, 'run', 'runs')).toBe('0 runs');
  });
});
