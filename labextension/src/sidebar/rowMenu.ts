import { CommandRegistry } from '@lumino/commands';
import type { IDisposable } from '@lumino/disposable';
import { Menu } from '@lumino/widgets';

import type { ILiveApp } from '../kernel/model';
import type { AppAction } from '../tokens';

/** The menu of a row of the sidebar, with the actions that are rarely wanted. */
export class RowMenu implements IDisposable {
  constructor() {
    const commands = new CommandRegistry();
    this.menu = new Menu({ commands });
    for (const [action, label] of [
      ['clear_cache', 'Clear the Caches'],
      ['close', 'Close the App']
    ] as const) {
      commands.addCommand(action, {
        label,
        isEnabled: () => action === 'close' || this.isAlive,
        execute: () => {
          this.request(action);
        }
      });
      this.menu.addItem({ command: action });
    }
  }

  get isDisposed(): boolean {
    return this.menu.isDisposed;
  }

  dispose(): void {
    this.menu.dispose();
  }

  /** Open the menu below a button, for one app. */
  open(button: HTMLElement, liveApp: ILiveApp): void {
    this.liveApp = liveApp;
    const { left, bottom } = button.getBoundingClientRect();
    this.menu.open(left, bottom);
  }

  private get isAlive(): boolean {
    return this.liveApp !== null && this.liveApp.app.state !== 'dead';
  }

  private request(action: AppAction): void {
    const { liveApp } = this;
    liveApp?.group.client.requestAction(action, liveApp.app.name);
  }

  private readonly menu: Menu;
  private liveApp: ILiveApp | null = null;
}
