import { Toolbar } from '@jupyterlab/ui-components';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { ILiveApp } from '../../src/kernel/model';
import { AppToolbar } from '../../src/views/toolbar';
import { liveApp, type Requested } from '../fakes/apps';
import { buttonOf, textOf } from '../fakes/page';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A toolbar over an app; what its buttons do is kept. */
class Tested {
  readonly requests: Requested[] = [];
  readonly done: unknown[] = [];
  readonly toolbar = new Toolbar();
  readonly bar: AppToolbar;

  constructor(public app: ILiveApp | null) {
    this.bar = new AppToolbar(this.toolbar, 'tide', {
      liveApp: () => this.app,
      goToSource: app => this.done.push(['source', app.app.name]),
      showHistory: app => this.done.push(['history', app.app.name]),
      setWide: wide => {
        this.done.push(['wide', wide]);
        this.bar.wide = wide;
      }
    });
    this.bar.refresh();
  }

  button(label: string): HTMLButtonElement {
    return buttonOf(this.toolbar.node, label);
  }

  get state(): string | null {
    return textOf(this.toolbar.node, '.lit-apps-state');
  }

  /** The labels of the buttons that can be used. */
  get enabled(): string[] {
    const buttons = [...this.toolbar.node.querySelectorAll('button')];
    return buttons
      .filter(one => !one.disabled)
      .map(one => one.getAttribute('aria-label') ?? '');
  }
}

describe('the toolbar of an app', () => {
  it('shows its title and state, and its runs on hovering', () => {
    const app = liveApp({ title: '🌊 Tide', runs: 2, ms: 7, trigger: 'n' });
    const { toolbar, state } = new Tested(app);
    expect(textOf(toolbar.node, 'strong')).toBe('🌊 Tide');
    expect(state).toBe('Idle');
    const title = toolbar.node.querySelector('.lit-tab-title');
    expect(title?.getAttribute('title')).toBe('2 runs · 7.0 ms · n');
  });

  it('offers what its state allows', () => {
    const all = [
      'Stop tide',
      'Run tide again',
      'Why tide ran',
      'Go to the cell of tide',
      'Wide'
    ];
    const enabled = (app: ILiveApp | null) => new Tested(app).enabled;
    expect(enabled(liveApp({ state: 'running' }))).toEqual(all);
    expect(enabled(liveApp())).toEqual(all.slice(1));
    expect(enabled(liveApp({ state: 'dead' }))).toEqual(all.slice(3));
    expect(enabled(null)).toEqual(all.slice(4));
  });

  it('requests actions of the app', () => {
    const requests: Requested[] = [];
    const tested = new Tested(liveApp({ state: 'running' }, { requests }));
    tested.button('Stop tide').click();
    tested.button('Run tide again').click();
    tested.button('Why tide ran').click();
    tested.button('Go to the cell of tide').click();
    expect(requests).toEqual([
      ['stop', 'tide'],
      ['rerun', 'tide']
    ]);
    expect(tested.done).toEqual([
      ['history', 'tide'],
      ['source', 'tide']
    ]);
  });

  it('toggles the width', () => {
    const tested = new Tested(liveApp());
    const wide = tested.button('Wide');
    wide.click();
    expect(wide.getAttribute('aria-pressed')).toBe('true');
    wide.click();
    expect(tested.done).toEqual([
      ['wide', true],
      ['wide', false]
    ]);
  });

  it('counts the seconds of a run in progress, until it ends', () => {
    const startedAt = Date.now();
    const tested = new Tested(liveApp({ state: 'running', startedAt }));
    expect(tested.state).toBe('Running · 0 s');
    vi.advanceTimersByTime(2000);
    expect(tested.state).toBe('Running · 2 s');
    tested.app = liveApp();
    vi.advanceTimersByTime(500);
    expect(tested.state).toBe('Idle');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('says so when the app is not running', () => {
    expect(new Tested(null).state).toBe('Not running');
  });

  it('takes its items and its timer along', () => {
    const { bar, toolbar } = new Tested(
      liveApp({ state: 'running', startedAt: Date.now() })
    );
    bar.dispose();
    expect([...toolbar.names()]).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
