import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  Menu,
  nativeTheme,
  type SaveDialogOptions,
  safeStorage,
  screen,
  shell,
} from 'electron';
import { type Language, languageOf, type Translate, translator } from '../shared/messages/index.ts';
import { inUseText } from '../shared/messages/holder-words.ts';
import { recordFaultText } from '../shared/messages/wording.ts';
import { onStopRequest } from './cli/interrupts.ts';
import { chosenTexts, GROUND } from './desktop/appearance.ts';
import { dataArgument } from './desktop/arguments.ts';
import { MENU } from './desktop/channels.ts';
import { keychainCipher } from './desktop/keychain.ts';
import { contextEntries, menuEntries } from './desktop/menu.ts';
import { PAGE_URL } from './desktop/own-page.ts';
import { paperOf, Printing } from './desktop/printing.ts';
import { aboutBox, DO_IT, pageGoneQuestion, quitQuestion, unsavedQuestion } from './desktop/questions.ts';
import { Quitting } from './desktop/quitting.ts';
import { createFileSaving } from './desktop/saving.ts';
import { windowOptions } from './desktop/window-options.ts';
import { placeWindow, recallWindow, rememberWindow } from './desktop/window-state.ts';
import {
  keepInPlace,
  openPaperWindow,
  refusePermissions,
  registerScheme,
  servePage,
  servePaper,
  serveStation,
} from './ipc.ts';
import { programRoot } from './page/root.ts';
import { bugText } from './service/bug-text.ts';
import { defaultDataFolder } from './service/data-folder.ts';
import { type Desk, openDesk } from './service/desk.ts';
import { createRouter } from './service/router.ts';
import { VERSION } from './service/version.ts';

/** The desktop shell: one window on the station of this machine. */

const development = !app.isPackaged;
const data = dataArgument(process.argv);
const dataFolder = (data.ok ? data.folder : null) ?? defaultDataFolder();

registerScheme();
keepEngineFiles(join(dataFolder, 'desktop'));
if (app.requestSingleInstanceLock()) void app.whenReady().then(start).catch(giveUp);
else app.quit();

/** The browser engine's own files stay out of the way; and one instance is one per data folder. */
function keepEngineFiles(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    app.setPath('userData', folder);
  } catch {
    // Where this folder cannot be made the record cannot be either, and that is told.
  }
}

async function start(): Promise<void> {
  const system = languageOf(app.getLocale());
  const say = translator(system);
  if (!data.ok) {
    refuseStart(say, say('desktop.noStart.data'));
    return;
  }
  const printer = new Printing({ openWindow: openPaperWindow, pageSize: paperOf(app.getLocale()) });
  servePaper(printer);
  const opened = await openDesk({
    dataFolder,
    shell: 'desktop',
    openFolder: async (path) => (await shell.openPath(path)) === '',
    cipher: keychainCipher(safeStorage, process.platform),
    saving: createFileSaving({ askPath, show: (path) => shell.showItemInFolder(path) }),
    printer,
  });
  if (!opened.ok) {
    const { fault, recordPath: path } = opened;
    const why =
      fault.kind === 'in_use'
        ? inUseText(say, path, fault.holder)
        : say('desktop.noStart.record', { path, fault: recordFaultText(say, fault) });
    refuseStart(say, why);
    return;
  }
  await openWindow(opened.desk, system);
}

/** Says why there is no window, and ends. */
function refuseStart(say: Translate, sentence: string): void {
  dialog.showErrorBox(say('desktop.noStart'), sentence);
  app.exit(1);
}

/** A fault of this program. */
function giveUp(fault: unknown): void {
  report(fault);
  app.exit(1);
}

function report(fault: unknown): void {
  console.error(bugText(fault));
}

