import {
  ABCWidgetFactory,
  type DocumentRegistry,
  DocumentWidget,
  TextModelFactory
} from '@jupyterlab/docregistry';
import { PathExt } from '@jupyterlab/coreutils';

import { FileApp, type IFileAppOptions } from './fileApp';
import type { FileKernels } from './fileKernels';
import { appIcon } from '../ui/icons';
import { AppToolbar } from '../views/toolbar';

/** The names of our document factories, as "Open With" shows them. */
export const SCRIPT_FACTORY = 'Lit App';
export const NOTEBOOK_FACTORY = 'Lit App (notebook)';
/** The name of the model of notebook files: sharing the model of an editor or a notebook would save that document with ours. */
export const READ_ONLY_MODEL = 'notebook-lit-file';

/** The tab of a file that runs as an app. */
export type FileTab = DocumentWidget<FileApp>;

/** Creates read-only models of notebook files. */
export class ReadOnlyModelFactory extends TextModelFactory {
  constructor() {
    super(false);
  }

  get name(): string {
    return READ_ONLY_MODEL;
  }

  createNew(
    options?: DocumentRegistry.IModelOptions
  ): DocumentRegistry.ICodeModel {
    const model = super.createNew(
      options as Parameters<TextModelFactory['createNew']>[0]
    );
    model.readOnly = true;
    return model;
  }
}

/** Creates the tabs of files that run as apps. */
export class FileTabFactory extends ABCWidgetFactory<FileTab> {
  constructor(
    options: DocumentRegistry.IWidgetFactoryOptions<FileTab>,
    private readonly kernels: FileKernels,
    private readonly optionsOf: (file: string) => IFileAppOptions
  ) {
    super(options);
  }

  protected createNewWidget(context: DocumentRegistry.Context): FileTab {
    const options = this.optionsOf(context.path);
    const content = new FileApp(context, this.kernels, options);
    const tab = new DocumentWidget({ content, context });
    tab.title.icon = appIcon;
    tab.title.iconClass = '';
    addToolbar(tab, options);
    return tab;
  }
}

/** Add the toolbar of apps to a tab, and replace it when the file is renamed. */
function addToolbar(tab: FileTab, options: IFileAppOptions): void {
  const app = tab.content;
  const create = (): AppToolbar => {
    const file = PathExt.basename(app.file);
    const created = new AppToolbar(
      tab.toolbar,
      file,
      {
        liveApp: () => app.liveApp,
        goToSource: () => {
          options.edit(app.file);
        },
        showHistory: liveApp => {
          options.showHistory(liveApp, tab);
        },
        setWide: wide => {
          app.wide = wide;
        }
      },
      `Edit ${file} beside the app`
    );
    created.wide = app.wide;
    return created;
  };
  let bar = create();
  app.widened.connect(() => {
    bar.wide = app.wide;
  });
  bar.refresh();
  app.changed.connect(() => {
    tab.title.className =
      app.liveApp?.app.state === 'running' ? 'lit-tab-running' : '';
    bar.refresh();
  });
  tab.context.pathChanged.connect(() => {
    bar.dispose();
    bar = create();
    bar.refresh();
  });
  tab.disposed.connect(() => {
    bar.dispose();
  });
}
