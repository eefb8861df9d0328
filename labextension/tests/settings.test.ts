import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Signal } from '@lumino/signaling';
import { describe, expect, it } from 'vitest';

import { Settings } from '../src/settings';

/** The settings of one plugin, as a user has them. */
class FakeStoredSettings {
  readonly changed = new Signal<this, void>(this);
  values: Record<string, unknown> = {};

  get(key: string): { composite: unknown } {
    return { composite: this.values[key] };
  }

  set(values: Record<string, unknown>): void {
    this.values = values;
    this.changed.emit();
  }
}

async function loaded(
  values: Record<string, unknown>
): Promise<{ settings: Settings; stored: FakeStoredSettings }> {
  const stored = new FakeStoredSettings();
  stored.values = values;
  const settings = new Settings();
  await settings.load(applicationWith({ load: () => Promise.resolve(stored) }));
  return { settings, stored };
}

function applicationWith(registry: object | null): JupyterFrontEnd {
  return {
    resolveOptionalService: () => Promise.resolve(registry)
  } as unknown as JupyterFrontEnd;
}

describe('the settings', () => {
  it('have defaults before they are loaded, and without a registry', async () => {
    const settings = new Settings();
    const read = (): unknown[] => [
      settings.watchMode,
      settings.insertMode,
      settings.showsBadge
    ];
    expect(read()).toEqual(['run', 'split-right', true]);
    await settings.load(applicationWith(null));
    expect(read()).toEqual(['run', 'split-right', true]);
  });

  it('are those of the user', async () => {
    const values = { runOnSave: 'ask', place: 'tab-after', badge: false };
    const { settings } = await loaded(values);
    expect(settings.watchMode).toBe('ask');
    expect(settings.insertMode).toBe('tab-after');
    expect(settings.showsBadge).toBe(false);
  });

  it('fall back to the default for a value that is not allowed', async () => {
    const { settings } = await loaded({ runOnSave: 'never', place: 7 });
    expect(settings.watchMode).toBe('run');
    expect(settings.insertMode).toBe('split-right');
  });

  it('announce each change', async () => {
    const { settings, stored } = await loaded({});
    const modes: string[] = [];
    settings.changed.connect(() => {
      modes.push(settings.watchMode);
    });
    stored.set({ runOnSave: 'off' });
    expect(modes).toEqual(['off']);
  });
});
