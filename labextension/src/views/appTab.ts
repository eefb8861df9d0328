import { MainAreaWidget } from '@jupyterlab/apputils';
import { MimeModel } from '@jupyterlab/rendermime';
import { Signal } from '@lumino/signaling';
import { Panel, Widget } from '@lumino/widgets';

import { AppToolbar } from './toolbar';
import type { AppsModel, IAppRef, ILiveApp } from '../kernel/model';
import type { IKernelDocument, IRenderContext } from '../kernel/widgetComm';
import { APP_MIME } from '../output/appBundle';
import { AppOutputRenderer } from '../output/outputRenderer';
import { createElement, setText } from '../ui/dom';
import { appIcon } from '../ui/icons';

/** The renderers of a kernel's widgets, and the document that they belong to. */
export interface IRenderSource {
  readonly context: IRenderContext;
  readonly document: IKernelDocument;
}

/** What a tab needs from the application. */
export interface IAppTabActions {
  /** Return the renderers for an app; null while its notebook is not open. */
  renderSource(appRef: IAppRef): IRenderSource | null;
  openNotebook(appRef: IAppRef, tab: Widget): void;
  goToCell(liveApp: ILiveApp): void;
  showHistory(liveApp: ILiveApp, tab: Widget): void;
}

/**
 * A second live view of an app, in a tab of its own.
 *
 * It belongs to a name in a file, not to a kernel: when the app is created again, after a restart or an edit of its cell, the new app
 * replaces the old one. It never runs anything.
 */
export class AppTab extends MainAreaWidget<Panel> {
  /** Emits when the state to restore after a page reload has changed. */
  readonly stateChanged = new Signal<this, void>(this);

  /** The `id`, by which a layout is restored, stays the same when the file is renamed. */
  constructor(
    id: string,
    appRef: IAppRef,
    private readonly model: AppsModel,
    private readonly actions: IAppTabActions
  ) {
    const content = new Panel();
    super({ content });
    this.currentRef = appRef;
    this.id = id;
    this.title.label = appRef.name;
    this.title.caption = `The app ${appRef.name} of ${appRef.path}`;
    this.title.icon = appIcon;
    this.title.closable = true;
    content.addClass('lit-tab');
    content.node.setAttribute('role', 'region');
    content.node.setAttribute('aria-label', `App ${appRef.name}`);
    this.placeholder = createElement('div', 'lit-tab-note');
    this.placeholderText = this.placeholder.appendChild(createElement('p', ''));
    this.placeholderText.setAttribute('role', 'status');
    this.openButton = createElement(
      'button',
      'jp-Button jp-mod-styled',
      'Open the notebook'
    );
    this.openButton.addEventListener('click', () => {
      actions.openNotebook(this.currentRef, this);
    });
    this.placeholder.append(this.openButton);
    content.addWidget(new Widget({ node: this.placeholder }));
    this.appToolbar = new AppToolbar(this.toolbar, appRef.name, {
      liveApp: () => this.liveApp,
      goToSource: liveApp => {
        actions.goToCell(liveApp);
      },
      showHistory: liveApp => {
        actions.showHistory(liveApp, this);
      },
      setWide: wide => {
        this.wide = wide;
      }
    });
    model.addViewer(this);
    model.changed.connect(this.refresh, this);
    this.refresh();
  }

  /** Identifies the app that it shows. */
  get appRef(): IAppRef {
    return this.currentRef;
  }

  /** Whether the app uses the full width of the tab. */
  get wide(): boolean {
    return this.content.hasClass('lit-tab-wide');
  }

  set wide(wide: boolean) {
    this.content.toggleClass('lit-tab-wide', wide);
    this.appToolbar.wide = wide;
    this.stateChanged.emit();
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this.appToolbar.dispose();
    this.model.changed.disconnect(this.refresh, this);
    this.model.removeViewer(this);
    super.dispose();
  }

  private get liveApp(): ILiveApp | null {
    return this.model.find(this.currentRef);
  }

  /** Follow a change of the apps, the kernels or the open notebooks. */
  private refresh(): void {
    const liveApp = this.liveApp;
    if (liveApp !== null) {
      this.updateRef(liveApp);
      this.title.label = liveApp.app.title || liveApp.app.name;
    }
    const source = this.actions.renderSource(this.currentRef);
    if (source?.context !== this.source?.context) {
      this.view?.dispose();
      this.view = null;
      this.source = source;
    }
    if (source !== null && liveApp !== null && liveApp.app.state !== 'dead') {
      this.showApp(source, liveApp);
    }
    this.updatePlaceholder(source);
    this.title.className =
      liveApp?.app.state === 'running' ? 'lit-tab-running' : '';
    this.appToolbar.refresh();
  }

  /** Follow a renamed notebook, or one that changed its kernel. */
  private updateRef(liveApp: ILiveApp): void {
    const { id: kernel, path } = liveApp.group;
    if (kernel !== this.currentRef.kernel || path !== this.currentRef.path) {
      this.currentRef = { ...this.currentRef, kernel, path };
      this.stateChanged.emit();
    }
  }

  private showApp(source: IRenderSource, liveApp: ILiveApp): void {
    const { modelId, name } = liveApp.app;
    if (this.view !== null && this.shownModel === modelId) {
      return;
    }
    this.view ??= new AppOutputRenderer(source.context, source.document);
    this.shownModel = modelId;
    const data = { [APP_MIME]: { name, model_id: modelId } };
    void this.view.renderModel(new MimeModel({ data, trusted: true }));
    this.content.addWidget(this.view);
  }

  /** Explain why the app is not shown. */
  private updatePlaceholder(source: IRenderSource | null): void {
    this.placeholder.hidden = this.view !== null;
    const { name, path } = this.currentRef;
    setText(
      this.placeholderText,
      source === null
        ? `The app ${name} is seen here while its notebook is open: ${path}`
        : `The app ${name} is not running. Run its cell to bring it back.`
    );
    this.openButton.hidden = source !== null;
  }

  private readonly placeholder: HTMLElement;
  private readonly placeholderText: HTMLElement;
  private readonly openButton: HTMLButtonElement;
  private readonly appToolbar: AppToolbar;
  private currentRef: IAppRef;
  private source: IRenderSource | null = null;
  private view: AppOutputRenderer | null = null;
  private shownModel = '';
}
