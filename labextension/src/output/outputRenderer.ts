import type { DocumentRegistry } from '@jupyterlab/docregistry';
import { MimeModel } from '@jupyterlab/rendermime';
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { Kernel } from '@jupyterlab/services';
import type { PartialJSONObject } from '@lumino/coreutils';
import type { Message } from '@lumino/messaging';
import { Panel, Widget } from '@lumino/widgets';

import { isOwn, saveAgain } from './saveAgain';
import {
  documentOf,
  type IRendering,
  type IWithKernel,
  knows,
  renderingOf,
  tell
} from '../kernel/widgetComm';
import { forget, hold, release } from '../kernel/viewLease';

/** Our own form of an app in an output. */
export const APP = 'application/vnd.notebook-lit.app+json';
const VIEW = 'application/vnd.jupyter.widget-view+json';
const HTML = 'text/html';
/** Milliseconds between two looks for a renderer of live views. */
const PAUSE = 250;
/** Milliseconds that a live view has to appear in before the saved picture is drawn: that of a long page takes time to draw. */
const SOON = 300;
/** What means that all widgets of a kernel are lost. A restart by somebody else shows as "starting" only. */
const ENDS = new Set<string>([
  'starting',
  'restarting',
  'autorestarting',
  'terminating',
  'dead'
]);

/**
 * Shows an app in an output.
 *
 * 1. What was saved is seen first, unless a kernel is there that may show the live view at once. When the kernel has the app, the
 *    live view takes the picture's place; nothing is run for it.
 * 2. When the same app comes again (`update_display_data`), the view stays as it is, with the focus: only the picture is new.
 * 3. When the kernel ends, what is on screen stays, cannot be operated, and a strip says how to bring it back.
 * 4. When the notebook is saved, the app is asked for a picture of its present state. If that is a new one, it is saved as well.
 * 5. The saved picture goes through JupyterLab's sanitizer, trusted or not.
 */
export class SavedApp extends Panel implements IRenderMime.IRenderer {
  /**
   * Where there is no output area round it, as in Voilà or in a tab, `page` has the renderers; `home` is the notebook of its
   * kernel where it does not lie in one.
   */
  constructor(
    private readonly page: IRendering,
    private readonly home: IWithKernel | null = null
  ) {
    super();
    this.addClass('lit-saved');
    this.strip = document.createElement('div');
    this.strip.className = 'lit-saved-strip';
    this.strip.setAttribute('role', 'status');
    this.strip.hidden = true;
    this.addWidget(new Widget({ node: this.strip }));
    this.picture.addClass('lit-saved-picture');
    this.live.addClass('lit-saved-live');
    this.live.hide();
    this.addWidget(this.picture);
    this.addWidget(this.live);
    this.watch = new MutationObserver(() => {
      this.look();
    });
    this.watch.observe(this.live.node, { childList: true, subtree: true });
  }

  /** Take a bundle: the first, or a newer one of the same output. */
  async renderModel(bundle: IRenderMime.IMimeModel): Promise<void> {
    const { model, name } = described(bundle);
    const same = model === this.model;
    this.bundle = bundle;
    this.model = model;
    this.name = name;
    if (same && this.held !== null) {
      const file = this.holder?.context;
      if (this.asked && file !== undefined) {
        this.asked = false;
        saveAgain(file);
      }
      return;
    }
    if (!same && this.isAttached) {
      this.connect();
    }
    if (this.held === null) {
      await this.draw();
    }
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this.watch.disconnect();
    this.leave();
    this.holder?.sessionContext.kernelChanged.disconnect(this.onKernel, this);
    this.holder?.sessionContext.statusChanged.disconnect(this.onStatus, this);
    this.holder?.context?.saveState.disconnect(this.onSave, this);
    super.dispose();
  }

