import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';

import { setChildren, createElement, setText } from '../ui/dom';
import type { ILiveApp, IAppRef, AppsModel } from '../kernel/model';
import type { IRun } from '../kernel/runHistory';
import { formatBytes, formatCount, formatDuration } from './format';

/** The number of runs listed, and the milliseconds between two requests for them. */
const RUN_COUNT = 30;
const REQUEST_INTERVAL = 500;

const OUTCOMES: Record<string, string> = {
  error: 'ended in an error',
  rejected: 'was not run: the script has an error',
  stopped: 'was stopped',
  rerun: 'asked for another run',
  superseded: 'gave way to the next one'
};

/** One run in the list, created once, so that unfolded details stay unfolded. */
interface IRow {
  readonly node: HTMLElement;
  readonly bar: HTMLElement;
  readonly ms: number;
}

/**
 * The last runs of an app: what triggered each, how long it took, what it changed; on a click, with which values.
 *
 * The kernel keeps the runs. They are requested when the view becomes visible, and after each run while it is.
 */
export class RunHistoryView extends Widget {
  constructor(
    private readonly appRef: IAppRef,
    private readonly model: AppsModel
  ) {
    super();
    this.addClass('lit-why');
    this.node.tabIndex = 0; // content longer than the view must scroll by keyboard
    const head = this.node.appendChild(createElement('header', 'lit-why-head'));
    head.appendChild(createElement('h2', '', `Why ${appRef.name} ran`));
    this.status = head.appendChild(createElement('p', ''));
    this.status.setAttribute('role', 'status');
    this.list = this.node.appendChild(createElement('ol', 'lit-why-runs'));
  }

  dispose(): void {
    this.stopListening();
    super.dispose();
  }

  protected onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.startListening();
  }

  protected onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    // Not earlier: the widget around it labels its content in its own way.
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', `Why ${this.appRef.name} ran`);
    if (this.isVisible) {
      this.startListening();
    }
  }

  protected onAfterHide(message: Message): void {
    super.onAfterHide(message);
    this.stopListening();
  }

  private startListening(): void {
    this.stopListening();
    this.model.addViewer(this);
    this.model.changed.connect(this.requestIfNew, this);
    this.model.historyReceived.connect(this.onHistoryReceived, this);
    this.requestIfNew();
  }

  private stopListening(): void {
    window.clearTimeout(this.timer);
    this.timer = 0;
    this.requestedFor = '';
    this.model.changed.disconnect(this.requestIfNew, this);
    this.model.historyReceived.disconnect(this.onHistoryReceived, this);
    this.model.removeViewer(this);
  }

  /** Request the runs if there may be new ones. */
  private requestIfNew(): void {
    const liveApp = this.model.find(this.appRef);
    const live = liveApp !== null && liveApp.app.state !== 'dead';
    if (!live) {
      setText(this.status, 'The app is not running. Run its cell to go on.');
      this.requestedFor = '';
      return;
    }
    const { app } = liveApp;
    const requestedFor = `${app.modelId} ${app.runs}`;
    if (requestedFor !== this.requestedFor && this.timer === 0) {
      this.requestedFor = requestedFor;
      this.requestRuns(liveApp);
      this.timer = window.setTimeout(() => {
        this.timer = 0;
        this.requestIfNew();
      }, REQUEST_INTERVAL);
    }
  }

  private requestRuns(liveApp: ILiveApp): void {
    if (this.modelId !== liveApp.app.modelId) {
      this.modelId = liveApp.app.modelId;
      this.rows.clear(); // a new app of this name: its run numbers start at 1 again
    }
    liveApp.group.client.requestHistory(liveApp.app.name, RUN_COUNT);
  }

  private onHistoryReceived(
    _: AppsModel,
    history: { kernel: string; app: string; runs: readonly IRun[] }
  ): void {
    const liveApp = this.model.find(this.appRef);
    if (
      history.app !== this.appRef.name ||
      history.kernel !== liveApp?.group.id
    ) {
      return;
    }
    const runs = [...history.runs].reverse();
    const numbers = new Set(runs.map(run => run.number));
    for (const number of this.rows.keys()) {
      if (!numbers.has(number)) {
        this.rows.delete(number);
      }
    }
    const longest = Math.max(...runs.map(run => run.ms), 1);
    const nodes = runs.map(run => {
      const row = this.rows.get(run.number) ?? createRow(run);
      this.rows.set(run.number, row);
      row.bar.style.width = `${Math.max((100 * row.ms) / longest, 1)}%`;
      return row.node;
    });
    setChildren(this.list, nodes);
    const last = runs[0]?.number ?? 0;
    setText(
      this.status,
      last === 0
        ? 'It has not run yet.'
        : `The last ${runs.length} of ${formatCount(last, 'run', 'runs')}, the newest first. Click a run to see its values.`
    );
  }

  private readonly status: HTMLElement;
  private readonly list: HTMLElement;
  private readonly rows = new Map<number, IRow>();
  private modelId = '';
  private requestedFor = '';
  private timer = 0;
}

