import type { ILayoutRestorer, JupyterFrontEnd } from '@jupyterlab/application';
import {
  type ICommandPalette,
  showErrorMessage,
  WidgetTracker
} from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import type { FileBrowser, IFileBrowserFactory } from '@jupyterlab/filebrowser';
import type { Contents } from '@jupyterlab/services';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { DockLayout, Widget } from '@lumino/widgets';

import { CATEGORY, CommandIDs } from '../commands';
import type { FileKernels } from './fileKernels';
import {
  type FileTab,
  FileTabFactory,
  LOOK,
  LookFactory,
  NOTEBOOKS,
  SCRIPTS
} from './fileTab';
import { appIcon } from '../ui/icons';
import { isScript } from './paths';
import type { Reasons } from '../views/runHistoryTabs';
import type { Settings } from '../settings';
import { STARTER } from './template';

/** What JupyterLab may have and Notebook 7 may not. */
export interface IFurniture {
  readonly palette: ICommandPalette | null;
  readonly restorer: ILayoutRestorer | null;
  readonly settings: Settings;
  readonly reasons: Reasons;
}

/** Let files be opened as apps. */
export function startFiles(
  app: JupyterFrontEnd,
  kernels: FileKernels,
  furniture: IFurniture
): void {
  const files = new Files(app, kernels, furniture);
  files.addFactories();
  files.addCommands(furniture.palette);
  void furniture.restorer?.restore(files.tracker, {
    command: CommandIDs.restoreFile,
    args: tab => ({ path: tab.context.path, wide: tab.content.wide }),
    name: tab => tab.context.path
  });
  void addToLauncher(app);
  void browsersOf(app).then(browsers => {
    files.browsers = browsers;
  });
}

class Files {
  readonly tracker = new WidgetTracker<FileTab>({
    namespace: 'notebook-lit-files'
  });

  constructor(
    private readonly app: JupyterFrontEnd,
    private readonly kernels: FileKernels,
    private readonly furniture: IFurniture
  ) {}

  addFactories(): void {
    const registry = this.app.docRegistry;
    registry.addModelFactory(new LookFactory());
    for (const [name, fileType, modelName] of [
      [SCRIPTS, 'python', 'text'],
      [NOTEBOOKS, 'notebook', LOOK]
    ] as const) {
      const options = {
        name,
        label: 'Lit App',
        fileTypes: [fileType],
        modelName,
        preferKernel: false,
        canStartKernel: false
      };
      const factory = new FileTabFactory(options, this.kernels, file => ({
        run: !this.restoring.delete(file),
        watch: () => this.furniture.settings.watch,
        modified: async path => {
          const { contents } = this.app.serviceManager;
          return (await contents.get(path, { content: false })).last_modified;
        },
        edit: path => {
          void this.app.commands.execute(CommandIDs.editBeside, { path });
        },
        why: (place, tab) => {
          this.furniture.reasons.open(place, tab.id);
        }
      }));
      factory.widgetCreated.connect((_, tab) => {
        this.add(tab);
      });
      registry.addWidgetFactory(factory);
    }
  }

  addCommands(palette: ICommandPalette | null): void {
    const { commands } = this.app;
    const some = (args: ReadonlyPartialJSONObject): boolean =>
      this.chosen(args).length > 0;
    commands.addCommand(CommandIDs.openFile, {
      label: 'Open as Lit App',
      caption:
        'Run this file as an app, in a tab; it runs again when it is saved',
      icon: appIcon,
      isEnabled: some,
      execute: args => this.each(args, path => this.open(path))
    });
    commands.addCommand(CommandIDs.restoreFile, {
      label: 'Bring Back a Lit App',
      isVisible: () => false,
      execute: args =>
        this.each(args, path => this.restore(path, args.wide === true))
    });
    commands.addCommand(CommandIDs.editBeside, {
      label: 'Edit with Lit App Beside',
      caption: 'The editor at the left, the app at the right',
      icon: appIcon,
      isEnabled: some,
      isVisible: () => this.hasRoom,
      execute: args => this.each(args, path => this.edit(path))
    });
    commands.addCommand(CommandIDs.newFile, {
      label: args => (args.isLauncher === true ? 'Lit App' : 'New Lit App'),
      caption:
        'Make a Python file with a small app, and open it beside its editor',
      icon: appIcon,
      execute: args =>
        this.make(
          typeof args.cwd === 'string'
            ? args.cwd
            : (this.browser()?.model.path ?? '')
        )
    });
    for (const command of [
      CommandIDs.openFile,
      CommandIDs.editBeside,
      CommandIDs.newFile
    ]) {
      palette?.addItem({ command, category: CATEGORY });
    }
  }

  /** Open a file as an app, where new views are put. */
  private async open(
    path: string,
    options = this.place()
  ): Promise<FileTab | undefined> {
    const factory = PathExt.extname(path) === '.ipynb' ? NOTEBOOKS : SCRIPTS;
    const opened: unknown = await this.app.commands.execute('docmanager:open', {
      path,
      factory,
      options
    });
    return this.tracker.find(tab => tab === opened);
  }

