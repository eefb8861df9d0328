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

import { COMMAND_CATEGORY, CommandIDs } from '../commands';
import type { FileKernels } from './fileKernels';
import {
  type FileTab,
  FileTabFactory,
  NOTEBOOK_FACTORY,
  READ_ONLY_MODEL,
  ReadOnlyModelFactory,
  SCRIPT_FACTORY
} from './fileTab';
import { appIcon } from '../ui/icons';
import { canBeApp } from './paths';
import type { RunHistoryTabs } from '../views/runHistoryTabs';
import type { Settings } from '../settings';
import { TEMPLATE } from './template';

/** What the file commands use; JupyterLab has all of it, Notebook 7 may lack some. */
export interface IFileServices {
  readonly palette: ICommandPalette | null;
  readonly restorer: ILayoutRestorer | null;
  readonly settings: Settings;
  readonly historyTabs: RunHistoryTabs;
}

/** Register everything that opens files as apps: document factories, commands, launcher card. */
export function activateFiles(
  app: JupyterFrontEnd,
  kernels: FileKernels,
  services: IFileServices
): void {
  const files = new FileCommands(app, kernels, services);
  files.addFactories();
  files.addCommands(services.palette);
  void services.restorer?.restore(files.tracker, {
    command: CommandIDs.restoreFile,
    args: tab => ({ path: tab.context.path, wide: tab.content.wide }),
    name: tab => tab.context.path
  });
  void addToLauncher(app);
  void browsersOf(app).then(browsers => {
    files.browsers = browsers;
  });
}

class FileCommands {
  readonly tracker = new WidgetTracker<FileTab>({
    namespace: 'notebook-lit-files'
  });

  constructor(
    private readonly app: JupyterFrontEnd,
    private readonly kernels: FileKernels,
    private readonly services: IFileServices
  ) {}