function createRow(run: IRun): IRow {
  const node = createElement('li', 'lit-why-run');
  node.dataset.outcome = run.outcome;
  const details = node.appendChild(createElement('details', ''));
  const summary = details.appendChild(createElement('summary', ''));
  summary.append(
    createElement('span', 'lit-why-number', `${run.number}`),
    withTitle(
      createElement('span', 'lit-why-trigger', run.trigger),
      run.trigger
    )
  );
  const track = summary.appendChild(createElement('span', 'lit-why-track'));
  const bar = track.appendChild(createElement('span', 'lit-why-bar'));
  summary.append(createElement('span', 'lit-why-ms', formatDuration(run.ms)));
  const sent = `${formatCount(run.messages, 'message', 'messages')} · ${formatBytes(run.bytes)}`;
  summary.append(createElement('span', 'lit-why-sent', sent));
  const outcome = OUTCOMES[run.outcome];
  if (outcome !== undefined) {
    summary.append(createElement('span', 'lit-why-outcome', outcome));
  }
  details.append(
    createValueTable(run),
    ...createStatementList(run),
    createSummary(run)
  );
  return { node, bar, ms: run.ms };
}

/** Return the table of changed values. */
function createValueTable(run: IRun): HTMLElement {
  if (run.changes.length === 0) {
    return createElement('p', 'lit-why-none', 'No value was changed.');
  }
  const table = createElement('table', 'lit-why-values');
  const head = table.createTHead().insertRow();
  for (const heading of ['Value', 'Before', 'Now']) {
    const cell = head.appendChild(createElement('th', '', heading));
    cell.scope = 'col';
  }
  const body = table.createTBody();
  for (const change of run.changes) {
    const row = body.insertRow();
    const name = row.appendChild(createElement('th', '', change.name));
    name.scope = 'row';
    row.append(
      createElement('td', '', change.old),
      createElement('td', '', change.new)
    );
  }
  return table;
}

/** Return the slowest statements, in descending order of duration. */
function createStatementList(run: IRun): readonly HTMLElement[] {
  if (run.statements.length === 0) {
    return [];
  }
  const slowest = Math.max(...run.statements.map(one => one.ms), 0.1);
  const list = createElement('ol', 'lit-why-statements');
  for (const statement of run.statements) {
    const item = list.appendChild(createElement('li', ''));
    item.append(
      createElement('span', 'lit-why-line', `line ${statement.line}`)
    );
    item.append(
      withTitle(createElement('code', '', statement.text), statement.text)
    );
    const track = item.appendChild(createElement('span', 'lit-why-track'));
    const bar = track.appendChild(createElement('span', 'lit-why-bar'));
    bar.style.width = `${Math.max((100 * statement.ms) / slowest, 1)}%`;
    item.append(
      createElement('span', 'lit-why-ms', formatDuration(statement.ms))
    );
  }
  return [createElement('h3', '', 'Slowest statements'), list];
}

function createSummary(run: IRun): HTMLElement {
  const { elements, changed, gone } = run;
  const removed = gone > 0 ? `, ${gone} gone` : '';
  const startTime =
    run.ago === null
      ? ''
      : `Began at ${new Date(Date.now() - run.ago * 1000).toLocaleTimeString()}. `;
  return createElement(
    'p',
    'lit-why-drawn',
    `${startTime}${formatCount(elements, 'element', 'elements')}: ${changed} changed, ${elements - changed} unchanged${removed}.`
  );
}

function withTitle(node: HTMLElement, title: string): HTMLElement {
  node.title = title;
  return node;
}