  private async restore(
    path: string,
    wide: boolean
  ): Promise<FileTab | undefined> {
    const there = await this.app.serviceManager.contents
      .get(path, { content: false })
      .then(
        () => true,
        () => false
      );
    if (!there) {
      return undefined; // it was moved or deleted since: there is nothing to say to who only opens the page
    }
    this.restoring.add(path);
    try {
      const tab = await this.open(path, { mode: 'tab-after' });
      if (tab !== undefined) {
        tab.content.wide = wide;
      }
      return tab;
    } finally {
      this.restoring.delete(path);
    }
  }

  /** Whether two documents can stand side by side: Notebook 7 has one in a page. */
  private get hasRoom(): boolean {
    return this.app.name !== 'Jupyter Notebook';
  }

  /** Show the editor of a file at the left and its app at the right. */
  private async edit(path: string): Promise<Widget | undefined> {
    const before = this.tracker.find(tab => tab.context.path === path);
    const options =
      before === undefined || !this.hasRoom
        ? {}
        : { ref: before.id, mode: 'split-left' };
    const factory = PathExt.extname(path) === '.ipynb' ? 'Notebook' : 'Editor';
    const editor = (await this.app.commands.execute('docmanager:open', {
      path,
      factory,
      options
    })) as Widget | undefined;
    if (before === undefined && editor !== undefined && this.hasRoom) {
      await this.open(path, { ref: editor.id, mode: 'split-right' });
    }
    return editor;
  }

  /** Make a file that has none of the names that are taken; gives its editor, which takes the launcher's place. */
  private async make(folder: string): Promise<Widget | undefined> {
    const { contents } = this.app.serviceManager;
    const made = await contents.newUntitled({
      path: folder,
      type: 'file',
      ext: '.py'
    });
    const content = {
      type: 'file',
      format: 'text',
      content: STARTER
    } satisfies Partial<Contents.IModel>;
    await contents.save(made.path, content);
    const path = await this.name(made.path, folder);
    return this.hasRoom ? this.edit(path) : this.open(path);
  }

  /** Rename a new file to app.py, or app1.py and so on: the server lets no file take the place of another. */
  private async name(path: string, folder: string): Promise<string> {
    for (let number = 0; number < 100; number++) {
      const wanted = PathExt.join(
        folder,
        `app${number === 0 ? '' : number}.py`
      );
      const taken = await this.app.serviceManager.contents
        .get(wanted, { content: false })
        .then(
          () => true,
          () => false
        );
      if (!taken) {
        return this.app.serviceManager.contents.rename(path, wanted).then(
          renamed => renamed.path,
          () => path // somebody else took that name just now
        );
      }
    }
    return path;
  }

  private add(tab: FileTab): void {
    void this.tracker.add(tab);
    const save = (): void => {
      void this.tracker.save(tab);
    };
    tab.context.pathChanged.connect(save);
    tab.content.widened.connect(save);
  }

  /** Where a new view is put: beside what is being worked on, unless that is another app, a launcher or nothing. */
  private place(): { ref?: string; mode?: DockLayout.InsertMode } {
    const current = this.app.shell.currentWidget;
    if (current === null || this.tracker.has(current)) {
      return {};
    }
    return 'context' in current || 'sessionContext' in current
      ? { ref: current.id, mode: this.furniture.settings.place }
      : {};
  }

  private async each(
    args: ReadonlyPartialJSONObject,
    act: (path: string) => Promise<unknown>
  ): Promise<unknown> {
    let last: unknown;
    for (const path of this.chosen(args)) {
      try {
        last = await act(path);
      } catch (error) {
        await showErrorMessage(
          `${path} could not be opened as an app`,
          error instanceof Error ? error.message : String(error)
        );
      }
    }
    return last;
  }

  /** The files that a command means: the one it is given, those selected in the file browser, or that of the open document. */
  private chosen(args: ReadonlyPartialJSONObject): string[] {
    if (typeof args.path === 'string') {
      return [args.path];
    }
    const current = this.app.shell.currentWidget;
    if (args.browser !== true && current !== null && 'context' in current) {
      const { path } = (current as FileTab).context;
      if (isScript(path)) {
        return [path];
      }
    }
    const selected = this.browser()?.selectedItems() ?? [];
    return [...selected].map(item => item.path).filter(isScript);
  }

  private browser(): FileBrowser | null {
    return this.browsers?.tracker.currentWidget ?? null;
  }

  /** The file browsers, once they are known, and if there are any. */
  browsers: IFileBrowserFactory | null = null;
  private readonly restoring = new Set<string>();
}

/** Put a card into the launcher, where there is one: Notebook 7 may have none. */
async function addToLauncher(app: JupyterFrontEnd): Promise<void> {
  const found = await import('@jupyterlab/launcher').catch(() => null);
  const launcher =
    found === null ? null : await app.resolveOptionalService(found.ILauncher);
  launcher?.add({
    command: CommandIDs.newFile,
    args: { isLauncher: true },
    category: 'Other',
    rank: 0
  });
}

/** Give the file browsers, where there are any. */
async function browsersOf(
  app: JupyterFrontEnd
): Promise<IFileBrowserFactory | null> {
  const found = await import('@jupyterlab/filebrowser').catch(() => null);
  return found === null
    ? null
    : app.resolveOptionalService(found.IFileBrowserFactory);
}
