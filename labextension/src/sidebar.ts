import {
  clearIcon,
  closeIcon,
  type LabIcon,
  launchIcon,
  refreshIcon,
  searchIcon,
  stopIcon
} from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';

import { stateOf } from './apps';
import { appIcon } from './icons';
import type { IPlace, Model } from './model';
import type { State } from './tokens';

/** What the rows of the list do beyond what the model can do by itself. */
export interface IActions {
  open(place: IPlace): void;
  go(place: IPlace): void;
}

const WORDS: Record<State, string> = {
  idle: 'Idle',
  running: 'Running',
  stopping: 'Stopping',
  error: 'Error',
  waiting: 'Waiting for the busy kernel',
  dead: 'Kernel ended: run it again'
};

/** One row of the list, made once for each app and brought up to date from then on, so that focus and clicks survive. */
interface IRow {
  readonly node: HTMLElement;
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
    this.model.active = false;
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
    this.model.active = true;
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
      const { app, group } = row.place;
      const state = stateOf(app, group.wire.busy);
      const elapsed =
        app.since === null
          ? ''
          : ` · ${Math.max(0, Math.floor((Date.now() - app.since) / 1000))} s`;
      set(row.state, `${WORDS[state]}${elapsed}`);
      const runs = app.runs === 1 ? '1 run' : `${app.runs} runs`;
      const ms =
        app.ms === null
          ? ''
          : ` · ${app.ms < 10 ? app.ms.toFixed(1) : Math.round(app.ms)} ms`;
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
      button(refreshIcon, `Run ${name} again`, ask('rerun')),
      button(stopIcon, `Stop ${name}`, ask('stop')),
      button(
        clearIcon,
        `Clear the caches (of all apps of this kernel)`,
        ask('clear_cache')
      ),
      button(closeIcon, `Close ${name}`, ask('close'))
    ] as const;
    const row: IRow = {
      node,
      state: element('span', 'lit-apps-state'),
      detail: element('div', 'lit-apps-detail'),
      stop: buttons[3],
      live: [buttons[1], buttons[2], buttons[4]],
      place
    };
    const line = element('div', 'lit-apps-line');
    const title = element('span', 'lit-apps-name', name);
    title.title = name;
    line.append(element('span', 'lit-apps-dot'), title, row.state);
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

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name: string,
  text = ''
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}

function button(
  icon: LabIcon,
  label: string,
  act: () => void
): HTMLButtonElement {
  const made = element('button', 'lit-apps-button');
  made.type = 'button';
  made.title = label;
  made.setAttribute('aria-label', label);
  icon.element({ container: made });
  made.addEventListener('click', act);
  return made;
}

/** Change a text only if it is another one: what is equal is not touched. */
function set(node: HTMLElement, text: string): void {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Make these nodes the children, in this order, without moving those that are where they belong. */
function arrange(parent: Element | null, nodes: readonly HTMLElement[]): void {
  if (parent === null) {
    return;
  }
  nodes.forEach((node, place) => {
    if (parent.children[place] !== node) {
      parent.insertBefore(node, parent.children[place] ?? null);
    }
  });
  while (parent.children.length > nodes.length) {
    parent.lastElementChild?.remove();
  }
}
