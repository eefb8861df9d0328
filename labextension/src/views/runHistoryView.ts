import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';

import { arrange, element, set } from '../ui/dom';
import type { IPlace, IWhere, Model } from '../kernel/model';
import type { IRun } from '../kernel/runHistory';
import { bytes, counted, milliseconds } from './format';

/** How many runs are listed, and milliseconds between two questions for them. */
const COUNT = 30;
const PAUSE = 500;

const OUTCOMES: Record<string, string> = {
  error: 'ended in an error',
  rejected: 'was not run: the script has an error',
  stopped: 'was stopped',
  rerun: 'asked for another run',
  superseded: 'gave way to the next one'
};

/** One run in the list, made once, so that what is unfolded stays so. */
interface IRow {
  readonly node: HTMLElement;
  readonly bar: HTMLElement;
  readonly ms: number;
}

/**
 * The last runs of an app: why each happened, how long it took, what it changed; on a click, with which values.
 *
 * The kernel knows all that. It is asked when this is seen, and again after each run as long as it is.
 */
export class WhyView extends Widget {
  constructor(
    private readonly where: IWhere,
    private readonly model: Model
  ) {
    super();
    this.addClass('lit-why');
    this.node.tabIndex = 0; // what is longer than the view can be scrolled by keyboard
    const head = this.node.appendChild(element('header', 'lit-why-head'));
    head.appendChild(element('h2', '', `Why ${where.name} ran`));
    this.state = head.appendChild(element('p', ''));
    this.state.setAttribute('role', 'status');
    this.list = this.node.appendChild(element('ol', 'lit-why-runs'));
  }

  dispose(): void {
    this.end();
    super.dispose();
  }

  protected onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.begin();
  }

  protected onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    // Not sooner: what holds it names its content in a way of its own.
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', `Why ${this.where.name} ran`);
    if (this.isVisible) {
      this.begin();
    }
  }

  protected onAfterHide(message: Message): void {
    super.onAfterHide(message);
    this.end();
  }

  private begin(): void {
    this.end();
    this.model.attend(this);
    this.model.changed.connect(this.look, this);
    this.model.explained.connect(this.onExplained, this);
    this.look();
  }

  private end(): void {
    window.clearTimeout(this.asking);
    this.asking = 0;
    this.seen = '';
    this.model.changed.disconnect(this.look, this);
    this.model.explained.disconnect(this.onExplained, this);
    this.model.leave(this);
  }

  /** Ask for the runs if there may be new ones. */
  private look(): void {
    const place = this.model.find(this.where);
    const live = place !== null && place.app.state !== 'dead';
    if (!live) {
      set(this.state, 'The app is not running. Run its cell to go on.');
      this.seen = '';
      return;
    }
    const { app } = place;
    const seen = `${app.model} ${app.runs}`;
    if (seen !== this.seen && this.asking === 0) {
      this.seen = seen;
      this.ask(place);
      this.asking = window.setTimeout(() => {
        this.asking = 0;
        this.look();
      }, PAUSE);
    }
  }

  private ask(place: IPlace): void {
    if (this.of !== place.app.model) {
      this.of = place.app.model;
      this.rows.clear(); // another app of this name: its runs begin at 1 again
    }
    place.group.wire.explain(place.app.name, COUNT);
  }

  private onExplained(
    _: Model,
    told: { kernel: string; app: string; runs: readonly IRun[] }
  ): void {
    const place = this.model.find(this.where);
    if (told.app !== this.where.name || told.kernel !== place?.group.id) {
      return;
    }
    const runs = [...told.runs].reverse();
    const numbers = new Set(runs.map(run => run.number));
    for (const number of this.rows.keys()) {
      if (!numbers.has(number)) {
        this.rows.delete(number);
      }
    }
    const longest = Math.max(...runs.map(run => run.ms), 1);
    const nodes = runs.map(run => {
      const row = this.rows.get(run.number) ?? rowOf(run);
      this.rows.set(run.number, row);
      row.bar.style.width = `${Math.max((100 * row.ms) / longest, 1)}%`;
      return row.node;
    });
    arrange(this.list, nodes);
    const last = runs[0]?.number ?? 0;
    set(
      this.state,
      last === 0
        ? 'It has not run yet.'
        : `The last ${runs.length} of ${counted(last, 'run', 'runs')}, the newest first. Click a run to see its values.`
    );
  }

  private readonly state: HTMLElement;
  private readonly list: HTMLElement;
  private readonly rows = new Map<number, IRow>();
  private of = '';
  private seen = '';
  private asking = 0;
}

