import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { sessionPath } from '../../src/files/paths';
import { Sidebar } from '../../src/sidebar/sidebar';
import { entry } from '../fakes/kernel';
import { attach, buttonOf, flush, textOf } from '../fakes/page';
import { FakeServer } from '../fakes/server';

let server: FakeServer;
let sidebar: Sidebar;
let done: unknown[];

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
  done = [];
  sidebar = new Sidebar(server.model, {
    goToSource: ({ app }) => done.push(['source', app.name]),
    openTab: ({ app }) => done.push(['tab', app.name]),
    showHistory: ({ app }) => done.push(['history', app.name])
  });
  attach(sidebar);
  server.services.start('k1', 'a.ipynb');
  flush();
});
afterEach(() => {
  sidebar.dispose();
  vi.useRealTimers();
});

/** The kernel reports one app, or more of them. */
function report(app: Record<string, unknown> = {}, ...names: string[]): void {
  const others = names.map(name => entry(name));
  const apps = [entry('tide', app), ...others];
  server.kernel().tell({ type: 'list', apps });
  flush();
}

function rows(): HTMLElement[] {
  return [...sidebar.node.querySelectorAll<HTMLElement>('.lit-apps-row')];
}

/** The names, or other texts, of all rows. */
function texts(selector = '.lit-apps-name'): (string | null)[] {
  return rows().map(row => textOf(row, selector));
}

function button(label: string): HTMLButtonElement {
  return buttonOf(sidebar.node, label);
}

/** Choose something from the menu of an app, by keyboard. */
function choose(app: string, label: string): void {
  button(`More actions for ${app}`).click();
  flush();
  const menu = document.querySelector('.lm-Menu');
  const press = (keyCode: number): void => {
    const options = { keyCode, bubbles: true };
    menu?.dispatchEvent(new KeyboardEvent('keydown', options));
    flush();
  };
  const items = ['Clear the Caches', 'Close the App'];
  for (let index = 0; index <= items.indexOf(label); index++) {
    press(40); // down
  }
  press(13); // enter
  press(27); // escape: what cannot be chosen leaves the menu open
}

describe('the list of live apps', () => {
  it('says how to begin while there is none', () => {
    const empty = sidebar.node.querySelector<HTMLElement>('.lit-apps-empty');
    expect(empty?.hidden).toBe(false);
    report();
    expect(empty?.hidden).toBe(true);
  });

  it('names the apps of each notebook', () => {
    report({ title: '🌊 Tide' }, 'moon');
    server.services.start('k2', 'b.ipynb');
    server.kernel('k2').tell({ type: 'list', apps: [entry('sun')] });
    flush();
    const headings = [...sidebar.node.querySelectorAll('h3')];
    expect(headings.map(one => one.textContent)).toEqual([
      'a.ipynb',
      'b.ipynb'
    ]);
    expect(texts()).toEqual(['🌊 Tide', 'moon', 'sun']);
  });

  it('keeps the row of an app, so that the focus survives', () => {
    report({}, 'moon');
    const [first] = rows();
    button('Run tide again').focus();
    report({ runs: 2 }, 'moon');
    expect(rows()[0]).toBe(first);
    expect(document.activeElement).toBe(button('Run tide again'));
  });

  it('loses the rows of apps and kernels that are gone', () => {
    report({}, 'moon');
    report();
    expect(texts()).toEqual(['tide']);
    server.services.stop('k1');
    flush();
    expect(sidebar.node.querySelector('h3')).toBeNull();
  });

  it('shows state, runs, duration and trigger', () => {
    report({ state: 'error', runs: 3, ms: 12, trigger: 'n' });
    expect(rows()[0]?.dataset.state).toBe('error');
    expect(texts('.lit-apps-state')).toEqual(['Error']);
    expect(texts('.lit-apps-detail')).toEqual(['3 runs · 12 ms · n']);
    report({ runs: 0 });
    expect(texts('.lit-apps-detail')).toEqual(['']);
  });

  it('counts the seconds of a run in progress', () => {
    report({ state: 'running', elapsed: 1 });
    expect(texts('.lit-apps-state')).toEqual(['Running · 1 s']);
    vi.advanceTimersByTime(2000);
    expect(texts('.lit-apps-state')).toEqual(['Running · 3 s']);
  });
});

describe('the buttons of a row', () => {
  it('request actions of the kernel', () => {
    report({ state: 'running' });
    button('Run tide again').click();
    choose('tide', 'Clear the Caches');
    choose('tide', 'Close the App');
    expect(server.kernel().asked).toEqual([
      'listen',
      'rerun',
      'clear_cache',
      'close'
    ]);
  });

  it('can stop only what runs', async () => {
    report();
    expect(button('Stop tide').disabled).toBe(true);
    report({ state: 'running' });
    button('Stop tide').click();
    await vi.advanceTimersByTimeAsync(0);
    expect(server.kernel().asked.at(-1)).toBe('stop');
  });

  it('lead to the cell, a tab and the runs', () => {
    report();
    button('Go to the cell of tide').click();
    button('Open tide in a tab').click();
    button('Why tide ran').click();
    expect(done).toEqual([
      ['source', 'tide'],
      ['tab', 'tide'],
      ['history', 'tide']
    ]);
  });

  it('lead to the file of an app that was opened from one', () => {
    server.services.start('k2', sessionPath('app.py'));
    server.kernel('k2').tell({ type: 'list', apps: [entry('app')] });
    flush();
    button('Go to the file of app').click();
    expect(done).toEqual([['source', 'app']]);
  });

  it('of a dead app only lead to its cell, or take it off the list', () => {
    report();
    server.kernel().become('dead');
    flush();
    const enabled = [...sidebar.node.querySelectorAll('button')]
      .filter(one => !one.disabled)
      .map(one => one.getAttribute('aria-label'));
    expect(enabled).toEqual([
      'Go to the cell of tide',
      'More actions for tide'
    ]);
    button('More actions for tide').click();
    flush();
    const [caches] = document.querySelectorAll('.lm-Menu-item');
    expect(caches?.classList.contains('lm-mod-disabled')).toBe(true);
    choose('tide', 'Clear the Caches'); // the first that can be chosen is the next one, which closes the app
    flush();
    expect(rows()).toEqual([]);
  });
});

describe('a request that failed', () => {
  it('is shown for a while', () => {
    const problem = sidebar.node.querySelector<HTMLElement>('[role=alert]');
    expect(problem?.hidden).toBe(true);
    const error = 'there is no app "tide"';
    server.kernel().tell({ type: 'answer', to: 'me', request: 1, error });
    expect([problem?.hidden, problem?.textContent]).toEqual([false, error]);
    vi.advanceTimersByTime(8000);
    expect(problem?.hidden).toBe(true);
  });
});

describe('a hidden sidebar', () => {
  it('listens to no kernel, and counts nothing', () => {
    report({ state: 'running', elapsed: 0 });
    const kernel = server.kernel();
    sidebar.hide();
    expect(kernel.isDisposed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is up to date when it is shown again', () => {
    report();
    sidebar.hide();
    sidebar.show();
    report({}, 'moon');
    expect(texts()).toEqual(['tide', 'moon']);
  });
});
