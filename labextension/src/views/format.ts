import { visibleState } from '../kernel/appStore';
import type { ILiveApp } from '../kernel/model';
import type { AppState, IApp } from '../tokens';

const STATE_LABELS: Record<AppState, string> = {
  idle: 'Idle',
  running: 'Running',
  stopping: 'Stopping',
  error: 'Error',
  waiting: 'Waiting for the busy kernel',
  dead: 'Kernel ended: run it again'
};

/** Return the state of an app and its label, with the duration of a run in progress. */
export function describeState(
  liveApp: ILiveApp,
  now: number
): [AppState, string] {
  const { app, group } = liveApp;
  const state = visibleState(app, group.client.busy);
  if (app.startedAt === null) {
    return [state, STATE_LABELS[state]];
  }
  const seconds = Math.max(0, Math.floor((now - app.startedAt) / 1000));
  return [state, `${STATE_LABELS[state]} · ${seconds} s`];
}

/** Format a duration. */
export function formatDuration(ms: number): string {
  if (ms >= 10_000) {
    return `${(ms / 1000).toFixed(1)} s`;
  }
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

/** Format a number of bytes. */
export function formatBytes(count: number): string {
  if (count < 1000) {
    return `${count} B`;
  }
  return count < 1_000_000
    ? `${(count / 1000).toFixed(1)} kB`
    : `${(count / 1_000_000).toFixed(1)} MB`;
}

/** Format a count with the singular or plural of its noun. */
export function formatCount(
  count: number,
  singular: string,
  plural: string
): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

/** Return how often an app has run, and the duration and trigger of the last run. */
export function describeRuns({ runs, ms, trigger }: IApp): string {
  const took = ms === null ? '' : ` · ${formatDuration(ms)}`;
  const why = trigger === '' ? '' : ` · ${trigger}`;
  return runs === 0 ? '' : `${formatCount(runs, 'run', 'runs')}${took}${why}`;
}
