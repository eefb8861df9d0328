import {
  refreshIcon,
  searchIcon,
  stopIcon,
  Toolbar
} from '@jupyterlab/ui-components';
import { Widget } from '@lumino/widgets';

import { createIconButton, createElement, setText } from '../ui/dom';
import { historyIcon, wideIcon } from '../ui/icons';
import type { ILiveApp } from '../kernel/model';
import { describeRuns, describeState } from './format';

/** What the toolbar of an app needs from its tab. */
export interface IToolbarActions {
  liveApp(): ILiveApp | null;
  goToSource(liveApp: ILiveApp): void;
  showHistory(liveApp: ILiveApp): void;
  setWide(wide: boolean): void;
}

/** The toolbar above an app: its name, its state and buttons for its actions. */
export class AppToolbar {
  constructor(
    toolbar: Toolbar,
    name: string,
    private readonly actions: IToolbarActions,
    goLabel = `Go to the cell of ${name}`
  ) {
    const title = createElement('div', 'lit-tab-title');
    this.name = createElement('strong', '', name);
    title.append(createElement('span', 'lit-apps-dot'), this.name);
    this.state = title.appendChild(createElement('span', 'lit-apps-state'));
    this.title = title;
    // Buttons of our own: JupyterLab's toolbar buttons are all marked as toggles, in a way that ARIA does not allow.
    const forApp = (run: (liveApp: ILiveApp) => void) => (): void => {
      const liveApp = actions.liveApp();
      if (liveApp !== null) {
        run(liveApp);
      }
    };
    const request = (action: 'rerun' | 'stop'): (() => void) =>
      forApp(liveApp => {
        liveApp.group.client.requestAction(action, liveApp.app.name);
      });
    this.stopButton = createIconButton(
      stopIcon,
      `Stop ${name}`,
      request('stop')
    );
    this.rerunButton = createIconButton(
      refreshIcon,
      `Run ${name} again`,
      request('rerun')
    );
    this.historyButton = createIconButton(
      historyIcon,
      `Why ${name} ran`,
      forApp(actions.showHistory)
    );
    this.goButton = createIconButton(
      searchIcon,
      goLabel,
      forApp(actions.goToSource)
    );
    this.wideButton = createIconButton(wideIcon, 'Wide', () => {
      actions.setWide(this.wideButton.getAttribute('aria-pressed') !== 'true');
    });
    this.items = {
      stop: new Widget({ node: this.stopButton }),
      rerun: new Widget({ node: this.rerunButton }),
      title: new Widget({ node: title }),
      spacer: Toolbar.createSpacerItem(),
      why: new Widget({ node: this.historyButton }),
      go: new Widget({ node: this.goButton }),
      wide: new Widget({ node: this.wideButton })
    };
    for (const [key, item] of Object.entries(this.items)) {
      toolbar.addItem(key, item);
    }
    this.wide = false;
  }

  set wide(wide: boolean) {
    this.wideButton.setAttribute('aria-pressed', String(wide));
  }

  /** Update the state; while a run is in progress, repeat this twice a second. */
  refresh(): void {
    const liveApp = this.actions.liveApp();
    const [state, label] =
      liveApp === null
        ? ['dead', 'Not running']
        : describeState(liveApp, Date.now());
    setText(this.state, label);
    if (liveApp !== null) {
      setText(this.name, liveApp.app.title || liveApp.app.name);
    }
    this.title.dataset.state = state;
    this.title.title = liveApp === null ? '' : describeRuns(liveApp.app);
    this.stopButton.disabled = state !== 'running';
    for (const button of [this.historyButton, this.rerunButton]) {
      button.disabled = state === 'dead';
    }
    this.goButton.disabled = liveApp === null;
    window.clearTimeout(this.timer);
    if (liveApp !== null && liveApp.app.startedAt !== null) {
      this.timer = window.setTimeout(() => {
        this.refresh();
      }, 500);
    }
  }

  /** Remove all items that it has added. */
  dispose(): void {
    window.clearTimeout(this.timer);
    for (const item of Object.values(this.items)) {
      item.dispose();
    }
  }

  private readonly items: Record<string, Widget>;
  private readonly title: HTMLElement;
  private readonly name: HTMLElement;
  private readonly state: HTMLElement;
  private readonly stopButton: HTMLButtonElement;
  private readonly rerunButton: HTMLButtonElement;
  private readonly historyButton: HTMLButtonElement;
  private readonly goButton: HTMLButtonElement;
  private readonly wideButton: HTMLButtonElement;
  private timer = 0;
}
