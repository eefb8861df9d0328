import {
  editIcon,
  ellipsesIcon,
  launchIcon,
  refreshIcon,
  searchIcon,
  stopIcon
} from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';

import { RowMenu } from './rowMenu';

import {
  setChildren,
  createIconButton,
  createElement,
  setText
} from '../ui/dom';
import { appIcon, historyIcon } from '../ui/icons';
import type { AppsModel, ILiveApp } from '../kernel/model';
import { fileOfSession } from '../files/paths';
import type { AppAction } from '../tokens';
import { describeState, formatCount, formatDuration } from '../views/format';

/** The actions of a row that need the application. */
export interface ISidebarActions {
  openTab(liveApp: ILiveApp): void;
  /** Show the cell of an app, or the file of one that was opened from a file. */
  goToSource(liveApp: ILiveApp): void;
  showHistory(liveApp: ILiveApp): void;
}

/** One row of the list, created once per app and updated in place, so that focus and clicks survive. */
interface IRow {
  readonly node: HTMLElement;
  readonly name: HTMLElement;
  readonly state: HTMLElement;
  readonly detail: HTMLElement;
  readonly stop: HTMLButtonElement;
  readonly menu: HTMLButtonElement;
  /** The buttons that need a living kernel. */
  readonly needKernel: readonly HTMLButtonElement[];
  liveApp: ILiveApp;
}

/** The sidebar with the list of all live apps. */
export class Sidebar extends Widget {
  constructor(
    private readonly model: AppsModel,
    private readonly actions: ISidebarActions
  ) {
    super();
    this.id = 'notebook-lit-apps';
    this.addClass('lit-apps');
    this.title.icon = appIcon;
    this.title.caption = 'Lit Apps';
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', 'Lit Apps');
    const head = this.node.appendChild(createElement('div', 'lit-apps-head'));
    head.appendChild(createElement('h2', '', 'Lit Apps'));
    this.problemBox = this.node.appendChild(
      createElement('div', 'lit-apps-problem')
    );
    this.problemBox.setAttribute('role', 'alert');
    this.problemBox.hidden = true;
    this.list = this.node.appendChild(createElement('div', 'lit-apps-list'));
    this.empty = this.node.appendChild(createElement('div', 'lit-apps-empty'));
    this.empty.append(
      createElement('p', '', 'No app is running.'),
      createElement(
        'p',
        '',
        'Run %load_ext notebook_lit in a notebook, then begin a cell with %%litapp.'
      )
    );
    model.changed.connect(this.updateIfVisible, this);
    model.requestFailed.connect(this.onRequestFailed, this);
  }

  dispose(): void {
    window.clearInterval(this.refreshTimer);
    this.model.removeViewer(this);
    this.model.changed.disconnect(this.updateIfVisible, this);
    this.model.requestFailed.disconnect(this.onRequestFailed, this);
    this.menu.dispose();
    super.dispose();
  }

