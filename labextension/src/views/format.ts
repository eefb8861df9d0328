import { stateOf } from '../kernel/appStore';
import type { IPlace } from '../kernel/model';
import type { IApp, State } from '../tokens';

const WORDS: Record<State, string> = {
  idle: 'Idle',
  running: 'Running',
  stopping: 'Stopping',
  error: 'Error',
  waiting: 'Waiting for the busy kernel',
  dead: 'Kernel ended: run it again'
};

/** Say what an app is doing, and for how long. */
export function doing(place: IPlace, now: number): [State, string] {
  const { app, group } = place;
  const state = stateOf(app, group.wire.busy);
  if (app.since === null) {
    return [state, WORDS[state]];
  }
  const seconds = Math.max(0, Math.floor((now - app.since) / 1000));
  return [state, `${WORDS[state]} · ${seconds} s`];
}

/** Write a duration. */
export function milliseconds(ms: number): string {
  if (ms >= 10_000) {
    return `${(ms / 1000).toFixed(1)} s`;
  }
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

/** Write a number of bytes. */
export function bytes(count: number): string {
  if (count < 1000) {
    return `${count} B`;
  }
  return count < 1_000_000
    ? `${(count / 1000).toFixed(1)} kB`
    : `${(count / 1_000_000).toFixed(1)} MB`;
}

/** Write how many there are of something. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Say how often an app has run, and how long the last time and why. */
export function ran({ runs, ms, trigger }: IApp): string {
  const took = ms === null ? '' : ` · ${milliseconds(ms)}`;
  const why = trigger === '' ? '' : ` · ${trigger}`;
  return runs === 0 ? '' : `${counted(runs, 'run', 'runs')}${took}${why}`;
}
