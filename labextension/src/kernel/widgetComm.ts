import type { ISessionContext } from '@jupyterlab/apputils';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { type Kernel, KernelMessage } from '@jupyterlab/services';
import type { Widget } from '@lumino/widgets';

/** What an output area has. */
export interface IRendering {
  readonly rendermime: IRenderMimeRegistry;
}

/** What a notebook or console has. */
export interface IWithKernel {
  readonly isDisposed: boolean;
  readonly sessionContext: ISessionContext;
  /** The file, of a notebook. */
  readonly context?: DocumentRegistry.Context;
}

/** Find the output area that a widget lies in: its renderers know the widgets of the notebook's kernel. */
export function renderingOf(start: Widget): IRendering | null {
  return above(
    start,
    (widget): widget is Widget & IRendering => 'rendermime' in widget
  );
}

/** Find the notebook or console that a widget lies in. */
export function documentOf(start: Widget): IWithKernel | null {
  return above(
    start,
    (widget): widget is Widget & IWithKernel => 'sessionContext' in widget
  );
}

/** Ask a kernel whether it has a widget. */
export async function knows(
  kernel: Kernel.IKernelConnection,
  model: string
): Promise<boolean> {
  const reply = await kernel.requestCommInfo({ target_name: 'jupyter.widget' });
  return reply.content.status === 'ok' && model in reply.content.comms;
}

/** Say something to the kernel's side of a widget, as a custom message. */
export function tell(
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

function above<T extends Widget>(
  start: Widget,
  fits: (widget: Widget) => widget is T
): T | null {
  for (let widget = start.parent; widget !== null; widget = widget.parent) {
    if (fits(widget)) {
      return widget;
    }
  }
  return null;
}
