import { onError, ORPCError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import {
  BrowserWindow,
  ipcMain,
  type IpcMainEvent,
  type MessagePortMain,
  protocol,
  session,
  type WebContents,
} from 'electron';
import { CONNECT } from './desktop/channels.ts';
import { isOwnPage, isPermitted, SCHEME } from './desktop/own-page.ts';
import { answerPageRequest } from './desktop/page-answer.ts';
import type { PaperWindow, Printing } from './desktop/printing.ts';
import { paperWindowOptions } from './desktop/window-options.ts';
import type { StationRouter } from './service/router.ts';

/** Everything that crosses between the page and the main process. */

/** Makes the private scheme one like https. Must be called before the program is ready. */
export function registerScheme(): void {
  const privileges = {
    standard: true,
    secure: true,
    supportFetchAPI: true,
    corsEnabled: true,
    codeCache: true,
  };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

/** Serves the built page in `folder` under the private scheme. */
export function servePage(folder: string): void {
  protocol.handle(SCHEME, (request) => answerPageRequest(request, folder));
}

/** The world of pages that are put onto paper: kept in memory, and apart from the window's. */
const PAPER = 'paper';

/** Serves the pages that are to be put onto paper, to windows that reach nothing else. */
export function servePaper(printing: Pick<Printing, 'answer'>): void {
  const world = session.fromPartition(PAPER);
  world.protocol.handle(SCHEME, (request) => printing.answer(request));
  world.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  world.setPermissionCheckHandler(() => false);
  world.setDevicePermissionHandler(() => false);
}

/** A window that nobody sees, for one page that is put onto paper. */
export function openPaperWindow(): PaperWindow {
  const window = new BrowserWindow(paperWindowOptions(PAPER));
  keepInPlace(window.webContents);
  return {
    load: async (url) => await window.loadURL(url),
    print: async (options) => await window.webContents.printToPDF(options),
    destroy: () => {
      if (!window.isDestroyed()) window.destroy();
    },
  };
}

/** Refuses every page whatever it might ask the browser engine for. */
export function refusePermissions(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(isPermitted(permission, requestingUrl)),
  );
  defaultSession.setPermissionCheckHandler((_contents, permission, origin) =>
    isPermitted(permission, origin),
  );
  defaultSession.setDevicePermissionHandler(() => false);
}

/** Keeps the contents of the window where they are: no other page, no further window, no guest. */
export function keepInPlace(contents: WebContents): void {
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/**
 * Serves the station over every port that the page in `contents` hands over. A port lives as long as the page it came
 * from.
 * @param onBug is given what a procedure threw; the page is told that it failed, and nothing else.
 */
export function serveStation(
  router: StationRouter,
  contents: WebContents,
  onBug: (fault: unknown) => void,
): void {
  const handler = new RPCHandler(router, {
    clientInterceptors: [
      onError((fault) => {
        if (!(fault instanceof ORPCError) || fault.status >= 500) onBug(fault);
      }),
    ],
  });
  const open = new Set<MessagePortMain>();
  const closeAll = () => {
    for (const port of open) port.close();
    open.clear();
  };
  const connect = (event: IpcMainEvent) => {
    const [port, ...more] = event.ports;
    if (port === undefined || more.length > 0 || !isFromPage(event, contents)) {
      for (const each of event.ports) each.close();
      return;
    }
    open.add(port);
    port.on('close', () => open.delete(port));
    handler.upgrade(port);
    port.start();
  };
  ipcMain.on(CONNECT, connect);
  contents.on('did-navigate', closeAll);
  contents.on('render-process-gone', closeAll);
  contents.on('destroyed', () => {
    ipcMain.off(CONNECT, connect);
    closeAll();
  });
}

/** Whether it comes from the page itself, as it stands in the window: no frame in it, and no other page. */
function isFromPage({ sender, senderFrame }: IpcMainEvent, contents: WebContents): boolean {
  if (sender !== contents || senderFrame === null) return false;
  const isMain = senderFrame.parent === null && !senderFrame.detached;
  return isMain && isOwnPage(senderFrame.url) && isOwnPage(senderFrame.origin);
}