  protected onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.startUpdates();
  }

  protected onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    if (this.isVisible) {
      this.startUpdates();
    }
  }

  protected onAfterHide(message: Message): void {
    super.onAfterHide(message);
    window.clearInterval(this.refreshTimer);
    this.model.removeViewer(this);
  }

  protected onUpdateRequest(): void {
    const seen = new Set<string>();
    const order: HTMLElement[] = [];
    for (const group of this.model.groups) {
      const section = this.sectionFor(group.id, group.title, group.path);
      seen.add(group.id);
      order.push(section);
      const rows = group.client.apps.all.map(app => {
        const key = `${group.id} ${app.name}`;
        seen.add(key);
        return this.rowFor(key, { group, app });
      });
      setChildren(section.lastElementChild, rows);
    }
    for (const key of [...this.rows.keys(), ...this.sections.keys()]) {
      if (!seen.has(key)) {
        this.rows.delete(key);
        this.sections.delete(key);
      }
    }
    setChildren(this.list, order);
    this.empty.hidden = order.length > 0;
    this.refreshRows();
  }

  private startUpdates(): void {
    this.model.addViewer(this);
    window.clearInterval(this.refreshTimer);
    this.refreshTimer = window.setInterval(() => {
      this.refreshRows();
    }, 1000);
    this.update();
  }

  private updateIfVisible(): void {
    if (this.isVisible) {
      this.update();
    }
  }

  private onRequestFailed(_: unknown, message: string): void {
    this.problemBox.textContent = message;
    this.problemBox.hidden = false;
    window.clearTimeout(this.problemTimer);
    this.problemTimer = window.setTimeout(() => {
      this.problemBox.hidden = true;
    }, 8000);
  }

  /** Update the states and times of all rows. */
  private refreshRows(): void {
    for (const rowFor of this.rows.values()) {
      const { app } = rowFor.liveApp;
      const [state, label] = describeState(rowFor.liveApp, Date.now());
      setText(rowFor.name, app.title || app.name);
      setText(rowFor.state, label);
      const runs = formatCount(app.runs, 'run', 'runs');
      const ms = app.ms === null ? '' : ` · ${formatDuration(app.ms)}`;
      setText(
        rowFor.detail,
        app.runs === 0 ? '' : `${runs}${ms} · ${app.trigger}`
      );
      rowFor.detail.title = app.trigger;
      if (rowFor.node.dataset.state !== state) {
        rowFor.node.dataset.state = state;
      }
      rowFor.stop.disabled = state !== 'running';
      for (const button of rowFor.needKernel) {
        button.disabled = state === 'dead';
      }
    }
  }

  private sectionFor(id: string, title: string, path: string): HTMLElement {
    let section = this.sections.get(id);
    if (section === undefined) {
      section = createElement('section', 'lit-apps-group');
      section.append(createElement('h3', ''), createElement('ul', ''));
      this.sections.set(id, section);
    }
    const heading = section.firstElementChild as HTMLElement;
    setText(heading, title);
    heading.title = path;
    return section;
  }

  private rowFor(key: string, liveApp: ILiveApp): HTMLElement {
    const before = this.rows.get(key);
    if (before !== undefined) {
      before.liveApp = liveApp;
      return before.node;
    }
    const node = createElement('li', 'lit-apps-row');
    const name = liveApp.app.name;
    const request = (action: AppAction) => (): void => {
      row.liveApp.group.client.requestAction(action, name);
    };
    const hasFile = fileOfSession(liveApp.group.path) !== null;
    const buttons = [
      createIconButton(
        hasFile ? editIcon : searchIcon,
        `Go to the ${hasFile ? 'file' : 'cell'} of ${name}`,
        () => {
          this.actions.goToSource(row.liveApp);
        }
      ),
      createIconButton(launchIcon, `Open ${name} in a tab`, () => {
        this.actions.openTab(row.liveApp);
      }),
      createIconButton(historyIcon, `Why ${name} ran`, () => {
        this.actions.showHistory(row.liveApp);
      }),
      createIconButton(refreshIcon, `Run ${name} again`, request('rerun')),
      createIconButton(stopIcon, `Stop ${name}`, request('stop')),
      createIconButton(ellipsesIcon, `More actions for ${name}`, () => {
        this.menu.open(row.menu, row.liveApp);
      })
    ] as const;
    buttons[5].setAttribute('aria-haspopup', 'menu');
    const row: IRow = {
      node,
      name: createElement('span', 'lit-apps-name'),
      state: createElement('span', 'lit-apps-state'),
      detail: createElement('div', 'lit-apps-detail'),
      stop: buttons[4],
      menu: buttons[5],
      needKernel: [buttons[1], buttons[2], buttons[3]],
      liveApp: liveApp
    };
    const line = createElement('div', 'lit-apps-line');
    row.name.title = name;
    line.append(createElement('span', 'lit-apps-dot'), row.name, row.state);
    const tools = createElement('div', 'lit-apps-tools');
    tools.append(...buttons);
    node.append(line, row.detail, tools);
    this.rows.set(key, row);
    return node;
  }

  private readonly menu = new RowMenu();
  private readonly list: HTMLElement;
  private readonly empty: HTMLElement;
  private readonly problemBox: HTMLElement;
  private readonly rows = new Map<string, IRow>();
  private readonly sections = new Map<string, HTMLElement>();
  private refreshTimer = 0;
  private problemTimer = 0;
}
