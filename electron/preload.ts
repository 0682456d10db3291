import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { CONNECT, MENU, type PageCommand } from './desktop/channels.ts';

/**
 * Stands between the page and the main process: hands the page's port over, and passes the menu on. It runs in the
 * sandbox, as one file that can require nothing but `electron`.
 */

/** A message from a window to a window. */
interface PageMessage {
  readonly source: unknown;
  readonly data: unknown;
  readonly ports: readonly unknown[];
}

/** All that this file needs of the page's window. */
declare const window: {
  addEventListener(type: 'message', listener: (event: PageMessage) => void): void;
};

function asksForLine(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === CONNECT;
}

window.addEventListener('message', ({ source, data, ports }) => {
  const [port, ...more] = ports;
  if (source !== window || !asksForLine(data) || port === undefined || more.length > 0) return;
  ipcRenderer.postMessage(CONNECT, null, [port]);
});

contextBridge.exposeInMainWorld('shell', {
  kind: 'desktop',
  onMenu: (callback: (command: PageCommand) => void) => {
    ipcRenderer.on(MENU, (_event: IpcRendererEvent, command: PageCommand) => callback(command));
  },
});
