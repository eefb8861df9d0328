import { registerWidgetManager } from '@jupyter-widgets/jupyterlab-manager';
import type { ISessionContext } from '@jupyterlab/apputils';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { INotebookModel } from '@jupyterlab/notebook';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { Signal } from '@lumino/signaling';

/**
 * Let a registry draw the widgets of a kernel that has no open notebook.
 *
 * ipywidgets makes one manager for a kernel and keeps it until the page ends, so the session has to live as long as the kernel.
 * The manager wants the context of a notebook and takes from it what is given here; nothing is saved.
 */
export function drawWidgets(
  session: ISessionContext,
  rendermime: IRenderMimeRegistry
): void {
  const model = {
    getMetadata: () => undefined,
    setMetadata: () => undefined,
    dirty: false
  };
  const context = {
    sessionContext: session,
    model,
    saveState: new Signal<object, string>({}),
    urlResolver: null
  };
  registerWidgetManager(
    context as unknown as DocumentRegistry.IContext<INotebookModel>,
    rendermime,
    [][Symbol.iterator]()
  );
}
