import { Notification } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import { MimeModel } from '@jupyterlab/rendermime';
import { Signal } from '@lumino/signaling';
import type { Message } from '@lumino/messaging';
import { Panel, type Widget } from '@lumino/widgets';

import type { FileKernel } from './fileKernel';
import type { FileKernels } from './fileKernels';
import { MessageCard } from '../views/messageCard';
import type { IPlace } from '../kernel/model';
import { Problem } from '../ui/problem';
import type { Watch } from '../settings';
import type { IApp } from '../tokens';

const VIEW = 'application/vnd.jupyter.widget-view+json';
/** Milliseconds between two looks whether a file that could not run was saved. */
const PAUSE = 1000;

/** What an app in a tab is told by who opens it. */
export interface IFileOptions {
  /** Whether it may be run: a tab that the page brings back after a reload runs nothing by itself. */
  readonly run: boolean;
  /** What happens when the file is saved. */
  watch(): Watch;
  /** Tell when the file was saved last. */
  modified(file: string): Promise<string>;
  /** Open the file in an editor beside the app. */
  edit(file: string): void;
  /** Show why the app ran. */
  why(place: IPlace, tab: Widget): void;
}

/**
 * A file that runs as an app.
 *
 * 1. Nothing happens before it is attached: Notebook 7 makes it only to learn that it belongs into another browser tab.
 * 2. If the kernel of the file has the app already, that one is shown, and nothing is run.
 * 3. What keeps the app from being shown is said in its place, with the repair. A file that could not run is tried again when it
 *    is saved, by whatever editor; once it runs, watching it is the kernel's business.
 * 4. When the kernel ends, what is on screen stays, cannot be operated, and a card above it says how to go on.
 */
export class FileApp extends Panel {
  /** What is known of the app may have changed. */
  readonly changed = new Signal<this, void>(this);
  /** It is wide now, or no longer. */
  readonly widened = new Signal<this, void>(this);

  constructor(
    private readonly context: DocumentRegistry.Context,
    private readonly kernels: FileKernels,
    private readonly options: IFileOptions
  ) {
    super();
    this.addClass('lit-tab');
    this.addClass('lit-file');
    this.view.addClass('lit-file-view');
    this.addWidget(this.card);
    this.addWidget(this.view);
    this.known = context.path;
    context.pathChanged.connect(this.onRenamed, this);
  }

  /** Whether the app may be as wide as there is room. */
  get wide(): boolean {
    return this.hasClass('lit-tab-wide');
  }

  set wide(wide: boolean) {
    this.toggleClass('lit-tab-wide', wide);
    this.widened.emit();
  }

  /** The file. */
  get file(): string {
    return this.context.path;
  }

  /** The app, once there is one. */
  get app(): IApp | null {
    return this.shown === null
      ? null
      : (this.kernel?.wire.apps.all.find(app => app.model === this.shown) ??
          null);
  }

  /** The app and where it lives, once there is one. */
  get place(): IPlace | null {
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
    const { wire } = this.kernel;
    const { path, name } = session;
    return { group: { id: session.kernel.id, title: name, path, wire }, app };
  }

  dispose(): void {
    if (!this.isDisposed) {
      this.turn++;
      if (this.failed && this.kernel !== null) {
        this.kernels.end(this.kernel); // it runs nothing that anybody could come back to
      }
      this.leave();
      this.context.pathChanged.disconnect(this.onRenamed, this);
      super.dispose();
      Signal.clearData(this);
    }
  }

