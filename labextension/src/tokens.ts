/** The fixed id of the comm that carries messages about a kernel's apps (see notebook_lit/notebook/shell/panel_comm.py). */
export const COMM_ID = 'notebook-lit-apps';
/** The target name of that comm. */
export const COMM_TARGET = 'notebook_lit';

/** The state of an app. */
export type AppState =
  'idle' | 'running' | 'stopping' | 'error' | 'waiting' | 'dead';

/** One app, as its kernel describes it. */
export interface IApp {
  readonly name: string;
  /** The page title that the script sets; empty if it sets none. */
  readonly title: string;
  /** The model id of its root widget. */
  readonly modelId: string;
  readonly file: string | null;
  readonly state: AppState;
  /** Start of the current run, in milliseconds of this page's clock; null while no run is in progress. */
  readonly startedAt: number | null;
  readonly runs: number;
  /** Duration of the last run in milliseconds. */
  readonly ms: number | null;
  readonly outcome: string;
  readonly trigger: string;
}

/** An action that the sidebar can request for an app. */
export type AppAction = 'rerun' | 'stop' | 'clear_cache' | 'close';
