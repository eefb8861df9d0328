import type { AppState, IApp } from '../tokens';
import { isRecord } from './json';

const STATES: readonly string[] = ['idle', 'running', 'stopping', 'error'];

/** The apps of one kernel, built from its messages. Uses neither the DOM nor a connection. */
export class AppStore {
  private readonly byName = new Map<string, IApp>();

  /** All apps, in order of creation. */
  get all(): readonly IApp[] {
    return [...this.byName.values()];
  }

  get(name: string): IApp | undefined {
    return this.byName.get(name);
  }

  /** Apply a message of the kernel; return false if it changes nothing. */
  apply(data: unknown, now: number): boolean {
    if (!isRecord(data)) {
      return false;
    }
    const entries = Array.isArray(data.apps) ? data.apps.filter(isRecord) : [];
    if (data.type === 'list') {
      const names = new Set(entries.map(entry => entry.name));
      for (const [name, app] of this.byName) {
        if (app.state !== 'dead' && !names.has(name)) {
          this.byName.delete(name);
        }
      }
    } else if (data.type !== 'change') {
      return false;
    }
    for (const entry of entries) {
      if (typeof entry.name === 'string') {
        this.byName.set(
          entry.name,
          merge(entry.name, this.byName.get(entry.name), entry, now)
        );
      }
    }
    for (const name of Array.isArray(data.gone) ? data.gone : []) {
      this.byName.delete(String(name));
    }
    return true;
  }

  /** Mark all apps as dead because the kernel ended: they stay listed until they run again or are removed. */
  endAll(): void {
    for (const [name, app] of this.byName) {
      this.byName.set(name, { ...app, state: 'dead', startedAt: null });
    }
  }

  /** Remove a dead app from the list. */
  remove(name: string): void {
    this.byName.delete(name);
  }
}

/** Return the state to show: an idle app waits while its kernel executes a cell, since no message reaches it. */
export function visibleState(app: IApp, kernelBusy: boolean): AppState {
  return kernelBusy && (app.state === 'idle' || app.state === 'error')
    ? 'waiting'
    : app.state;
}

function merge(
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
    title: textOrNull(entry.title) ?? '',
    modelId: textOrNull(entry.model) ?? known?.modelId ?? '',
    file: textOrNull(entry.file) ?? known?.file ?? null,
    state: state as AppState,
    startedAt:
      typeof entry.elapsed === 'number' ? now - entry.elapsed * 1000 : null,
    runs: typeof entry.runs === 'number' ? entry.runs : (known?.runs ?? 0),
    ms: typeof entry.ms === 'number' ? entry.ms : null,
    outcome: textOrNull(entry.outcome) ?? '',
    trigger: textOrNull(entry.trigger) ?? ''
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
