import type { IApp, State } from '../tokens';

const STATES: readonly string[] = ['idle', 'running', 'stopping', 'error'];

/** What is known of the apps of one kernel, from its messages. No DOM, no connection: messages in, apps out. */
export class Apps {
  private readonly known = new Map<string, IApp>();

  /** The apps, in the order of their making. */
  get all(): readonly IApp[] {
    return [...this.known.values()];
  }

  get(name: string): IApp | undefined {
    return this.known.get(name);
  }

  /** Take a message of the kernel; false if it changes nothing here. */
  take(data: unknown, now: number): boolean {
    if (!isRecord(data)) {
      return false;
    }
    const entries = Array.isArray(data.apps) ? data.apps.filter(isRecord) : [];
    if (data.type === 'list') {
      const names = new Set(entries.map(entry => entry.name));
      for (const [name, app] of this.known) {
        if (app.state !== 'dead' && !names.has(name)) {
          this.known.delete(name);
        }
      }
    } else if (data.type !== 'change') {
      return false;
    }
    for (const entry of entries) {
      if (typeof entry.name === 'string') {
        this.known.set(
          entry.name,
          merged(entry.name, this.known.get(entry.name), entry, now)
        );
      }
    }
    for (const name of Array.isArray(data.gone) ? data.gone : []) {
      this.known.delete(String(name));
    }
    return true;
  }

  /** The kernel has ended, and all apps with it: they stay in the list, dead, until they run again or are taken off it. */
  end(): void {
    for (const [name, app] of this.known) {
      this.known.set(name, { ...app, state: 'dead', since: null });
    }
  }

  /** Take a dead app off the list. */
  forget(name: string): void {
    this.known.delete(name);
  }
}

/** What an app is doing, seen from here: nothing reaches an app that rests while its kernel is busy with a cell. */
export function stateOf(app: IApp, busy: boolean): State {
  return busy && (app.state === 'idle' || app.state === 'error')
    ? 'waiting'
    : app.state;
}

function merged(
  name: string,
  before: IApp | undefined,
  entry: Record<string, unknown>,
  now: number
): IApp {
  const known =
    before !== undefined && before.state !== 'dead' ? before : undefined;
  const state =
    typeof entry.state === 'string' && STATES.includes(entry.state)
      ? entry.state
      : 'idle';
  return {
    name,
    title: text(entry.title) ?? '',
    model: text(entry.model) ?? known?.model ?? '',
    file: text(entry.file) ?? known?.file ?? null,
    state: state as State,
    since:
      typeof entry.elapsed === 'number' ? now - entry.elapsed * 1000 : null,
    runs: typeof entry.runs === 'number' ? entry.runs : (known?.runs ?? 0),
    ms: typeof entry.ms === 'number' ? entry.ms : null,
    outcome: text(entry.outcome) ?? '',
    trigger: text(entry.trigger) ?? ''
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
