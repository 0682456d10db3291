import { listenToTests } from './remote.ts';
import type { PageHandler } from './contents.ts';
import { handlers } from './window.ts';

/** Stands in for the module `electron` in the main process. Its window is a page of a real browser. */

export { app } from './app.ts';
export { answers, dialog, Menu, nativeTheme, safeStorage, shell } from './dialogs.ts';
export { BrowserWindow, ipcMain, screen } from './window.ts';

interface Scheme {
  readonly scheme: string;
  readonly privileges: Readonly<Record<string, boolean>>;
}

export const protocol = {
  schemes: [] as readonly Scheme[],
  registerSchemesAsPrivileged(schemes: readonly Scheme[]): void {
    this.schemes = schemes;
  },
  handle: (scheme: string, handler: PageHandler) => {
    handlers.set(scheme, handler);
  },
};

type Asked = (contents: unknown, permission: string, answer: (may: boolean) => void, details: object) => void;
type Checked = (contents: unknown, permission: string, origin: string, details: object) => boolean;
type Device = (details: object) => boolean;

/** Electron's answer to what no handler was set for is yes. */
const defaultSession = {
  asked: ((_contents, _permission, answer) => answer(true)) as Asked,
  checked: (() => true) as Checked,
  device: (() => true) as Device,
  setPermissionRequestHandler(handler: Asked): void {
    this.asked = handler;
  },
  setPermissionCheckHandler(handler: Checked): void {
    this.checked = handler;
  },
  setDevicePermissionHandler(handler: Device): void {
    this.device = handler;
  },
};

export const session = { defaultSession };

listenToTests();