  protected onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    if (this.holder === null) {
      this.holder = this.home ?? documentOf(this);
      this.holder?.sessionContext.kernelChanged.connect(this.onKernel, this);
      this.holder?.sessionContext.statusChanged.connect(this.onStatus, this);
      this.holder?.context?.saveState.connect(this.onSave, this);
      this.connect();
    }
    if (this.kernel === null) {
      void this.draw();
    } else {
      window.setTimeout(() => {
        if (this.held === null) {
          void this.draw();
        }
      }, SOON);
    }
  }

  /** Show the saved picture. */
  private async draw(): Promise<void> {
    const html = this.bundle?.data[HTML];
    if (!this.isAttached || html === undefined || this.drawn === html) {
      return;
    }
    const rendering = renderingOf(this) ?? this.page;
    this.drawn = html;
    const renderer = rendering.rendermime.createRenderer(HTML);
    await renderer.renderModel(
      new MimeModel({ data: { [HTML]: html }, trusted: false })
    );
    if (this.isDisposed || this.drawn !== html) {
      renderer.dispose();
      return;
    }
    for (const widget of [...this.picture.widgets]) {
      widget.dispose();
    }
    this.picture.addWidget(renderer);
  }

  /** Look for the live app in the kernel, if there is one. */
  private connect(): void {
    const kernel = this.holder?.sessionContext.session?.kernel ?? null;
    const rendering = renderingOf(this) ?? this.page;
    if (
      kernel !== null &&
      kernel === this.kernel &&
      this.sought === this.model
    ) {
      return; // it is found, or being looked for
    }
    this.clear();
    this.leave();
    this.live.node.inert = false;
    this.live.hide();
    this.picture.show();
    if (kernel === null && this.holder !== null) {
      this.say();
      return;
    }
    this.kernel = kernel;
    this.sought = this.model;
    this.seek(this.model, rendering, undefined);
    if (kernel === null) {
      return; // no notebook round it, as in Voilà or in a tab of its own: nothing is known of the kernel
    }
    const { model } = this;
    const missed = (): void => {
      if (
        this.sought === model &&
        this.kernel === kernel &&
        this.held === null
      ) {
        this.lose();
      }
    };
    knows(kernel, model).then(known => {
      if (!known) {
        missed();
      }
    }, missed);
  }

  /** Draw the live view out of sight. The kernel may be busy and unable to say what it has, so this does not wait for it. */
  private seek(
    model: string,
    rendering: IRendering,
    before: IRenderMime.IRendererFactory | undefined
  ): void {
    if (this.isDisposed || this.sought !== model || this.held !== null) {
      return;
    }
    const view = rendering.rendermime.getFactory(VIEW);
    if (view !== undefined && view !== before) {
      this.clear();
      const renderer = rendering.rendermime.createRenderer(VIEW);
      const data = { version_major: 2, version_minor: 0, model_id: model };
      this.live.addWidget(renderer);
      void renderer.renderModel(
        new MimeModel({ data: { [VIEW]: data }, trusted: true })
      );
    }
    // While a notebook opens, its renderer of widgets is exchanged for one that knows the kernel's widgets.
    window.setTimeout(() => {
      this.seek(model, rendering, view);
    }, PAUSE);
  }

  /** The content of the live part changed: the view is there now, or gone. */
  private look(): void {
    const there = this.live.node.querySelector('.lit-app') !== null;
    if (there && this.held === null && this.sought !== '') {
      this.held = this.sought;
      if (this.kernel !== null) {
        hold(this.kernel, this.held);
      }
      this.strip.hidden = true;
      this.picture.hide();
      this.live.show();
    } else if (!there && this.held !== null) {
      this.lose();
    }
  }

  /** There is no live app (any more). */
  private lose(): void {
    this.clear();
    this.miss();
    this.live.hide();
    this.picture.show();
    void this.draw();
    this.say();
  }

  /** Forget the kernel, and let it know that nothing is shown here. */
  private leave(): void {
    if (this.held !== null && this.kernel !== null && this.holder !== null) {
      release(this.kernel, this.held, this.holder);
    }
    this.held = null;
    this.kernel = null;
    this.sought = '';
  }

  /** Take the live view away. One that is still being made cannot be disposed: it would be put into nothing. */
  private clear(): void {
    for (const widget of [...this.live.widgets]) {
      if (this.held !== null) {
        widget.dispose();
      } else {
        widget.parent = null;
      }
    }
  }

  /** Forget the kernel: it does not have the app any more. */
  private miss(): void {
    if (this.held !== null) {
      forget(this.held);
    }
    this.held = null;
    this.kernel = null;
    this.sought = '';
  }

  private onKernel(): void {
    this.connect();
  }

  private onStatus(_: unknown, status: Kernel.Status): void {
    if (this.kernel === null || !ENDS.has(status)) {
      return;
    }
    if (this.held === null) {
      this.lose();
      return;
    }
    this.miss();
    this.live.node.inert = true;
    this.say();
  }

  private onSave(
    file: DocumentRegistry.Context,
    state: DocumentRegistry.SaveState
  ): void {
    if (
      !state.startsWith('completed') ||
      isOwn(file) ||
      this.held === null ||
      this.kernel === null
    ) {
      return;
    }
    this.asked = true;
    tell(this.kernel, this.held, { lit: 'saved' });
  }

  private say(): void {
    this.strip.textContent = `The app ${this.name} is not running. Run the cell to bring it back.`;
    this.strip.hidden = false;
  }

  private readonly strip: HTMLElement;
  private readonly picture = new Panel();
  private readonly live = new Panel();
  private readonly watch: MutationObserver;
  private bundle: IRenderMime.IMimeModel | null = null;
  private model = '';
  private name = '';
  private drawn: unknown = null;
  /** The notebook that it lies in. */
  private holder: IWithKernel | null = null;
  /** The kernel in which the app lives or is looked for. */
  private kernel: Kernel.IKernelConnection | null = null;
  /** The model that is looked for, or found; empty while nothing is. */
  private sought = '';
  /** The model of the live view that is on screen. */
  private held: string | null = null;
  /** Whether a newer picture is awaited, for the file that was just saved. */
  private asked = false;
}

/** Give what takes part in every notebook, before the widgets do. */
export function factory(page: IRendering): IRenderMime.IRendererFactory {
  return {
    safe: false,
    mimeTypes: [APP],
    defaultRank: -20,
    createRenderer: () => new SavedApp(page)
  };
}

function described(bundle: IRenderMime.IMimeModel): {
  model: string;
  name: string;
} {
  const data = bundle.data[APP];
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return { model: '', name: '' };
  }
  const { model_id: model, name } = data as PartialJSONObject;
  return {
    model: typeof model === 'string' ? model : '',
    name: typeof name === 'string' ? name : ''
  };
}
