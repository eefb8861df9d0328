import type { ISessionContext } from '@jupyterlab/apputils';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { type Kernel, KernelMessage } from '@jupyterlab/services';
import type { Widget } from '@lumino/widgets';

/** Whatever has a registry of renderers: an output area, for example. */
export interface IRenderContext {
  readonly rendermime: IRenderMimeRegistry;
}

/** A document with a kernel: a notebook or a console. */
export interface IKernelDocument {
  readonly isDisposed: boolean;
  readonly sessionContext: ISessionContext;
  /** The file of a notebook; a console has none. */
  readonly context?: DocumentRegistry.Context;
}

/** Find the output area around a widget: its renderers know the widgets of the notebook's kernel. */
export function findRenderContext(start: Widget): IRenderContext | null {
  return closestAncestor(
    start,
    (widget): widget is Widget & IRenderContext => 'rendermime' in widget
  );
}

/** Find the notebook or console around a widget. */
export function findKernelDocument(start: Widget): IKernelDocument | null {
  return closestAncestor(
    start,
    (widget): widget is Widget & IKernelDocument => 'sessionContext' in widget
  );
}

/** Return whether a kernel has a widget with this model id. */
export async function hasWidget(
  kernel: Kernel.IKernelConnection,
  model: string
): Promise<boolean> {
  const reply = await kernel.requestCommInfo({ target_name: 'jupyter.widget' });
  return reply.content.status === 'ok' && model in reply.content.comms;
}

/** Send a custom message to the kernel's side of a widget. */
export function sendCustomMessage(
  kernel: Kernel.IKernelConnection,
  model: string,
  content: Record<string, string>
): void {
  const message = KernelMessage.createMessage({
    msgType: 'comm_msg',
    channel: 'shell',
    session: kernel.clientId,
    username: kernel.username,
    content: { comm_id: model, data: { method: 'custom', content } }
  });
  kernel.sendShellMessage(message, false, true);
}

function closestAncestor<T extends Widget>(
  start: Widget,
  matches: (widget: Widget) => widget is T
): T | null {
  for (let widget = start.parent; widget !== null; widget = widget.parent) {
    if (matches(widget)) {
      return widget;
    }
  }
  return null;
}
