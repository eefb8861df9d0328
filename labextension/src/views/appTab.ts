import { MainAreaWidget } from '@jupyterlab/apputils';
import { MimeModel } from '@jupyterlab/rendermime';
import { Signal } from '@lumino/signaling';
import { Panel, Widget } from '@lumino/widgets';

import { element, set } from '../ui/dom';
import { appIcon } from '../ui/icons';
import type { IRendering, IWithKernel } from '../kernel/widgetComm';
import type { IPlace, IWhere, Model } from '../kernel/model';
import { APP, SavedApp } from '../output/outputRenderer';
import { AppToolbar } from './toolbar';

/** What draws the widgets of a kernel. */
export interface IHome {
  readonly rendering: IRendering;
  readonly holder: IWithKernel;
}

/** What a tab needs of the application. */
export interface ISurroundings {
  /** Find what draws the widgets of an app; null while its notebook is not open. */
  home(where: IWhere): IHome | null;
  openNotebook(where: IWhere, tab: Widget): void;
  go(place: IPlace): void;
  why(place: IPlace, tab: Widget): void;
}

/**
 * A second live view of an app, in a place of its own.
 *
 * It belongs to a name in a file, not to a kernel: when the app comes again, after a restart or since its cell was edited, the
 * new one takes the place of the old one. Nothing is ever run for it.
 */
export class AppTab extends MainAreaWidget<Panel> {
  /** Emits when what a reload has to bring back is another than before. */
  readonly moved = new Signal<this, void>(this);

  /** Its file may get another name; the `id`, by which a layout is brought back, stays. */
  constructor(
    id: string,
    where: IWhere,
    private readonly model: Model,
    private readonly around: ISurroundings
  ) {
    const content = new Panel();
    super({ content });
    this.where = where;
    this.id = id;
    this.title.label = where.name;
    this.title.caption = `The app ${where.name} of ${where.path}`;
    this.title.icon = appIcon;
    this.title.closable = true;
    content.addClass('lit-tab');
    content.node.setAttribute('role', 'region');
    content.node.setAttribute('aria-label', `App ${where.name}`);
    this.note = element('div', 'lit-tab-note');
    this.words = this.note.appendChild(element('p', ''));
    this.words.setAttribute('role', 'status');
    this.open = element(
      'button',
      'jp-Button jp-mod-styled',
      'Open the notebook'
    );
    this.open.addEventListener('click', () => {
      around.openNotebook(this.where, this);
    });
    this.note.append(this.open);
    content.addWidget(new Widget({ node: this.note }));
    this.bar = new AppToolbar(this.toolbar, where.name, {
      place: () => this.place,
      go: place => {
        around.go(place);
      },
      why: place => {
        around.why(place, this);
      },
      wide: wide => {
        this.wide = wide;
      }
    });
    model.attend(this);
    model.changed.connect(this.look, this);
    this.look();
  }

  /** Where its app lives. */
  get at(): IWhere {
    return this.where;
  }

  /** Whether the app may be as wide as there is room. */
  get wide(): boolean {
    return this.content.hasClass('lit-tab-wide');
  }

  set wide(wide: boolean) {
    this.content.toggleClass('lit-tab-wide', wide);
    this.bar.wide = wide;
    this.moved.emit();
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this.bar.dispose();
    this.model.changed.disconnect(this.look, this);
    this.model.leave(this);
    super.dispose();
  }

  private get place(): IPlace | null {
    return this.model.find(this.where);
  }

  /** Something about the apps, the kernels or the open notebooks has changed. */
  private look(): void {
    const place = this.place;
    if (place !== null) {
      this.follow(place);
      this.title.label = place.app.title || place.app.name;
    }
    const home = this.around.home(this.where);
    if (home?.rendering !== this.home?.rendering) {
      this.view?.dispose();
      this.view = null;
      this.home = home;
    }
    if (home !== null && place !== null && place.app.state !== 'dead') {
      this.draw(home, place);
    }
    this.say(home);
    this.title.className =
      place?.app.state === 'running' ? 'lit-tab-running' : '';
    this.bar.look();
  }

  /** The notebook may have got another name, or another kernel. */
  private follow(place: IPlace): void {
    const { id: kernel, path } = place.group;
    if (kernel !== this.where.kernel || path !== this.where.path) {
      this.where = { ...this.where, kernel, path };
      this.moved.emit();
    }
  }

  private draw(home: IHome, place: IPlace): void {
    const { model, name } = place.app;
    if (this.view !== null && this.shown === model) {
      return;
    }
    this.view ??= new SavedApp(home.rendering, home.holder);
    this.shown = model;
    const data = { [APP]: { name, model_id: model } };
    void this.view.renderModel(new MimeModel({ data, trusted: true }));
    this.content.addWidget(this.view);
  }

  /** Say why nothing is seen. */
  private say(home: IHome | null): void {
    this.note.hidden = this.view !== null;
    const { name, path } = this.where;
    set(
      this.words,
      home === null
        ? `The app ${name} is seen here while its notebook is open: ${path}`
        : `The app ${name} is not running. Run its cell to bring it back.`
    );
    this.open.hidden = home !== null;
  }

  private readonly note: HTMLElement;
  private readonly words: HTMLElement;
  private readonly open: HTMLButtonElement;
  private readonly bar: AppToolbar;
  private where: IWhere;
  private home: IHome | null = null;
  private view: SavedApp | null = null;
  private shown = '';
}
