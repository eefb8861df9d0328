import type { DocumentRegistry } from '@jupyterlab/docregistry';
import { MimeModel } from '@jupyterlab/rendermime';
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { Kernel } from '@jupyterlab/services';
import type { Message } from '@lumino/messaging';
import { Panel, Widget } from '@lumino/widgets';

import { APP_MIME, parseBundle } from './appBundle';
import { completeCopyButtons } from './copyButtons';
import { completeFields } from './fields';
import { holdView, takeView } from './heldView';
import { isOwnSave, saveAgain } from './saveAgain';
import { completeChoices } from '../choices/combobox';
import { hasLostMemory } from '../kernel/kernelStatus';
import { acquireView, forgetView, releaseView } from '../kernel/viewLease';
import {
  findKernelDocument,
  findRenderContext,
  hasWidget,
  type IKernelDocument,
  type IRenderContext,
  sendCustomMessage
} from '../kernel/widgetComm';

/** The MIME type of a view of an ipywidgets model. */
export const WIDGET_VIEW_MIME = 'application/vnd.jupyter.widget-view+json';
const HTML_MIME = 'text/html';
const OUTPUT_AREA = '.jp-OutputArea';
/** Milliseconds between two attempts to find a renderer for live views. */
const RETRY_INTERVAL = 250;
/** Milliseconds that a live view gets to appear before the saved snapshot is drawn, which is slow for a long page. */
const SNAPSHOT_DELAY = 300;

/**
 * Renders an app in an output.
 *
 * 1. The saved snapshot is shown first, unless there is a kernel that may show the live view at once. If the kernel has the app, the
 *    live view replaces the snapshot; nothing is run for it.
 * 2. When the same app is displayed again (`update_display_data`), the view and its focus stay: only the snapshot is replaced.
 * 3. When the kernel ends, the view stays visible but inert, and a notice says how to bring the app back.
 * 4. When the notebook is saved, the app is asked for a snapshot of its present state. If there is a new one, it is saved as well.
 * 5. When the cell runs again, the live view stays in its place until the new output takes it over: nothing on the page moves.
 * 6. The saved snapshot passes through JupyterLab's sanitizer, whether the notebook is trusted or not.
 */
export class AppOutputRenderer extends Panel implements IRenderMime.IRenderer {
  /**
   * `pageContext` has the renderers where there is no output area around it, as in Voilà or in a tab; `homeDocument` is the notebook of
   * the app's kernel where the view is not inside one.
   */
  constructor(
    private readonly pageContext: IRenderContext,
    private readonly homeDocument: IKernelDocument | null = null
  ) {
    super();
    this.addClass('lit-saved');
    this.notice = document.createElement('div');
    this.notice.className = 'lit-saved-strip';
    this.notice.setAttribute('role', 'status');
    this.notice.hidden = true;
    this.addWidget(new Widget({ node: this.notice }));
    this.snapshot.addClass('lit-saved-picture');
    this.liveView.addClass('lit-saved-live');
    this.liveView.hide();
    this.addWidget(this.snapshot);
    this.addWidget(this.liveView);
    this.observer = new MutationObserver(() => {
      this.onLiveViewChanged();
    });
    this.observer.observe(this.liveView.node, {
      attributeFilter: ['class', 'disabled'], // the classes of a widget come after its nodes
      childList: true,
      subtree: true
    });
  }

  /** Render a MIME bundle: the first, or a newer one of the same output. */
  async renderModel(bundle: IRenderMime.IMimeModel): Promise<void> {
    const { model, name } = parseBundle(bundle);
    const same = model === this.modelId;
    this.bundle = bundle;
    this.modelId = model;
    this.appName = name;
    if (same && this.shownModel !== null) {
      const file = this.document?.context;
      if (this.awaitsSnapshot && file !== undefined) {
        this.awaitsSnapshot = false;
        saveAgain(file);
      }
      return;
    }
    if (!same && this.isAttached) {
      this.connectToKernel();
    }
    if (this.shownModel === null) {
      await this.drawSnapshot();
    }
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this.observer.disconnect();
    this.holdLiveView();
    this.releaseKernel();
    this.document?.sessionContext.kernelChanged.disconnect(
      this.onKernelChanged,
      this
    );
    this.document?.sessionContext.statusChanged.disconnect(
      this.onStatusChanged,
      this
    );
    this.document?.context?.saveState.disconnect(this.onSaveState, this);
    super.dispose();
  }

