import { listenToTests } from './remote.ts';

/** Stands in for the module `electron` in the main process. Its window is a page of a real browser. */

export { app } from './app.ts';
export { answers, dialog, Menu, nativeTheme, safeStorage, shell } from './dialogs.ts';
export { protocol, session } from './session.ts';
export { BrowserWindow, ipcMain, screen } from './window.ts';

listenToTests();
