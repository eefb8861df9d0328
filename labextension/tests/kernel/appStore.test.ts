import { describe, expect, it } from 'vitest';

import { AppStore, visibleState } from '../../src/kernel/appStore';
import { entry } from '../fakes/kernel';

function listed(...names: string[]): AppStore {
  const apps = new AppStore();
  apps.apply({ type: 'list', apps: names.map(name => entry(name)) }, 0);
  return apps;
}

describe('a list', () => {
  it('is taken in its order', () => {
    expect(listed('b', 'a').all.map(app => app.name)).toEqual(['b', 'a']);
  });

  it('tells what an app calls its page, if it calls it anything', () => {
    const apps = new AppStore();
    const sales = entry('a', { title: '📈 Sales' });
    apps.apply({ type: 'list', apps: [sales, entry('b')] }, 0);
    expect(apps.all.map(app => app.title)).toEqual(['📈 Sales', '']);
  });

  it('takes those off that it does not have', () => {
    const apps = listed('a', 'b');
    apps.apply({ type: 'list', apps: [entry('b')] }, 0);
    expect(apps.all.map(app => app.name)).toEqual(['b']);
  });

  it('leaves the dead where they are', () => {
    const apps = listed('a', 'b');
    apps.endAll();
    apps.apply({ type: 'list', apps: [entry('b')] }, 0);
    expect(apps.all.map(app => app.state)).toEqual(['dead', 'idle']);
  });
});

describe('a change', () => {
  it('keeps what it does not speak of', () => {
    const apps = listed('a');
    apps.apply({ type: 'change', apps: [{ name: 'a', runs: 2, ms: 3.5 }] }, 0);
    expect(apps.get('a')).toMatchObject({ modelId: 'model of a', runs: 2 });
  });

  it('keeps nothing of an app of an earlier kernel', () => {
    const apps = listed('a');
    apps.endAll();
    apps.apply({ type: 'change', apps: [{ name: 'a', model: 'new' }] }, 0);
    expect(apps.get('a')).toMatchObject({ modelId: 'new', runs: 0 });
  });

  it('knows when a run began, by the clock of the page', () => {
    const apps = listed('a');
    const running = { name: 'a', state: 'running', elapsed: 1.5 };
    apps.apply({ type: 'change', apps: [running] }, 10_000);
    expect(apps.get('a')?.startedAt).toBe(8500);
  });

  it('takes off what is gone', () => {
    const apps = listed('a', 'b');
    apps.apply({ type: 'change', apps: [], gone: ['a'] }, 0);
    expect(apps.all.map(app => app.name)).toEqual(['b']);
  });
});

describe('anything else', () => {
  it.each([null, 'words', [], { type: 'why' }, { apps: [entry('x')] }])(
    'changes nothing: %j',
    data => {
      const apps = listed('a');
      expect(apps.apply(data, 0)).toBe(false);
      expect(apps.all.map(app => app.name)).toEqual(['a']);
    }
  );

  it('is no app without a name, and an unknown state counts as idle', () => {
    const apps = new AppStore();
    const odd = [{ model: 'x' }, entry('a', { state: 'flying' }), 7];
    apps.apply({ type: 'list', apps: odd }, 0);
    expect(apps.all).toMatchObject([{ name: 'a', state: 'idle' }]);
  });
});

describe('what an app is doing while its kernel is busy with a cell', () => {
  it.each([
    ['idle', 'waiting'],
    ['error', 'waiting'],
    ['running', 'running'],
    ['stopping', 'stopping']
  ])('%s is %s', (state, seen) => {
    const apps = new AppStore();
    apps.apply({ type: 'list', apps: [entry('a', { state })] }, 0);
    const [app] = apps.all;
    expect(app && visibleState(app, true)).toBe(seen);
    expect(app && visibleState(app, false)).toBe(state);
  });
});