  addFactories(): void {
    const registry = this.app.docRegistry;
    registry.addModelFactory(new ReadOnlyModelFactory());
    for (const [name, fileType, modelName] of [
      [SCRIPT_FACTORY, 'python', 'text'],
      [NOTEBOOK_FACTORY, 'notebook', READ_ONLY_MODEL]
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
        watchMode: () => this.services.settings.watchMode,
        lastModified: async path => {
          const { contents } = this.app.serviceManager;
          return (await contents.get(path, { content: false })).last_modified;
        },
        edit: path => {
          void this.app.commands.execute(CommandIDs.editBeside, { path });
        },
        showHistory: (liveApp, tab) => {
          this.services.historyTabs.open(liveApp, tab.id);
        }
      }));
      factory.widgetCreated.connect((_, tab) => {
        this.track(tab);
      });
      registry.addWidgetFactory(factory);
    }
  }

  addCommands(palette: ICommandPalette | null): void {
    const { commands } = this.app;
    const hasFiles = (args: ReadonlyPartialJSONObject): boolean =>
      this.chosenFiles(args).length > 0;
    commands.addCommand(CommandIDs.openFile, {
      label: 'Open as Lit App',
      caption:
        'Run this file as an app, in a tab; it runs again when it is saved',
      icon: appIcon,
      isEnabled: hasFiles,
      execute: args => this.forEachFile(args, path => this.open(path))
    });
    commands.addCommand(CommandIDs.restoreFile, {
      label: 'Bring Back a Lit App',
      isVisible: () => false,
      execute: args =>
        this.forEachFile(args, path => this.restore(path, args.wide === true))
    });
    commands.addCommand(CommandIDs.editBeside, {
      label: 'Edit with Lit App Beside',
      caption: 'The editor at the left, the app at the right',
      icon: appIcon,
      isEnabled: hasFiles,
      isVisible: () => this.hasRoom,
      execute: args => this.forEachFile(args, path => this.edit(path))
    });
    commands.addCommand(CommandIDs.newFile, {
      label: args => (args.isLauncher === true ? 'Lit App' : 'New Lit App'),
      caption:
        'Make a Python file with a small app, and open it beside its editor',
      icon: appIcon,
      execute: args =>
        this.createFile(
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
      palette?.addItem({ command, category: COMMAND_CATEGORY });
    }
  }

  /** Open a file as an app, at the configured place unless another one is given. */
  private async open(
    path: string,
    options = this.insertOptions()
  ): Promise<FileTab | undefined> {
    const factory =
      PathExt.extname(path) === '.ipynb' ? NOTEBOOK_FACTORY : SCRIPT_FACTORY;
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
    const exists = await this.app.serviceManager.contents
      .get(path, { content: false })
      .then(
        () => true,
        () => false
      );
    if (!exists) {
      return undefined; // moved or deleted since: no reason for an error message on a page reload
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

  /** Whether two documents fit side by side: Notebook 7 shows one per page. */
  private get hasRoom(): boolean {
    return this.app.name !== 'Jupyter Notebook';
  }

  /** Show the editor of a file on the left and its app on the right. */
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

  /** Create a file under an unused name and return its editor, which replaces the launcher. */
  private async createFile(folder: string): Promise<Widget | undefined> {
    const { contents } = this.app.serviceManager;
    const created = await contents.newUntitled({
      path: folder,
      type: 'file',
      ext: '.py'
    });
    const content = {
      type: 'file',
      format: 'text',
      content: TEMPLATE
    } satisfies Partial<Contents.IModel>;
    await contents.save(created.path, content);
    const path = await this.renameNewFile(created.path, folder);
    return this.hasRoom ? this.edit(path) : this.open(path);
  }

  /** Rename a new file to the first free name of app.py, app1.py and so on; the server refuses to overwrite a file. */
  private async renameNewFile(path: string, folder: string): Promise<string> {
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
          () => path // another client took that name at the same moment
        );
      }
    }
    return path;
  }

  private track(tab: FileTab): void {
    void this.tracker.add(tab);
    const save = (): void => {
      void this.tracker.save(tab);
    };
    tab.context.pathChanged.connect(save);
    tab.content.widened.connect(save);
  }

  /** Return where to insert a new view: beside the current document, unless that is another app, a launcher or nothing. */
  private insertOptions(): { ref?: string; mode?: DockLayout.InsertMode } {
    const current = this.app.shell.currentWidget;
    if (current === null || this.tracker.has(current)) {
      return {};
    }
    return 'context' in current || 'sessionContext' in current
      ? { ref: current.id, mode: this.services.settings.insertMode }
      : {};
  }

  private async forEachFile(
    args: ReadonlyPartialJSONObject,
    open: (path: string) => Promise<unknown>
  ): Promise<unknown> {
    let last: unknown;
    for (const path of this.chosenFiles(args)) {
      try {
        last = await open(path);
      } catch (error) {
        await showErrorMessage(
          `${path} could not be opened as an app`,
          error instanceof Error ? error.message : String(error)
        );
      }
    }
    return last;
  }

  /** Return the files that a command applies to: its argument, the open document, or the selection in the file browser. */
  private chosenFiles(args: ReadonlyPartialJSONObject): string[] {
    if (typeof args.path === 'string') {
      return [args.path];
    }
    const current = this.app.shell.currentWidget;
    if (args.browser !== true && current !== null && 'context' in current) {
      const { path } = (current as FileTab).context;
      if (canBeApp(path)) {
        return [path];
      }
    }
    const selected = this.browser()?.selectedItems() ?? [];
    return [...selected].map(item => item.path).filter(canBeApp);
  }

  private browser(): FileBrowser | null {
    return this.browsers?.tracker.currentWidget ?? null;
  }

  /** The file browsers, once they are loaded; null if there are none. */
  browsers: IFileBrowserFactory | null = null;
  /** The files whose tabs are being restored after a page reload. */
  private readonly restoring = new Set<string>();
}

/** Add a card to the launcher, where there is one: Notebook 7 may have none. */
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

/** Return the file browsers, where there are any. */
async function browsersOf(
  app: JupyterFrontEnd
): Promise<IFileBrowserFactory | null> {
  const found = await import('@jupyterlab/filebrowser').catch(() => null);
  return found === null
    ? null
    : app.resolveOptionalService(found.IFileBrowserFactory);
}
