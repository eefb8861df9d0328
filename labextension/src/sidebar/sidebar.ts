import {
  clearIcon,
  closeIcon,
  launchIcon,
  refreshIcon,
  searchIcon,
  stopIcon
} from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';

import { arrange, button, element, set } from '../ui/dom';
import { appIcon, whyIcon } from '../ui/icons';
import type { IPlace, Model } from '../kernel/model';
import { counted, doing, milliseconds } from '../views/format';

/** What the rows of the list do beyond what the model can do by itself. */
export interface IActions {
  open(place: IPlace): void;
  go(place: IPlace): void;
  why(place: IPlace): void;
}

/** One row of the list, made once for each app and brought up to date from then on, so that focus and clicks survive. */
interface IRow {
  readonly node: HTMLElement;
  readonly name: HTMLElement;
  readonly state: HTMLElement;
  readonly detail: HTMLElement;
  readonly stop: HTMLButtonElement;
  readonly live: readonly HTMLButtonElement[];
  place: IPlace;
}

/** The list of all live apps. */
export class Sidebar extends Widget {
  constructor(
    private readonly model: Model,
    private readonly actions: IActions
  ) {
    super();
    this.id = 'notebook-lit-apps';
    this.addClass('lit-apps');
    this.title.icon = appIcon;
    this.title.caption = 'Lit Apps';
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', 'Lit Apps');
    const head = this.node.appendChild(element('div', 'lit-apps-head'));
    head.appendChild(element('h2', '', 'Lit Apps'));
    this.problem = this.node.appendChild(element('div', 'lit-apps-problem'));
    this.problem.setAttribute('role', 'alert');
    this.problem.hidden = true;
    this.list = this.node.appendChild(element('div', 'lit-apps-list'));
    this.empty = this.node.appendChild(element('div', 'lit-apps-empty'));
    this.empty.append(
      element('p', '', 'No app is running.'),
      element(
        'p',
        '',
        'Run %load_ext notebook_lit in a notebook, then begin a cell with %%litapp.'
      )
    );
    model.changed.connect(this.schedule, this);
    model.failed.connect(this.onFailed, this);
  }

  dispose(): void {
    window.clearInterval(this.ticking);
    this.model.leave(this);
    this.model.changed.disconnect(this.schedule, this);
    this.model.failed.disconnect(this.onFailed, this);
    super.dispose();
  }

  protected onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.begin();
  }

  protected onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    if (this.isVisible) {
      this.begin();
    }
  }

  protected onAfterHide(message: Message): void {
    super.onAfterHide(message);
    window.clearInterval(this.ticking);
    this.model.leave(this);
  }

  protected onUpdateRequest(): void {
    const seen = new Set<string>();
    const order: HTMLElement[] = [];
    for (const group of this.model.groups) {
      const section = this.section(group.id, group.title, group.path);
      seen.add(group.id);
      order.push(section);
      const rows = group.wire.apps.all.map(app => {
        const key = `${group.id} ${app.name}`;
        seen.add(key);
        return this.row(key, { group, app });
      });
      arrange(section.lastElementChild, rows);
    }
    for (const key of [...this.rows.keys(), ...this.sections.keys()]) {
      if (!seen.has(key)) {
        this.rows.delete(key);
        this.sections.delete(key);
      }
    }
    arrange(this.list, order);
    this.empty.hidden = order.length > 0;
    this.tick();
  }

  private begin(): void {
    this.model.attend(this);
    window.clearInterval(this.ticking);
    this.ticking = window.setInterval(() => {
      this.tick();
    }, 1000);
    this.update();
  }

  private schedule(): void {
    if (this.isVisible) {
      this.update();
    }
  }

  private onFailed(_: unknown, words: string): void {
    this.problem.textContent = words;
    this.problem.hidden = false;
    window.clearTimeout(this.fading);
    this.fading = window.setTimeout(() => {
      this.problem.hidden = true;
    }, 8000);
  }

  /** Bring the states and times of all rows up to date. */
  private tick(): void {
    for (const row of this.rows.values()) {
      const { app } = row.place;
      const [state, words] = doing(row.place, Date.now());
      set(row.name, app.title || app.name);
      set(row.state, words);
      const runs = counted(app.runs, 'run', 'runs');
      const ms = app.ms === null ? '' : ` · ${milliseconds(app.ms)}`;
      set(row.detail, app.runs === 0 ? '' : `${runs}${ms} · ${app.trigger}`);
      row.detail.title = app.trigger;
      if (row.node.dataset.state !== state) {
        row.node.dataset.state = state;
      }
      row.stop.disabled = state !== 'running';
      for (const button of row.live) {
        button.disabled = state === 'dead';
      }
    }
  }

  private section(id: string, title: string, path: string): HTMLElement {
    let section = this.sections.get(id);
    if (section === undefined) {
      section = element('section', 'lit-apps-group');
      section.append(element('h3', ''), element('ul', ''));
      this.sections.set(id, section);
    }
    const heading = section.firstElementChild as HTMLElement;
    set(heading, title);
    heading.title = path;
    return section;
  }

  private row(key: string, place: IPlace): HTMLElement {
    const before = this.rows.get(key);
    if (before !== undefined) {
      before.place = place;
      return before.node;
    }
    const node = element('li', 'lit-apps-row');
    const name = place.app.name;
    const ask =
      (deed: 'rerun' | 'stop' | 'clear_cache' | 'close') => (): void => {
        row.place.group.wire.ask(deed, name);
      };
    const buttons = [
      button(searchIcon, `Go to the cell of ${name}`, () => {
        this.actions.go(row.place);
      }),
      button(launchIcon, `Open ${name} in a tab`, () => {
        this.actions.open(row.place);
      }),
      button(whyIcon, `Why ${name} ran`, () => {
        this.actions.why(row.place);
      }),
      button(refreshIcon, `Run ${name} again`, ask('rerun')),
      button(stopIcon, `Stop ${name}`, ask('stop')),
      button(clearIcon, `Clear the caches of ${name}`, ask('clear_cache')),
      button(closeIcon, `Close ${name}`, ask('close'))
    ] as const;
    const row: IRow = {
      node,
      name: element('span', 'lit-apps-name'),
      state: element('span', 'lit-apps-state'),
      detail: element('div', 'lit-apps-detail'),
      stop: buttons[4],
      live: [buttons[1], buttons[2], buttons[3], buttons[5]],
      place
    };
    const line = element('div', 'lit-apps-line');
    row.name.title = name;
    line.append(element('span', 'lit-apps-dot'), row.name, row.state);
    const tools = element('div', 'lit-apps-tools');
    tools.append(...buttons);
    node.append(line, row.detail, tools);
    this.rows.set(key, row);
    return node;
  }

  private readonly list: HTMLElement;
  private readonly empty: HTMLElement;
  private readonly problem: HTMLElement;
  private readonly rows = new Map<string, IRow>();
  private readonly sections = new Map<string, HTMLElement>();
  private ticking = 0;
  private fading = 0;
}