async function askPath(fileName: string): Promise<string | null> {
  // Not one that prints, which nobody sees.
  const window = BrowserWindow.getAllWindows().find((each) => each.isVisible());
  const options: SaveDialogOptions = { defaultPath: join(app.getPath('documents'), fileName) };
  const { filePath } = await (window === undefined
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  return filePath === '' ? null : filePath;
}

async function openWindow(desk: Desk, system: Language): Promise<void> {
  const { settings } = desk;
  const texts = () => chosenTexts(settings.get(), system);
  const ground = () => (nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light);
  nativeTheme.themeSource = settings.get().theme;
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
  const placement = placeWindow(
    await recallWindow(dataFolder),
    [main, ...others].map(({ workArea }) => workArea),
  );
  const window = new BrowserWindow(
    windowOptions({
      placement,
      title: texts()('product.name'),
      ground: ground(),
      preload: join(import.meta.dirname, 'preload.cjs'),
      development,
    }),
  );
  const { webContents } = window;
  refusePermissions();
  keepInPlace(webContents);
  servePage(join(programRoot(import.meta.dirname), 'dist', 'renderer'));
  serveStation(createRouter(desk), webContents, report);
  const setMenu = () => setNativeMenu(window, texts());
  setMenu();
  settings.follow(({ theme }) => {
    nativeTheme.themeSource = theme;
    setMenu();
  });
  nativeTheme.on('updated', () => {
    if (!window.isDestroyed()) window.setBackgroundColor(ground());
  });
  webContents.on('context-menu', (_event, { isEditable, selectionText }) => {
    if (!isEditable && selectionText === '') return;
    Menu.buildFromTemplate(contextEntries(texts(), isEditable)).popup({ window });
  });
  window.once('ready-to-show', () => {
    if (placement.maximized) window.maximize();
    window.show();
  });
  guardClosing(window, desk, texts);
  app.on('second-instance', () => {
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  await window.loadURL(PAGE_URL).catch((fault: unknown) => {
    // A window that is closed before its page is there breaks it off.
    if (!window.isDestroyed()) report(fault);
  });
}

function setNativeMenu(window: BrowserWindow, say: Translate): void {
  const entries = menuEntries({
    say,
    platform: process.platform,
    development,
    toPage: (command) => {
      if (!window.isDestroyed()) window.webContents.send(MENU, command);
    },
    showDataFolder: () => void shell.openPath(dataFolder),
    about: () => {
      if (!window.isDestroyed()) void dialog.showMessageBox(window, aboutBox(say, VERSION, dataFolder));
    },
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(entries));
}

/** Nothing is cut off: a run is asked about and stopped in order, changes are asked about, then the desk is closed. */
function guardClosing(window: BrowserWindow, desk: Desk, texts: () => Translate): void {
  const { commissioner } = desk.station;
  const liveBays = () => commissioner.bays.filter(({ over, purpose }) => !over && purpose === 'bring_up');
  let isOver = false;
  let last = { ...window.getNormalBounds(), maximized: window.isMaximized() };
  const noteState = () => {
    last = { ...window.getNormalBounds(), maximized: window.isMaximized() };
  };
  const quitting = new Quitting({
    liveRuns: liveBays,
    mayStop: async () => {
      const ports = liveBays().map(({ port }) => port);
      return (await dialog.showMessageBox(window, quitQuestion(texts(), ports))).response === DO_IT;
    },
    closeWindow: () => {
      if (!window.isDestroyed()) window.close();
    },
  });
  window.on('close', (event) => {
    noteState();
    if (quitting.isLeaving) return;
    event.preventDefault();
    void quitting.request();
  });
  window.webContents.on('will-prevent-unload', (event) => {
    if (dialog.showMessageBoxSync(window, unsavedQuestion(texts())) === DO_IT) event.preventDefault();
    else quitting.stay();
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || quitting.isLeaving) return;
    void dialog.showMessageBox(window, pageGoneQuestion(texts(), reason)).then(({ response }) => {
      if (response === DO_IT) window.webContents.reload();
      else void quitting.request();
    });
  });
  const end = async () => {
    await rememberWindow(dataFolder, last);
    await desk.close();
    stopListening();
    isOver = true;
    app.quit();
  };
  window.on('closed', () => {
    void end().catch((fault: unknown) => {
      commissioner.writeOut();
      giveUp(fault);
    });
  });
  // Windows is shut down or its user logs off: nobody is asked, and there may be no time for anything but this.
  window.on('session-end', () => {
    void commissioner.close(true);
    commissioner.writeOut();
  });
  app.on('window-all-closed', () => {
    // The desk is closed before the program ends.
  });
  app.on('before-quit', (event) => {
    if (isOver) return;
    event.preventDefault();
    if (!window.isDestroyed()) void quitting.request();
  });
  // A terminal or a supervisor asks once, and means it.
  const stopListening = onStopRequest((request) => {
    if (request > 1) void commissioner.close(true);
    else if (!window.isDestroyed()) {
      noteState();
      window.destroy();
    }
  });
}
