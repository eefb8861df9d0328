import { registerWidgetManager } from '@jupyter-widgets/jupyterlab-manager';
import type { ISessionContext } from '@jupyterlab/apputils';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { INotebookModel } from '@jupyterlab/notebook';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { Signal } from '@lumino/signaling';

/**
 * Register renderers for the widgets of a kernel that has no open notebook.
 *
 * ipywidgets creates one manager per kernel and keeps it until the page is closed, so the session must live as long as the kernel.
 * The manager expects the context of a notebook, of which it uses only what is provided here; nothing is saved.
 */
export function registerWidgets(
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
