import type { Widget } from '@lumino/widgets';

import type { Model } from '../kernel/model';
import type { Settings } from '../settings';

/** Keep on the icon of the sidebar how many apps are running or have ended with an error. */
export function keepCount(
  sidebar: Widget,
  model: Model,
  settings: Settings
): void {
  const { title } = sidebar;
  const name = title.caption;
  const look = (): void => {
    const states = model.groups.flatMap(group =>
      group.wire.apps.all.map(app => app.state)
    );
    const running = states.filter(
      state => state === 'running' || state === 'stopping'
    ).length;
    const wrong = states.filter(state => state === 'error').length;
    const count = settings.badge ? running + wrong : 0;
    const said = [
      ...(running > 0 ? [`${running} running`] : []),
      ...(wrong > 0 ? [`${wrong} with an error`] : [])
    ];
    const shown = count === 0 ? '' : String(Math.min(count, 99));
    const caption = count === 0 ? name : `${name}: ${said.join(', ')}`;
    if (title.caption === caption && 'lit-count' in title.dataset) {
      return;
    }
    title.caption = caption;
    title.dataset = {
      ...title.dataset,
      'lit-count': shown,
      'lit-wrong': String(wrong > 0)
    };
  };
  const set = (): void => {
    model.glance = settings.badge;
    look();
  };
  model.changed.connect(look);
  settings.changed.connect(set);
  set();
}
