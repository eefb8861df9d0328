import { describe, expect, it } from 'vitest';

import {
  describeRuns,
  describeState,
  formatBytes,
  formatCount,
  formatDuration
} from '../../src/views/format';
import { liveApp } from '../fakes/apps';

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

describe('the state of an app', () => {
  it('has a label', () => {
    expect(describeState(liveApp(), 0)).toEqual(['idle', 'Idle']);
    expect(describeState(liveApp({ state: 'dead' }), 0)).toEqual([
      'dead',
      'Kernel ended: run it again'
    ]);
  });

  it('shows the whole seconds of a run in progress', () => {
    const running = liveApp({ state: 'running', startedAt: 10_000 });
    expect(describeState(running, 13_999)[1]).toBe('Running · 3 s');
    expect(describeState(running, 9000)[1]).toBe('Running · 0 s');
  });

  it('is waiting while the kernel executes a cell', () => {
    const waiting = liveApp({}, { busy: true });
    expect(describeState(waiting, 0)[0]).toBe('waiting');
  });
});

describe('the runs of an app', () => {
  it('are counted, with the duration and the trigger of the last one', () => {
    const { app } = liveApp({ runs: 2, ms: 12, trigger: 'n' });
    expect(describeRuns(app)).toBe('2 runs · 12 ms · n');
  });

  it('leave out what is unknown', () => {
    expect(describeRuns(liveApp({ runs: 1, ms: null }).app)).toBe('1 run');
    expect(describeRuns(liveApp({ runs: 0, ms: 3 }).app)).toBe('');
  });
});
