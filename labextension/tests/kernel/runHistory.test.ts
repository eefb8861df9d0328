import { describe, expect, it } from 'vitest';

import { parseRuns } from '../../src/kernel/runHistory';

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
