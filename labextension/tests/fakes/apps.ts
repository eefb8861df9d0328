import type { ILiveApp } from '../../src/kernel/model';
import type { IApp } from '../../src/tokens';

/** An action that was requested of a fake client. */
export type Requested = readonly [action: string, app: string];

/** A live app in a notebook; what is requested of it is kept in `requests`. */
export function liveApp(
  app: Partial<IApp> = {},
  { busy = false, path = 'a.ipynb', requests = [] as Requested[] } = {}
): ILiveApp {
  const client = {
    busy,
    requestAction: (action: string, name: string) =>
      requests.push([action, name])
  };
  const group = { id: 'k1', title: path, path, client };
  return {
    group: group as unknown as ILiveApp['group'],
    app: {
      name: 'tide',
      title: '',
      modelId: 'model of tide',
      file: null,
      state: 'idle',
      startedAt: null,
      runs: 0,
      ms: null,
      outcome: '',
      trigger: '',
      ...app
    }
  };
}
