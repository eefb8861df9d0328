import { MainAreaWidget } from '@jupyterlab/apputils';

import type { ViewPlacement } from './placement';
import { RunHistoryView } from './runHistoryView';
import type { AppsModel, ILiveApp } from '../kernel/model';
import { historyIcon } from '../ui/icons';

/** Opens the tabs that show the runs of apps and their triggers. */
export class RunHistoryTabs {
  constructor(
    private readonly placement: ViewPlacement,
    private readonly model: AppsModel
  ) {}

  /** Show the runs of an app, below the widget with the id `ref` if given, or in the existing tab. */
  open(liveApp: ILiveApp, ref: string | null): void {
    const { name } = liveApp.app;
    const { id: kernel, path } = liveApp.group;
    const id = `notebook-lit-why-${encodeURIComponent(path)}-${encodeURIComponent(name)}`;
    if (this.placement.reveal(id)) {
      return;
    }
    const content = new RunHistoryView({ kernel, path, name }, this.model);
    const tab = new MainAreaWidget({ content });
    tab.id = id;
    tab.title.label = `Why ${name}`;
    tab.title.caption = `Why the app ${name} of ${path} ran`;
    tab.title.icon = historyIcon;
    tab.title.closable = true;
    tab.toolbar.hide();
    this.placement.add(
      tab,
      ref === null ? null : { ref, mode: 'split-bottom' }
    );
    this.placement.reveal(id);
  }
}
