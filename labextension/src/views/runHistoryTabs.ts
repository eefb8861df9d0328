import { MainAreaWidget } from '@jupyterlab/apputils';

import { whyIcon } from '../ui/icons';
import type { IPlace, Model } from '../kernel/model';
import type { Views } from './placement';
import { WhyView } from './runHistoryView';

/** Opens the views that tell why apps ran. */
export class Reasons {
  constructor(
    private readonly views: Views,
    private readonly model: Model
  ) {}

  /** Show why an app ran, under the widget with the id `ref`, or where it is shown already. */
  open(place: IPlace, ref: string | null): void {
    const { name } = place.app;
    const { id: kernel, path } = place.group;
    const id = `notebook-lit-why-${encodeURIComponent(path)}-${encodeURIComponent(name)}`;
    if (this.views.reveal(id)) {
      return;
    }
    const content = new WhyView({ kernel, path, name }, this.model);
    const made = new MainAreaWidget({ content });
    made.id = id;
    made.title.label = `Why ${name}`;
    made.title.caption = `Why the app ${name} of ${path} ran`;
    made.title.icon = whyIcon;
    made.title.closable = true;
    made.toolbar.hide();
    this.views.add(made, ref === null ? null : { ref, mode: 'split-bottom' });
    this.views.reveal(id);
  }
}