function rowOf(run: IRun): IRow {
  const node = element('li', 'lit-why-run');
  node.dataset.outcome = run.outcome;
  const details = node.appendChild(element('details', ''));
  const summary = details.appendChild(element('summary', ''));
  summary.append(
    element('span', 'lit-why-number', `${run.number}`),
    titled(element('span', 'lit-why-trigger', run.trigger), run.trigger)
  );
  const track = summary.appendChild(element('span', 'lit-why-track'));
  const bar = track.appendChild(element('span', 'lit-why-bar'));
  summary.append(element('span', 'lit-why-ms', milliseconds(run.ms)));
  const sent = `${counted(run.messages, 'message', 'messages')} · ${bytes(run.bytes)}`;
  summary.append(element('span', 'lit-why-sent', sent));
  const outcome = OUTCOMES[run.outcome];
  if (outcome !== undefined) {
    summary.append(element('span', 'lit-why-outcome', outcome));
  }
  details.append(valuesOf(run), ...statementsOf(run), drawnOf(run));
  return { node, bar, ms: run.ms };
}

/** The widgets that were changed, with both values. */
function valuesOf(run: IRun): HTMLElement {
  if (run.changes.length === 0) {
    return element('p', 'lit-why-none', 'No value was changed.');
  }
  const table = element('table', 'lit-why-values');
  const head = table.createTHead().insertRow();
  for (const words of ['Value', 'Before', 'Now']) {
    const cell = head.appendChild(element('th', '', words));
    cell.scope = 'col';
  }
  const body = table.createTBody();
  for (const change of run.changes) {
    const row = body.insertRow();
    const name = row.appendChild(element('th', '', change.name));
    name.scope = 'row';
    row.append(element('td', '', change.old), element('td', '', change.new));
  }
  return table;
}

/** The slowest statements, the slowest first. */
function statementsOf(run: IRun): readonly HTMLElement[] {
  if (run.statements.length === 0) {
    return [];
  }
  const slowest = Math.max(...run.statements.map(one => one.ms), 0.1);
  const list = element('ol', 'lit-why-statements');
  for (const statement of run.statements) {
    const item = list.appendChild(element('li', ''));
    item.append(element('span', 'lit-why-line', `line ${statement.line}`));
    item.append(titled(element('code', '', statement.text), statement.text));
    const track = item.appendChild(element('span', 'lit-why-track'));
    const bar = track.appendChild(element('span', 'lit-why-bar'));
    bar.style.width = `${Math.max((100 * statement.ms) / slowest, 1)}%`;
    item.append(element('span', 'lit-why-ms', milliseconds(statement.ms)));
  }
  return [element('h3', '', 'Slowest statements'), list];
}

function drawnOf(run: IRun): HTMLElement {
  const { elements, changed, gone } = run;
  const rest = gone > 0 ? `, ${gone} gone` : '';
  const began =
    run.ago === null
      ? ''
      : `Began at ${new Date(Date.now() - run.ago * 1000).toLocaleTimeString()}. `;
  return element(
    'p',
    'lit-why-drawn',
    `${began}${counted(elements, 'element', 'elements')}: ${changed} changed, ${elements - changed} unchanged${rest}.`
  );
}

function titled(node: HTMLElement, title: string): HTMLElement {
  node.title = title;
  return node;
}
