import { Notification } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import { MimeModel } from '@jupyterlab/rendermime';
import { Signal } from '@lumino/signaling';
import type { Message } from '@lumino/messaging';
import { Panel, type Widget } from '@lumino/widgets';

import type { FileKernel } from './fileKernel';
import type { FileKernels } from './fileKernels';
import type { ILiveApp } from '../kernel/model';
import { WIDGET_VIEW_MIME } from '../output/outputRenderer';
import type { WatchMode } from '../settings';
import type { IApp } from '../tokens';
import { Problem } from '../ui/problem';
import { MessageCard } from '../views/messageCard';

/** Milliseconds between two checks whether a file that could not run has been saved. */
const SAVE_POLL_INTERVAL = 1000;

/** What the opener of a file provides to its app. */
export interface IFileAppOptions {
  /** Whether the file may be run: a tab restored after a page reload does not run by itself. */
  readonly run: boolean;
  /** Return what happens when the file is saved. */
  watchMode(): WatchMode;
  /** Return the time of the last save of the file. */
  lastModified(file: string): Promise<string>;
  /** Open the file in an editor beside the app. */
  edit(file: string): void;
  /** Show why the app ran. */
  showHistory(liveApp: ILiveApp, tab: Widget): void;
}

/**
 * Shows a file as a running app.
 *
 * 1. Nothing happens before it is attached: Notebook 7 creates it only to find out that it belongs into another browser tab.
 * 2. If the kernel of the file has the app already, that app is shown, and nothing is run.
 * 3. A problem is shown in place of the app, with its remedy. A file that could not run is tried again when it is saved, by whatever
 *    editor; once it runs, the kernel watches it.
 * 4. When the kernel ends, the view stays visible but inert, and a card above it says how to continue.
 */
export class FileApp extends Panel {
  /** Emits when the state of the app may have changed. */
  readonly changed = new Signal<this, void>(this);
  /** Emits when the width has been set. */
  readonly widened = new Signal<this, void>(this);

  constructor(
    private readonly context: DocumentRegistry.Context,
    private readonly kernels: FileKernels,
    private readonly options: IFileAppOptions
  ) {
    super();
    this.addClass('lit-tab');
    this.addClass('lit-file');
    this.view.addClass('lit-file-view');
    this.addWidget(this.card);
    this.addWidget(this.view);
    this.knownPath = context.path;
    context.pathChanged.connect(this.onRenamed, this);
  }

  /** Whether the app uses the full width of the tab. */
  get wide(): boolean {
    return this.hasClass('lit-tab-wide');
  }

  set wide(wide: boolean) {
    this.toggleClass('lit-tab-wide', wide);
    this.widened.emit();
  }

  /** The path of the file. */
  get file(): string {
    return this.context.path;
  }

  /** The app, once it is shown. */
  get app(): IApp | null {
    return this.shownModel === null
      ? null
      : (this.kernel?.client.apps.all.find(
          app => app.modelId === this.shownModel
        ) ?? null);
  }

  /** The app and its kernel, once it is shown. */
  get liveApp(): ILiveApp | null {
    const app = this.app;
    const session = this.kernel?.session.session ?? null;
    if (
      app === null ||
      session === null ||
      session.kernel === null ||
      this.kernel === null
    ) {
      return null;
    }
    const { client } = this.kernel;
    const { path, name } = session;
    return {
      group: { id: session.kernel.id, title: name, path, client },
      app
    };
  }

  dispose(): void {
    if (!this.isDisposed) {
      this.attempt++;
      if (this.couldNotRun && this.kernel !== null) {
        this.kernels.end(this.kernel); // it runs no app that could be reopened
      }
      this.releaseKernel();
      this.context.pathChanged.disconnect(this.onRenamed, this);
      super.dispose();
      Signal.clearData(this);
    }
  }