  protected onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    if (this.turn === 0) {
      void this.begin(this.options.run);
    }
  }

  /** Show the app; the newest call wins. */
  private async begin(run: boolean): Promise<void> {
    const turn = ++this.turn;
    const name = PathExt.basename(this.file);
    this.failed = false;
    this.card.wait(run ? `Starting ${name}…` : `Looking for ${name}…`);
    try {
      const kernel = await this.kernels.open(this.file, run);
      if (turn !== this.turn) {
        return;
      }
      this.use(kernel);
      if (kernel?.connection?.status === 'busy') {
        this.card.wait(
          `The kernel is busy: ${name} is shown as soon as it is free.`
        );
      }
      const model = kernel === null ? null : await this.modelOf(kernel, run);
      if (turn !== this.turn) {
        return;
      }
      if (kernel === null || model === null) {
        this.miss(
          `${name} is not running.`,
          'Its kernel has ended since it was open here.'
        );
        return;
      }
      await this.draw(kernel, model);
    } catch (error) {
      if (turn === this.turn) {
        this.refuse(error);
      }
    }
  }

  /** Give the root model of the app that the kernel has, or else of a new one. */
  private async modelOf(
    kernel: FileKernel,
    run: boolean
  ): Promise<string | null> {
    const found = await kernel.find(this.file);
    if (found !== null || !run) {
      return found?.model ?? null;
    }
    return kernel.run(this.file, this.options.watch());
  }

  private async draw(kernel: FileKernel, model: string): Promise<void> {
    this.clear();
    this.shown = model;
    const renderer = kernel.rendermime.createRenderer(VIEW);
    this.view.addWidget(renderer);
    const data = { version_major: 2, version_minor: 0, model_id: model };
    await renderer.renderModel(
      new MimeModel({ data: { [VIEW]: data }, trusted: true })
    );
    if (this.shown === model) {
      this.card.clear();
      this.look();
    }
  }

  private use(kernel: FileKernel | null): void {
    if (kernel === this.kernel) {
      return;
    }
    this.leave();
    this.kernel = kernel;
    kernel?.wire.changed.connect(this.look, this);
    kernel?.wire.failed.connect(this.onFailed, this);
    kernel?.ended.connect(this.onEnded, this);
  }

  private leave(): void {
    this.kernel?.wire.changed.disconnect(this.look, this);
    this.kernel?.wire.failed.disconnect(this.onFailed, this);
    this.kernel?.ended.disconnect(this.onEnded, this);
    this.kernel = null;
  }

  /** Something has become known of the apps of the kernel. */
  private look(): void {
    const app = this.app;
    if (app !== null) {
      this.seen = app.model;
    }
    if (this.shown !== null && this.seen === this.shown) {
      if (app === null) {
        this.lose(`${PathExt.basename(this.file)} was closed.`, '');
      } else if (app.state === 'dead') {
        this.lose('The kernel was restarted, and the app ended with it.', '');
      }
    }
    this.changed.emit();
  }

  private onEnded(): void {
    const seen = this.shown !== null;
    this.leave();
    if (!seen) {
      return; // what is wrong is said already
    }
    this.lose('The kernel has ended, and the app with it.', '');
    this.changed.emit();
  }

  private onFailed(_: unknown, words: string): void {
    Notification.error(words, { autoClose: 5000 });
  }

  /** The app that is on screen is no more. */
  private lose(words: string, detail: string): void {
    this.turn++;
    this.shown = null;
    this.view.node.inert = true;
    this.miss(words, detail);
  }

  private miss(words: string, detail: string): void {
    this.card.fail(
      words,
      detail,
      'Run it to go on; its widgets begin with their first values.',
      [this.runAgain]
    );
    this.changed.emit();
  }

  private refuse(error: unknown): void {
    const problem =
      error instanceof Problem
        ? error
        : new Problem(
            'The app could not be started.',
            String(error),
            'Run it again.'
          );
    this.failed = true;
    const edit = {
      label: `Edit ${PathExt.basename(this.file)}`,
      act: () => this.options.edit(this.file)
    };
    this.clear();
    this.card.fail(problem.words, problem.detail, problem.repair, [
      this.runAgain,
      edit
    ]);
    this.changed.emit();
    void this.awaitSave();
  }

  /** Try again as soon as the file is saved, by whatever editor. */
  private async awaitSave(): Promise<void> {
    const turn = this.turn;
    const before = await this.options.modified(this.file).catch(() => '');
    for (;;) {
      await new Promise(resolve => window.setTimeout(resolve, PAUSE));
      if (turn !== this.turn) {
        return;
      }
      const hidden = document.hidden || !this.isVisible;
      const now = hidden
        ? before
        : await this.options.modified(this.file).catch(() => before);
      if (turn === this.turn && now !== before) {
        void this.begin(true);
        return;
      }
    }
  }

  private clear(): void {
    this.shown = null;
    this.view.node.inert = false;
    for (const widget of [...this.view.widgets]) {
      widget.dispose();
    }
  }

  private onRenamed(_: DocumentRegistry.Context, path: string): void {
    const before = this.known;
    const app = this.app;
    this.known = path;
    void this.kernels
      .rename(before, path)
      .then(() => this.begin(true))
      .then(() => {
        if (app !== null) {
          this.kernel?.wire.ask('close', app.name);
        }
      });
  }

  private readonly runAgain = {
    label: 'Run the app',
    act: () => {
      void this.begin(true);
    }
  };
  private readonly card = new MessageCard();
  private readonly view = new Panel();
  private kernel: FileKernel | null = null;
  private known: string;
  /** The root model on screen, and the one that the kernel has told of. */
  private shown: string | null = null;
  private seen: string | null = null;
  private turn = 0;
  /** Whether the file could not be run. */
  private failed = false;
}
