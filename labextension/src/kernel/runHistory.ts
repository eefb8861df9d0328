/** A widget that changed before a run: its name, its value before and after. */
export interface IChange {
  readonly name: string;
  readonly old: string;
  readonly new: string;
}

/** How long a statement took. */
export interface IStatement {
  readonly line: number;
  readonly ms: number;
  readonly text: string;
}

/** One run of an app, as `app.why()` tells of it. */
export interface IRun {
  readonly number: number;
  readonly trigger: string;
  readonly outcome: string;
  readonly ms: number;
  /** Seconds since it began, when this was told. */
  readonly ago: number | null;
  readonly changes: readonly IChange[];
  /** The slowest ones. */
  readonly statements: readonly IStatement[];
  readonly elements: number;
  readonly changed: number;
  readonly gone: number;
  readonly messages: number;
  readonly bytes: number;
}

/** Read the runs that a kernel tells of; what is no run is left out. */
export function runs(data: unknown): readonly IRun[] {
  return rows(data).flatMap(row => (isRecord(row) ? [run(row)] : []));
}

function run(row: Record<string, unknown>): IRun {
  return {
    number: number(row.number),
    trigger: text(row.trigger),
    outcome: text(row.outcome),
    ms: number(row.ms),
    ago: typeof row.ago === 'number' ? row.ago : null,
    changes: rows(row.changes).map(change => {
      const [name, old, new_] = rows(change);
      return { name: text(name), old: text(old), new: text(new_) };
    }),
    statements: rows(row.statements).map(statement => {
      const [line, ms, words] = rows(statement);
      return { line: number(line), ms: number(ms), text: text(words) };
    }),
    elements: number(row.elements),
    changed: number(row.changed),
    gone: number(row.gone),
    messages: number(row.messages),
    bytes: number(row.bytes)
  };
}

function rows(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
