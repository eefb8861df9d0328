import {
  refreshIcon,
  searchIcon,
  stopIcon,
  Toolbar
} from '@jupyterlab/ui-components';
import { Widget } from '@lumino/widgets';

import { button, element, set } from '../ui/dom';
import { whyIcon, wideIcon } from '../ui/icons';
import type { IPlace } from '../kernel/model';
import { doing, ran } from './format';

/** What the toolbar of an app asks its tab for. */
export interface IToolbarActions {
  place(): IPlace | null;
  go(place: IPlace): void;
  why(place: IPlace): void;
  wide(wide: boolean): void;
}

/** The toolbar over an app: its name, what it is doing, and what can be done with it. */
export class AppToolbar {
  constructor(
    toolbar: Toolbar,
    name: string,
    private readonly actions: IToolbarActions,
    go = `Go to the cell of ${name}`
  ) {
    const title = element('div', 'lit-tab-title');
    this.name = element('strong', '', name);
    title.append(element('span', 'lit-apps-dot'), this.name);
    this.state = title.appendChild(element('span', 'lit-apps-state'));
    this.title = title;
    // Buttons of our own: JupyterLab's say of every button that it is a switch, in a way that ARIA does not allow.
    const act = (does: (place: IPlace) => void) => (): void => {
      const place = actions.place();
      if (place !== null) {
        does(place);
      }
    };
    const ask = (deed: 'rerun' | 'stop'): (() => void) =>
      act(place => {
        place.group.wire.ask(deed, place.app.name);
      });
    this.stop = button(stopIcon, `Stop ${name}`, ask('stop'));
    this.rerun = button(refreshIcon, `Run ${name} again`, ask('rerun'));
    this.why = button(whyIcon, `Why ${name} ran`, act(actions.why));
    this.go = button(searchIcon, go, act(actions.go));
    this.breadth = button(wideIcon, 'Wide', () => {
      actions.wide(this.breadth.getAttribute('aria-pressed') !== 'true');
    });
    this.items = {
      stop: new Widget({ node: this.stop }),
      rerun: new Widget({ node: this.rerun }),
      title: new Widget({ node: title }),
      spacer: Toolbar.createSpacerItem(),
      why: new Widget({ node: this.why }),
      go: new Widget({ node: this.go }),
      wide: new Widget({ node: this.breadth })
    };
    for (const [key, item] of Object.entries(this.items)) {
      toolbar.addItem(key, item);
    }
    this.wide = false;
  }

  set wide(wide: boolean) {
    this.breadth.setAttribute('aria-pressed', String(wide));
  }

  /** Bring it up to date; while a run is under way, once a second. */
  look(): void {
    const place = this.actions.place();
    const [state, words] =
      place === null ? ['dead', 'Not running'] : doing(place, Date.now());
    set(this.state, words);
    if (place !== null) {
      set(this.name, place.app.title || place.app.name);
    }
    this.title.dataset.state = state;
    this.title.title = place === null ? '' : ran(place.app);
    this.stop.disabled = state !== 'running';
    for (const one of [this.why, this.rerun]) {
      one.disabled = state === 'dead';
    }
    this.go.disabled = place === null;
    window.clearTimeout(this.ticking);
    if (place !== null && place.app.since !== null) {
      this.ticking = window.setTimeout(() => {
        this.look();
      }, 500);
    }
  }

  /** Take away all that it has put there. */
  dispose(): void {
    window.clearTimeout(this.ticking);
    for (const item of Object.values(this.items)) {
      item.dispose();
    }
  }

  private readonly items: Record<string, Widget>;
  private readonly title: HTMLElement;
  private readonly name: HTMLElement;
  private readonly state: HTMLElement;
  private readonly stop: HTMLButtonElement;
  private readonly rerun: HTMLButtonElement;
  private readonly why: HTMLButtonElement;
  private readonly go: HTMLButtonElement;
  private readonly breadth: HTMLButtonElement;
  private ticking = 0;
}