  protected onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    if (this.attempt === 0) {
      void this.start(this.options.run);
    }
  }

  /** Find or run the app and show it. A newer call cancels an older one. */
  private async start(run: boolean): Promise<void> {
    const attempt = ++this.attempt;
    const name = PathExt.basename(this.file);
    this.couldNotRun = false;
    this.card.showProgress(run ? `Starting ${name}…` : `Looking for ${name}…`);
    try {
      const kernel = await this.kernels.getOrStart(this.file, run);
      if (attempt !== this.attempt) {
        return;
      }
      this.useKernel(kernel);
      if (kernel?.connection?.status === 'busy') {
        this.card.showProgress(
          `The kernel is busy: ${name} is shown as soon as it is free.`
        );
      }
      const model = kernel === null ? null : await this.findOrRun(kernel, run);
      if (attempt !== this.attempt) {
        return;
      }
      if (kernel === null || model === null) {
        this.offerRun(
          `${name} is not running.`,
          'Its kernel has ended since it was open here.'
        );
        return;
      }
      await this.showWidget(kernel, model);
    } catch (error) {
      if (attempt === this.attempt) {
        this.showProblem(error);
      }
    }
  }

  /** Return the model id of the app that the kernel has, or else run the file if allowed. */
  private async findOrRun(
    kernel: FileKernel,
    run: boolean
  ): Promise<string | null> {
    const found = await kernel.findApp(this.file);
    if (found !== null || !run) {
      return found?.modelId ?? null;
    }
    return kernel.runApp(this.file, this.options.watchMode());
  }

  private async showWidget(kernel: FileKernel, model: string): Promise<void> {
    this.clearView();
    this.shownModel = model;
    const renderer = kernel.rendermime.createRenderer(WIDGET_VIEW_MIME);
    this.view.addWidget(renderer);
    const data = { version_major: 2, version_minor: 0, model_id: model };
    await renderer.renderModel(
      new MimeModel({ data: { [WIDGET_VIEW_MIME]: data }, trusted: true })
    );
    if (this.shownModel === model) {
      this.card.clear();
      this.onAppsChanged();
    }
  }

  private useKernel(kernel: FileKernel | null): void {
    if (kernel === this.kernel) {
      return;
    }
    this.releaseKernel();
    this.kernel = kernel;
    kernel?.client.changed.connect(this.onAppsChanged, this);
    kernel?.client.requestFailed.connect(this.onRequestFailed, this);
    kernel?.ended.connect(this.onEnded, this);
  }

  private releaseKernel(): void {
    this.kernel?.client.changed.disconnect(this.onAppsChanged, this);
    this.kernel?.client.requestFailed.disconnect(this.onRequestFailed, this);
    this.kernel?.ended.disconnect(this.onEnded, this);
    this.kernel = null;
  }

  /** Handle a message about the apps of the kernel. */
  private onAppsChanged(): void {
    const app = this.app;
    if (app !== null) {
      this.reportedModel = app.modelId;
    }
    if (this.shownModel !== null && this.reportedModel === this.shownModel) {
      if (app === null) {
        this.showEnded(`${PathExt.basename(this.file)} was closed.`, '');
      } else if (app.state === 'dead') {
        this.showEnded(
          'The kernel was restarted, and the app ended with it.',
          ''
        );
      }
    }
    this.changed.emit();
  }

  private onEnded(): void {
    const wasShown = this.shownModel !== null;
    this.releaseKernel();
    if (!wasShown) {
      return; // a card shows the problem already
    }
    this.showEnded('The kernel has ended, and the app with it.', '');
    this.changed.emit();
  }

  private onRequestFailed(_: unknown, message: string): void {
    Notification.error(message, { autoClose: 5000 });
  }

  /** Show that the app on screen has ended. */
  private showEnded(summary: string, detail: string): void {
    this.attempt++;
    this.shownModel = null;
    this.view.node.inert = true;
    this.offerRun(summary, detail);
  }

  private offerRun(summary: string, detail: string): void {
    this.card.showProblem(
      summary,
      detail,
      'Run it to go on; its widgets begin with their first values.',
      [this.runAgain]
    );
    this.changed.emit();
  }

  private showProblem(error: unknown): void {
    const problem =
      error instanceof Problem
        ? error
        : new Problem(
            'The app could not be started.',
            String(error),
            'Run it again.'
          );
    this.couldNotRun = true;
    const edit = {
      label: `Edit ${PathExt.basename(this.file)}`,
      execute: () => this.options.edit(this.file)
    };
    this.clearView();
    this.card.showProblem(problem.summary, problem.detail, problem.remedy, [
      this.runAgain,
      edit
    ]);
    this.changed.emit();
    void this.retryAfterSave();
  }

  /** Wait until the file is saved, by whatever editor, and run it again. */
  private async retryAfterSave(): Promise<void> {
    const attempt = this.attempt;
    const savedBefore = await this.options
      .lastModified(this.file)
      .catch(() => '');
    for (;;) {
      await new Promise(resolve =>
        window.setTimeout(resolve, SAVE_POLL_INTERVAL)
      );
      if (attempt !== this.attempt) {
        return;
      }
      const hidden = document.hidden || !this.isVisible;
      const now = hidden
        ? savedBefore
        : await this.options.lastModified(this.file).catch(() => savedBefore);
      if (attempt === this.attempt && now !== savedBefore) {
        void this.start(true);
        return;
      }
    }
  }

  private clearView(): void {
    this.shownModel = null;
    this.view.node.inert = false;
    for (const widget of [...this.view.widgets]) {
      widget.dispose();
    }
  }

  private onRenamed(_: DocumentRegistry.Context, path: string): void {
    const before = this.knownPath;
    const app = this.app;
    this.knownPath = path;
    void this.kernels
      .rename(before, path)
      .then(() => this.start(true))
      .then(() => {
        if (app !== null) {
          this.kernel?.client.requestAction('close', app.name);
        }
      });
  }

  private readonly runAgain = {
    label: 'Run the app',
    execute: () => {
      void this.start(true);
    }
  };
  private readonly card = new MessageCard();
  private readonly view = new Panel();
  private kernel: FileKernel | null = null;
  private knownPath: string;
  /** The model id of the app on screen, and the last one that the kernel reported for it. */
  private shownModel: string | null = null;
  private reportedModel: string | null = null;
  /** The number of the newest `start`, by which an older one knows that it is cancelled. */
  private attempt = 0;
  /** Whether the file could not be run. */
  private couldNotRun = false;
}
