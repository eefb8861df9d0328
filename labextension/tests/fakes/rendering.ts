import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { Widget } from '@lumino/widgets';

import type { IRenderContext } from '../../src/kernel/widgetComm';
import { WIDGET_VIEW_MIME } from '../../src/output/outputRenderer';

/** A renderer that shows HTML as it is, and a widget as an empty app; widgets that do not exist are never drawn. */
export class FakeRenderer extends Widget implements IRenderMime.IRenderer {
  constructor(
    readonly mime: string,
    private readonly registry: FakeRenderMime
  ) {
    super();
  }

  renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const data = model.data[this.mime];
    this.registry.trusted.push([this.mime, model.trusted]);
    if (this.mime !== WIDGET_VIEW_MIME) {
      this.node.innerHTML = data as string;
    } else {
      const { model_id: id } = data as { model_id: string };
      if (this.registry.models.has(id)) {
        this.node.innerHTML = `<div class="lit-app">${id}</div>`;
      }
    }
    return Promise.resolve();
  }
}

/** A registry of renderers; it knows the widgets in `models`. */
export class FakeRenderMime {
  readonly models = new Set<string>();
  /** What was rendered: the MIME type, and whether it was trusted. */
  readonly trusted: [string, boolean][] = [];
  readonly created: FakeRenderer[] = [];
  /** The factory of widget views; none before ipywidgets has registered one. */
  widgetFactory: object | undefined = {};

  getFactory(): object | undefined {
    return this.widgetFactory;
  }

  createRenderer(mime: string): FakeRenderer {
    const renderer = new FakeRenderer(mime, this);
    this.created.push(renderer);
    return renderer;
  }

  clone(): FakeRenderMime {
    return this;
  }

  /** The registry, as part of what has one. */
  get context(): IRenderContext {
    return { rendermime: this } as unknown as IRenderContext;
  }
}
