import { MainAreaWidget } from '@jupyterlab/apputils';
import { MimeModel, type IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { stopIcon, ToolbarButton } from '@jupyterlab/ui-components';
import { Panel } from '@lumino/widgets';

import { appIcon } from './icons';
import type { Model } from './model';

const VIEW = 'application/vnd.jupyter.widget-view+json';

/** A second live view of an app, with the widgets of the notebook that it lives in. */
export function openTab(
  model: string,
  name: string,
  rendermime: IRenderMimeRegistry,
  apps: Model
): MainAreaWidget<Panel> {
  const content = new Panel();
  content.addClass('lit-tab');
  const tab = new MainAreaWidget({ content });
  tab.id = `notebook-lit-tab-${model}`;
  tab.title.label = name;
  tab.title.icon = appIcon;
  tab.title.closable = true;
  const stop = new ToolbarButton({
    icon: stopIcon,
    tooltip: `Stop ${name}`,
    enabled: false,
    onClick: () => {
      apps.find(model)?.group.wire.ask('stop', name);
    }
  });
  tab.toolbar.addItem('stop', stop);
  const look = (): void => {
    const running = apps.find(model)?.app.state === 'running';
    stop.enabled = running;
    tab.title.className = running ? 'lit-tab-running' : '';
  };
  apps.changed.connect(look);
  tab.disposed.connect(() => {
    apps.changed.disconnect(look);
  });
  const renderer = rendermime.createRenderer(VIEW);
  content.addWidget(renderer);
  const data = { version_major: 2, version_minor: 0, model_id: model };
  void renderer.renderModel(
    new MimeModel({ data: { [VIEW]: data }, trusted: true })
  );
  return tab;
}
