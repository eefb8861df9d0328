import { isRecord } from './json';

/** A value that changed before a run: the widget's name, the old and the new value. */
export interface IValueChange {
  readonly name: string;
  readonly old: string;
  readonly new: string;
}

/** The duration of one statement of the script. */
export interface IStatement {
  readonly line: number;
  readonly ms: number;
  readonly text: string;
}

/** One run of an app, as `app.why()` reports it. */
export interface IRun {
  readonly number: number;
  readonly trigger: string;
  readonly outcome: string;
  readonly ms: number;
  /** Seconds between the start of the run and this report. */
  readonly ago: number | null;
  readonly changes: readonly IValueChange[];
  /** The slowest statements. */
  readonly statements: readonly IStatement[];
  /** Numbers of elements: on the page, changed by the run, and removed by it. */
  readonly elements: number;
  readonly changed: number;
  readonly gone: number;
  /** Messages and bytes sent to the page. */
  readonly messages: number;
  readonly bytes: number;
}

/** Parse the runs in a message of the kernel, without the entries that are none. */
export function parseRuns(data: unknown): readonly IRun[] {
  return listOf(data).flatMap(row => (isRecord(row) ? [parseRun(row)] : []));
}

function parseRun(row: Record<string, unknown>): IRun {
  return {
    number: numberOf(row.number),
    trigger: textOf(row.trigger),
    outcome: textOf(row.outcome),
    ms: numberOf(row.ms),
    ago: typeof row.ago === 'number' ? row.ago : null,
    changes: listOf(row.changes).map(change => {
      const [name, old, new_] = listOf(change);
      return { name: textOf(name), old: textOf(old), new: textOf(new_) };
    }),
    statements: listOf(row.statements).map(statement => {
      const [line, ms, source] = listOf(statement);
      return { line: numberOf(line), ms: numberOf(ms), text: textOf(source) };
    }),
    elements: numberOf(row.elements),
    changed: numberOf(row.changed),
    gone: numberOf(row.gone),
    messages: numberOf(row.messages),
    bytes: numberOf(row.bytes)
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
