import {
  ABCWidgetFactory,
  type DocumentRegistry,
  DocumentWidget,
  TextModelFactory
} from '@jupyterlab/docregistry';
import { PathExt } from '@jupyterlab/coreutils';
import { FileApp, type IFileOptions } from './fileApp';
import type { FileKernels } from './fileKernels';
import { appIcon } from '../ui/icons';
import { AppToolbar } from '../views/toolbar';

/** The names of our factories in "Open With". */
export const SCRIPTS = 'Lit App';
export const NOTEBOOKS = 'Lit App (notebook)';
/** The model of a notebook file that we only look at: that of an editor or a notebook would be saved with ours. */
export const LOOK = 'notebook-lit-file';

export type FileTab = DocumentWidget<FileApp>;

/** Holds a notebook file that is only looked at. */
export class LookFactory extends TextModelFactory {
  constructor() {
    super(false);
  }

  get name(): string {
    return LOOK;
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

/** Makes the tabs of files that run as apps. */
export class FileTabFactory extends ABCWidgetFactory<FileTab> {
  constructor(
    options: DocumentRegistry.IWidgetFactoryOptions<FileTab>,
    private readonly kernels: FileKernels,
    private readonly optionsOf: (file: string) => IFileOptions
  ) {
    super(options);
  }

  protected createNewWidget(context: DocumentRegistry.Context): FileTab {
    const options = this.optionsOf(context.path);
    const content = new FileApp(context, this.kernels, options);
    const tab = new DocumentWidget({ content, context });
    tab.title.icon = appIcon;
    tab.title.iconClass = '';
    furnish(tab, options);
    return tab;
  }
}

/** Put the toolbar of apps over it, anew when the file gets another name. */
function furnish(tab: FileTab, options: IFileOptions): void {
  const app = tab.content;
  const dress = (): AppToolbar => {
    const file = PathExt.basename(app.file);
    const made = new AppToolbar(
      tab.toolbar,
      file,
      {
        place: () => app.place,
        go: () => {
          options.edit(app.file);
        },
        why: place => {
          options.why(place, tab);
        },
        wide: wide => {
          app.wide = wide;
        }
      },
      `Edit ${file} beside the app`
    );
    made.wide = app.wide;
    return made;
  };
  let bar = dress();
  app.widened.connect(() => {
    bar.wide = app.wide;
  });
  bar.look();
  app.changed.connect(() => {
    tab.title.className =
      app.place?.app.state === 'running' ? 'lit-tab-running' : '';
    bar.look();
  });
  tab.context.pathChanged.connect(() => {
    bar.dispose();
    bar = dress();
    bar.look();
  });
  tab.disposed.connect(() => {
    bar.dispose();
  });
}
