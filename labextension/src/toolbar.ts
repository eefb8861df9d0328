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
import { doing } from './words';

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
    private readonly actions: IToolbarActions
  ) {
    const title = element('div', 'lit-tab-title');
    title.append(element('span', 'lit-apps-dot'), element('strong', '', name));
    this.state = title.appendChild(element('span', 'lit-apps-state'));
    this.title = title;
    const ask = (deed: 'rerun' | 'stop') => (place: IPlace) => {
      place.group.wire.ask(deed, name);
    };
    this.go = this.button(searchIcon, `Go to the cell of ${name}`, actions.go);
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
    toolbar.addItem('stop', this.stop);
    toolbar.addItem('rerun', this.rerun);
    toolbar.addItem('title', new Widget({ node: title }));
    toolbar.addItem('spacer', Toolbar.createSpacerItem());
    toolbar.addItem('why', this.why);
    toolbar.addItem('go', this.go);
    toolbar.addItem('wide', this.breadth);
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

  dispose(): void {
    window.clearTimeout(this.ticking);
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

  private readonly title: HTMLElement;
  private readonly state: HTMLElement;
  private readonly stop: ToolbarButton;
  private readonly rerun: ToolbarButton;
  private readonly why: ToolbarButton;
  private readonly go: ToolbarButton;
  private readonly breadth: ToolbarButton;
  private ticking = 0;
}
