import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { PartialJSONObject } from '@lumino/coreutils';

/** The MIME type of an app in an output. */
export const APP_MIME = 'application/vnd.notebook-lit.app+json';

/** Return the model id and the name of the app in a bundle; empty if it is of an unknown form. */
export function parseBundle(bundle: IRenderMime.IMimeModel): {
  model: string;
  name: string;
} {
  const data = bundle.data[APP_MIME];
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return { model: '', name: '' };
  }
  const { model_id: model, name } = data as PartialJSONObject;
  return {
    model: typeof model === 'string' ? model : '',
    name: typeof name === 'string' ? name : ''
  };
}
