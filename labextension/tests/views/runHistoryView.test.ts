import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { RunHistoryView } from '../../src/views/runHistoryView';
import { attach, textOf } from '../fakes/page';
import { FakeServer } from '../fakes/server';

let server: FakeServer;
let view: RunHistoryView;

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
  server.start();
});
afterEach(() => {
  view.dispose();
  vi.useRealTimers();
});

function open(): RunHistoryView {
  const ref = { kernel: 'k1', path: 'a.ipynb', name: 'tide' };
  view = new RunHistoryView(ref, server.model);
  return attach(view);
}

/** How often the runs were requested. */
function requests(): number {
  return server.kernel().asked.filter(asked => asked === 'why').length;
}

/** The kernel answers with runs. */
function answer(...runs: object[]): void {
  server.kernel().tell({ type: 'why', to: 'me', app: 'tide', runs });
}

/** The rows of the list. */
function rows(): Element[] {
  return [...view.node.querySelectorAll('.lit-why-run')];
}

function status(): string | null {
  return textOf(view.node, '[role=status]');
}

describe('the runs of an app', () => {
  it('are requested when they are shown, and after each run', () => {
    server.report();
    open();
    expect(requests()).toBe(1);
    vi.advanceTimersByTime(500);
    expect(requests()).toBe(1);
    server.report({ runs: 2 });
    expect(requests()).toBe(2);
  });

  it('are not requested for each run of a fast series', () => {
    server.report();
    open();
    for (let runs = 2; runs < 10; runs++) {
      server.report({ runs });
    }
    expect(requests()).toBe(1);
    vi.advanceTimersByTime(500);
    expect(requests()).toBe(2);
  });

  it('are not requested while nobody sees them', () => {
    server.report();
    open().hide();
    vi.advanceTimersByTime(500);
    server.report({ runs: 2 });
    expect(requests()).toBe(1);
    view.show();
    expect(requests()).toBe(2);
  });

  it('are listed, the newest first', () => {
    server.report();
    open();
    answer({ number: 1, trigger: 'start' }, { number: 2, trigger: 'n' });
    const triggers = rows().map(row => textOf(row, '.lit-why-trigger'));
    expect(triggers).toEqual(['n', 'start']);
    expect(status()).toContain('The last 2 of 2 runs');
  });

  it('keep their rows, so that unfolded ones stay so', () => {
    server.report();
    open();
    answer({ number: 1 }, { number: 2 });
    const [second, first] = rows();
    answer({ number: 2 }, { number: 3 });
    expect(rows()[1]).toBe(second);
    expect(rows()).not.toContain(first);
  });

  it('begin anew with a new app of this name', () => {
    server.report();
    open();
    answer({ number: 1, trigger: 'old' });
    vi.advanceTimersByTime(500);
    server.report({ model: 'a new model' });
    answer({ number: 1, trigger: 'new' });
    expect(rows().map(row => textOf(row, '.lit-why-trigger'))).toEqual(['new']);
  });

  it('of other apps are not listed', () => {
    server.report();
    open();
    const other = { type: 'why', to: 'me', app: 'moon', runs: [{ number: 1 }] };
    server.kernel().tell(other);
    expect(rows()).toEqual([]);
  });

  it('stay listed when the app is not running any more', () => {
    server.report();
    open();
    answer({ number: 1 });
    server.kernel().become('dead');
    expect(rows()).toHaveLength(1);
    expect(status()).toContain('not running');
  });

  it('may be none yet', () => {
    server.report();
    open();
    answer();
    expect(status()).toBe('It has not run yet.');
  });
});

describe('one run', () => {
  /** Show a run, after one that took 10 ms. */
  function shown(run: object): Element {
    server.report();
    open();
    answer({ number: 1, ms: 10 }, { number: 2, ms: 5, ...run });
    return rows()[0] as Element;
  }

  it('is compared with the longest one', () => {
    const bar = shown({}).querySelector<HTMLElement>('.lit-why-bar');
    expect(bar?.style.width).toBe('50%');
    expect(textOf(rows()[0] as Element, '.lit-why-ms')).toBe('5.0 ms');
  });

  it('shows what was sent, and how it ended if not as usual', () => {
    const row = shown({ messages: 1, bytes: 1200, outcome: 'stopped' });
    expect(textOf(row, '.lit-why-sent')).toBe('1 message · 1.2 kB');
    expect(textOf(row, '.lit-why-outcome')).toBe('was stopped');
    answer({ number: 3, outcome: 'done' });
    expect(textOf(rows()[0] as Element, '.lit-why-outcome')).toBeNull();
  });

  it('shows the values that were changed', () => {
    const table = shown({ changes: [['n', '10', '11']] }).querySelector(
      'table'
    );
    const cells = [...(table?.querySelectorAll('tbody th, td') ?? [])];
    expect(cells.map(cell => cell.textContent)).toEqual(['n', '10', '11']);
    answer({ number: 3 });
    expect(textOf(rows()[0] as Element, '.lit-why-none')).toContain('No value');
  });

  it('shows its slowest statements, compared with the slowest', () => {
    const row = shown({
      statements: [
        [3, 4, 'load()'],
        [5, 1, 'draw()']
      ]
    });
    const items = [...row.querySelectorAll('.lit-why-statements li')];
    expect(items.map(item => item.textContent)).toEqual([
      'line 3load()4.0 ms',
      'line 5draw()1.0 ms'
    ]);
    const bar = items[1]?.querySelector<HTMLElement>('.lit-why-bar');
    expect(bar?.style.width).toBe('25%');
  });

  it('sums up what was drawn', () => {
    const row = shown({ elements: 4, changed: 1, gone: 2 });
    expect(textOf(row, '.lit-why-drawn')).toBe(
      '4 elements: 1 changed, 3 unchanged, 2 gone.'
    );
    answer({ number: 3, elements: 1, ago: 0 });
    const drawn = textOf(rows()[0] as Element, '.lit-why-drawn');
    expect(drawn).toMatch(/^Began at .*1 element: 0 changed, 1 unchanged\.$/);
  });
});
