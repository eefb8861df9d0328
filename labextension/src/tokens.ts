/** The well-known id of the comm on which a kernel speaks of its apps (see notebook_lit/notebook/shell/panel_comm.py). */
export const COMM = 'notebook-lit-apps';
/** The target of that comm. */
export const TARGET = 'notebook_lit';

/** What an app is doing. */
export type State =
  'idle' | 'running' | 'stopping' | 'error' | 'waiting' | 'dead';

/** One app, as its kernel tells of it. */
export interface IApp {
  readonly name: string;
  /** What the script calls its page; empty if it says nothing. */
  readonly title: string;
  readonly model: string;
  readonly file: string | null;
  readonly state: State;
  /** When its run began, in milliseconds of this page's clock; null while none is under way. */
  readonly since: number | null;
  readonly runs: number;
  readonly ms: number | null;
  readonly outcome: string;
  readonly trigger: string;
}

/** What the panel may ask of an app. */
export type Deed = 'rerun' | 'stop' | 'clear_cache' | 'close';