  protected onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    if (this.document === null) {
      this.document = this.homeDocument ?? findKernelDocument(this);
      this.document?.sessionContext.kernelChanged.connect(
        this.onKernelChanged,
        this
      );
      this.document?.sessionContext.statusChanged.connect(
        this.onStatusChanged,
        this
      );
      this.document?.context?.saveState.connect(this.onSaveState, this);
      this.connectToKernel();
    }
    if (this.kernel === null) {
      void this.drawSnapshot();
    } else {
      window.setTimeout(() => {
        if (this.shownModel === null) {
          void this.drawSnapshot();
        }
      }, SNAPSHOT_DELAY);
    }
  }

  protected onBeforeDetach(message: Message): void {
    this.area = this.node.closest(OUTPUT_AREA);
    super.onBeforeDetach(message);
  }

  /** Leave the live view in its place, for the output that the cell is going to have next. */
  private holdLiveView(): void {
    const [view] = this.liveView.widgets;
    if (this.shownModel !== null && this.area !== null && view !== undefined) {
      view.parent = null;
      holdView(this.area, this.liveView.node, view, this.shownModel);
    }
  }

  /** Draw the saved snapshot. */
  private async drawSnapshot(): Promise<void> {
    const html = this.bundle?.data[HTML_MIME];
    if (!this.isAttached || html === undefined || this.drawnHtml === html) {
      return;
    }
    const context = findRenderContext(this) ?? this.pageContext;
    this.drawnHtml = html;
    const renderer = context.rendermime.createRenderer(HTML_MIME);
    await renderer.renderModel(
      new MimeModel({ data: { [HTML_MIME]: html }, trusted: false })
    );
    if (this.isDisposed || this.drawnHtml !== html) {
      renderer.dispose();
      return;
    }
    for (const widget of [...this.snapshot.widgets]) {
      widget.dispose();
    }
    this.snapshot.addWidget(renderer);
  }

  /** Look for the live app in the kernel, if there is a kernel. */
  private connectToKernel(): void {
    const kernel = this.document?.sessionContext.session?.kernel ?? null;
    const context = findRenderContext(this) ?? this.pageContext;
    if (
      kernel !== null &&
      kernel === this.kernel &&
      this.soughtModel === this.modelId
    ) {
      return; // it is shown already, or being looked for
    }
    this.clearLiveView();
    this.releaseKernel();
    this.liveView.node.inert = false;
    this.liveView.hide();
    this.snapshot.show();
    if (kernel === null && this.document !== null) {
      this.showNotice();
      return;
    }
    this.kernel = kernel;
    this.soughtModel = this.modelId;
    const held = takeView(this.node.closest(OUTPUT_AREA), this.modelId);
    if (held === null) {
      this.drawLiveView(this.modelId, context, undefined);
    } else {
      this.liveView.addWidget(held);
      this.onLiveViewChanged();
    }
    if (kernel === null) {
      return; // outside a notebook, as in Voilà or in a tab, nothing is known about the kernel
    }
    const { modelId: model } = this;
    const onMissing = (): void => {
      if (
        this.soughtModel === model &&
        this.kernel === kernel &&
        this.shownModel === null
      ) {
        this.showNotRunning();
      }
    };
    hasWidget(kernel, model).then(known => {
      if (!known) {
        onMissing();
      }
    }, onMissing);
  }

  /** Draw the live view while hidden. A busy kernel cannot say which widgets it has, so this does not wait for its answer. */
  private drawLiveView(
    modelId: string,
    context: IRenderContext,
    before: IRenderMime.IRendererFactory | undefined
  ): void {
    if (
      this.isDisposed ||
      this.soughtModel !== modelId ||
      this.shownModel !== null
    ) {
      return;
    }
    const view = context.rendermime.getFactory(WIDGET_VIEW_MIME);
    if (view !== undefined && view !== before) {
      this.clearLiveView();
      const renderer = context.rendermime.createRenderer(WIDGET_VIEW_MIME);
      const data = { version_major: 2, version_minor: 0, model_id: modelId };
      this.liveView.addWidget(renderer);
      void renderer.renderModel(
        new MimeModel({ data: { [WIDGET_VIEW_MIME]: data }, trusted: true })
      );
    }
    // While a notebook opens, its widget renderer is replaced by one that knows the kernel's widgets.
    window.setTimeout(() => {
      this.drawLiveView(modelId, context, view);
    }, RETRY_INTERVAL);
  }

  /** Handle that the live view appeared or disappeared. */
  private onLiveViewChanged(): void {
    completeChoices(this.liveView.node);
    completeFields(this.liveView.node);
    completeCopyButtons(this.liveView.node);
    const present = this.liveView.node.querySelector('.lit-app') !== null;
    if (present && this.shownModel === null && this.soughtModel !== '') {
      this.shownModel = this.soughtModel;
      if (this.kernel !== null) {
        acquireView(this.kernel, this.shownModel);
      }
      this.notice.hidden = true;
      this.snapshot.hide();
      this.liveView.show();
    } else if (!present && this.shownModel !== null) {
      this.showNotRunning();
    }
  }

  /** Show that the kernel does not have the app, or no longer. */
  private showNotRunning(): void {
    this.clearLiveView();
    this.forgetKernel();
    this.liveView.hide();
    this.snapshot.show();
    void this.drawSnapshot();
    this.showNotice();
  }

  /** Disconnect from the kernel and tell it that the app is not shown here any more. */
  private releaseKernel(): void {
    if (
      this.shownModel !== null &&
      this.kernel !== null &&
      this.document !== null
    ) {
      releaseView(this.kernel, this.shownModel, this.document);
    }
    this.shownModel = null;
    this.kernel = null;
    this.soughtModel = '';
  }

  /** Remove the live view. One that is still being created is only detached: disposing it makes its creation fail. */
  private clearLiveView(): void {
    for (const widget of [...this.liveView.widgets]) {
      if (this.shownModel !== null) {
        widget.dispose();
      } else {
        widget.parent = null;
      }
    }
  }

  /** Disconnect from a kernel that no longer has the app. */
  private forgetKernel(): void {
    if (this.shownModel !== null) {
      forgetView(this.shownModel);
    }
    this.shownModel = null;
    this.kernel = null;
    this.soughtModel = '';
  }

  private onKernelChanged(): void {
    this.connectToKernel();
  }

  private onStatusChanged(_: unknown, status: Kernel.Status): void {
    if (this.kernel === null || !hasLostMemory(status)) {
      return;
    }
    if (this.shownModel === null) {
      this.showNotRunning();
      return;
    }
    this.forgetKernel();
    this.liveView.node.inert = true;
    this.showNotice();
  }

  private onSaveState(
    file: DocumentRegistry.Context,
    state: DocumentRegistry.SaveState
  ): void {
    if (
      !state.startsWith('completed') ||
      isOwnSave(file) ||
      this.shownModel === null ||
      this.kernel === null
    ) {
      return;
    }
    this.awaitsSnapshot = true;
    sendCustomMessage(this.kernel, this.shownModel, { lit: 'saved' });
  }

  private showNotice(): void {
    this.notice.textContent = `The app ${this.appName} is not running. Run the cell to bring it back.`;
    this.notice.hidden = false;
  }

  private readonly notice: HTMLElement;
  private readonly snapshot = new Panel();
  private readonly liveView = new Panel();
  private readonly observer: MutationObserver;
  private bundle: IRenderMime.IMimeModel | null = null;
  private modelId = '';
  private appName = '';
  private drawnHtml: unknown = null;
  /** The document around it. */
  private document: IKernelDocument | null = null;
  /** The kernel in which the app runs or is looked for. */
  private kernel: Kernel.IKernelConnection | null = null;
  /** The model id that is looked for or shown; empty if none. */
  private soughtModel = '';
  /** The model id of the live view on screen. */
  private shownModel: string | null = null;
  /** The output area that it was in when it was detached last. */
  private area: Element | null = null;
  /** Whether a newer snapshot is awaited for the file that was just saved. */
  private awaitsSnapshot = false;
}

/** Return the factory of our renderers, ranked before that of plain widgets. */
export function rendererFactory(
  page: IRenderContext
): IRenderMime.IRendererFactory {
  return {
    safe: false,
    mimeTypes: [APP_MIME],
    defaultRank: -20,
    createRenderer: () => new AppOutputRenderer(page)
  };
}
