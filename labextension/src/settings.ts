import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import { Signal } from '@lumino/signaling';
import type { DockLayout } from '@lumino/widgets';

const PLUGIN = 'notebook_lit:plugin';
const PLACES: readonly string[] = ['split-right', 'split-bottom', 'tab-after'];
const WATCHES: readonly string[] = ['run', 'ask', 'off'];

/** What a kernel does when one of an app's files is saved. */
export type Watch = 'run' | 'ask' | 'off';

/** What people have set; until it is known, and where there are no settings, what is usual. */
export class Settings {
  readonly changed = new Signal<this, void>(this);

  /** What a file's app does when the file is saved. */
  get watch(): Watch {
    return this.one('runOnSave', WATCHES, 'run') as Watch;
  }

  /** Where new views are put. */
  get place(): DockLayout.InsertMode {
    return this.one('place', PLACES, 'split-right') as DockLayout.InsertMode;
  }

  /** Whether the icon of the sidebar counts the apps that run or have failed. */
  get badge(): boolean {
    return this.loaded?.get('badge').composite !== false;
  }

  /** Read the settings, and again when they change. */
  async load(app: JupyterFrontEnd): Promise<void> {
    const { ISettingRegistry } = await import('@jupyterlab/settingregistry');
    const registry = await app.resolveOptionalService(ISettingRegistry);
    this.loaded = (await registry?.load(PLUGIN)) ?? null;
    this.loaded?.changed.connect(() => {
      this.changed.emit();
    });
    this.changed.emit();
  }

  private one(key: string, allowed: readonly string[], usual: string): string {
    const value = this.loaded?.get(key).composite;
    return typeof value === 'string' && allowed.includes(value) ? value : usual;
  }

  private loaded: ISettingRegistry.ISettings | null = null;
}
