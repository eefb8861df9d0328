import {
  type LabIcon,
  refreshIcon,
  searchIcon,
  stopIcon,
  Toolbar,
  ToolbarButton
} from '@jupyterlab/ui-components';
import { Widget } from '@lumino/widgets';

import { element, set } from './dom';
import { whyIcon, wideIcon } from './icons';
import type { IPlace } from './model';
import { doing, ran } from './words';

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
    title.append(element('span', 'lit-apps-dot'), element('strong', '', name));
    this.state = title.appendChild(element('span', 'lit-apps-state'));
    this.title = title;
    const ask = (deed: 'rerun' | 'stop') => (place: IPlace) => {
      place.group.wire.ask(deed, place.app.name);
    };
    this.go = this.button(searchIcon, go, actions.go);
    this.why = this.button(whyIcon, `Why ${name} ran`, actions.why);
    this.rerun = this.button(refreshIcon, `Run ${name} again`, ask('rerun'));
    this.stop = this.button(stopIcon, `Stop ${name}`, ask('stop'));
    this.breadth = new ToolbarButton({
      icon: wideIcon,
      tooltip: 'Wide',
      pressed: false,
      pressedTooltip: 'Wide',
      onClick: () => {
        actions.wide(this.breadth.pressed); // a click has turned it
      }
    });
    this.items = {
      stop: this.stop,
      rerun: this.rerun,
      title: new Widget({ node: title }),
      spacer: Toolbar.createSpacerItem(),
      why: this.why,
      go: this.go,
      wide: this.breadth
    };
    for (const [key, item] of Object.entries(this.items)) {
      toolbar.addItem(key, item);
    }
  }

  set wide(wide: boolean) {
    this.breadth.pressed = wide;
  }

  /** Bring it up to date; while a run is under way, once a second. */
  look(): void {
    const place = this.actions.place();
    const [state, words] =
      place === null ? ['dead', 'Not running'] : doing(place, Date.now());
    set(this.state, words);
    this.title.dataset.state = state;
    this.title.title = place === null ? '' : ran(place.app);
    this.stop.enabled = state === 'running';
    for (const button of [this.why, this.rerun]) {
      button.enabled = state !== 'dead';
    }
    this.go.enabled = place !== null;
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

  private button(
    icon: LabIcon,
    tooltip: string,
    does: (place: IPlace) => void
  ): ToolbarButton {
    const made = new ToolbarButton({
      icon,
      tooltip,
      enabled: false,
      onClick: () => {
        made.pressed = false; // a click turns it, as if it were a switch
        const place = this.actions.place();
        if (place !== null) {
          does(place);
        }
      }
    });
    return made;
  }

  private readonly items: Record<string, Widget>;
  private readonly title: HTMLElement;
  private readonly state: HTMLElement;
  private readonly stop: ToolbarButton;
  private readonly rerun: ToolbarButton;
  private readonly why: ToolbarButton;
  private readonly go: ToolbarButton;
  private readonly breadth: ToolbarButton;
  private ticking = 0;
}
