import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { beforeEach, describe, expect, it } from 'vitest';

import { Settings } from '../../src/settings';
import { bindBadge } from '../../src/sidebar/badge';
import { entry } from '../fakes/kernel';
import { FakeServer } from '../fakes/server';

let server: FakeServer;
let sidebar: Widget;
let settings: Settings;

beforeEach(() => {
  server = new FakeServer();
  sidebar = new Widget();
  sidebar.title.caption = 'Lit Apps';
  settings = new Settings();
  bindBadge(sidebar, server.model, settings);
  server.start();
});

/** The kernel reports one app for each state. */
function report(...states: string[]): void {
  const apps = states.map((state, index) => entry(`app ${index}`, { state }));
  server.kernel().tell({ type: 'list', apps });
}

/** What the icon shows: the number, whether in the color of errors, and its caption. */
function badge(): unknown[] {
  const { caption, dataset } = sidebar.title;
  return [dataset['lit-count'], dataset['lit-wrong'], caption];
}

/** The user switches the badge off. */
async function switchOff(): Promise<void> {
  const changed = new Signal<object, void>({});
  const stored = { changed, get: () => ({ composite: false }) };
  const registry = { load: () => Promise.resolve(stored) };
  await settings.load({
    resolveOptionalService: () => Promise.resolve(registry)
  } as unknown as JupyterFrontEnd);
}

describe('the badge of the sidebar', () => {
  it('is empty while all apps are idle', () => {
    report('idle', 'idle');
    expect(badge()).toEqual(['', 'false', 'Lit Apps']);
  });

  it('counts the apps that are running or have failed', () => {
    report('running', 'stopping', 'idle', 'error');
    const caption = 'Lit Apps: 2 running, 1 with an error';
    expect(badge()).toEqual(['3', 'true', caption]);
    report('running');
    expect(badge()).toEqual(['1', 'false', 'Lit Apps: 1 running']);
  });

  it('shows at most 99', () => {
    report(...Array.from({ length: 120 }, () => 'running'));
    expect(badge()[0]).toBe('99');
    expect(badge()[2]).toBe('Lit Apps: 120 running');
  });

  it('does not touch the title if nothing has changed', () => {
    report('running');
    let changes = 0;
    sidebar.title.changed.connect(() => (changes += 1));
    report('running');
    expect(changes).toBe(0);
  });

  it('can be switched off', async () => {
    report('running');
    await switchOff();
    expect(badge()).toEqual(['', 'false', 'Lit Apps']);
  });

  it('listens to the kernels of open notebooks while the sidebar is closed', async () => {
    report('running');
    const kernel = server.kernel();
    server.notebooks.set('k1', kernel);
    server.model.removeViewer(server);
    expect(server.model.groups).toHaveLength(1);
    await switchOff();
    expect(server.model.groups).toHaveLength(0);
  });
});
