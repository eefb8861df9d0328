import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import { Signal } from '@lumino/signaling';
import type { DockLayout } from '@lumino/widgets';

const PLUGIN = 'notebook_lit:plugin';
const INSERT_MODES: readonly string[] = [
  'split-right',
  'split-bottom',
  'tab-after'
];
const WATCH_MODES: readonly string[] = ['run', 'ask', 'off'];

/** What the kernel does when a file of an app is saved: run it, ask first, or nothing. */
export type WatchMode = 'run' | 'ask' | 'off';

/** The user's settings; the defaults until they are loaded, and where the application has no settings. */
export class Settings {
  readonly changed = new Signal<this, void>(this);

  /** What the app of a file does when the file is saved. */
  get watchMode(): WatchMode {
    return this.choice('runOnSave', WATCH_MODES, 'run') as WatchMode;
  }

  /** Where new views are inserted. */
  get insertMode(): DockLayout.InsertMode {
    return this.choice(
      'place',
      INSERT_MODES,
      'split-right'
    ) as DockLayout.InsertMode;
  }

  /** Whether the icon of the sidebar shows the number of apps that are running or have failed. */
  get showsBadge(): boolean {
    return this.loaded?.get('badge').composite !== false;
  }

  /** Load the settings and follow their changes. */
  async load(app: JupyterFrontEnd): Promise<void> {
    const { ISettingRegistry } = await import('@jupyterlab/settingregistry');
    const registry = await app.resolveOptionalService(ISettingRegistry);
    this.loaded = (await registry?.load(PLUGIN)) ?? null;
    this.loaded?.changed.connect(() => {
      this.changed.emit();
    });
    this.changed.emit();
  }

  private choice(
    key: string,
    allowed: readonly string[],
    fallback: string
  ): string {
    const value = this.loaded?.get(key).composite;
    return typeof value === 'string' && allowed.includes(value)
      ? value
      : fallback;
  }

  private loaded: ISettingRegistry.ISettings | null = null;
}
