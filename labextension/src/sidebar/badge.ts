import type { Widget } from '@lumino/widgets';

import type { AppsModel } from '../kernel/model';
import type { Settings } from '../settings';

/** Show on the icon of the sidebar how many apps are running or have failed, and keep it up to date. */
export function bindBadge(
  sidebar: Widget,
  model: AppsModel,
  settings: Settings
): void {
  const { title } = sidebar;
  const name = title.caption;
  const refresh = (): void => {
    const states = model.groups.flatMap(group =>
      group.client.apps.all.map(app => app.state)
    );
    const running = states.filter(
      state => state === 'running' || state === 'stopping'
    ).length;
    const failed = states.filter(state => state === 'error').length;
    const count = settings.showsBadge ? running + failed : 0;
    const parts = [
      ...(running > 0 ? [`${running} running`] : []),
      ...(failed > 0 ? [`${failed} with an error`] : [])
    ];
    const shown = count === 0 ? '' : String(Math.min(count, 99));
    const caption = count === 0 ? name : `${name}: ${parts.join(', ')}`;
    if (title.caption === caption && 'lit-count' in title.dataset) {
      return;
    }
    title.caption = caption;
    title.dataset = {
      ...title.dataset,
      'lit-count': shown,
      'lit-wrong': String(failed > 0)
    };
  };
  const applySettings = (): void => {
    model.listensInBackground = settings.showsBadge;
    refresh();
  };
  model.changed.connect(refresh);
  settings.changed.connect(applySettings);
  applySettings();
}
