import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { findBrowser } from './browsers.ts';
import { opens } from './opens.ts';

/** Where an address was opened: as a window of its own, in the browser that the system uses, or nowhere. */
export type Opened = 'app_window' | 'default_browser' | 'nowhere';

interface Start {
  readonly program: string;
  readonly args: readonly string[];
  /** It is Windows' command processor: quotes in the arguments are for it, and nobody needs to see its window. */
  readonly verbatim?: boolean;
}

/**
 * Opens an address as an app window of an installed browser, else in the system's own one.
 * @param address gives another one for each attempt: one that was tried may have been used up.
 */
export async function openInBrowser(address: () => string, dataFolder: string): Promise<Opened> {
  if (!hasDisplay(process.platform, process.env)) return 'nowhere';
  const browser = findBrowser();
  if (browser !== null && (await hasStarted(appWindow(browser, address(), dataFolder)))) return 'app_window';
  return (await hasStarted(defaultBrowser(process.platform, address()))) ? 'default_browser' : 'nowhere';
}

/** Without a display a browser would end at once, or open inside the terminal. */
export function hasDisplay(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(environment['DISPLAY']) || Boolean(environment['WAYLAND_DISPLAY']);
}

/** Its own user data: the window has no tabs, extensions and history of the user's, and ends with its last page. */
export function appWindow(browser: string, url: string, dataFolder: string): Start {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const args = [
    `--app=${url}`,
    `--user-data-dir=${userDataFolder(browser, dataFolder)}`,
    '--no-first-run',
    '--no-default-browser-check',
    ...(isRoot ? ['--no-sandbox'] : []),
  ];
  return { program: browser, args };
}

/** A browser from a snap sees no hidden folders, and that is where data is kept by default. */
function userDataFolder(browser: string, dataFolder: string): string {
  const isSnap = browser.startsWith('/snap/') || basename(realPath(browser)) === 'snap';
  return isSnap
    ? join(homedir(), 'snap', basename(browser), 'common', 'wis800c-commissioner')
    : join(dataFolder, 'browser');
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** What opens an address in the browser that the user chose for this machine. */
export function defaultBrowser(platform: NodeJS.Platform, url: string): Start {
  if (platform === 'win32')
    // `start` takes the first quoted word for a title.
    return { program: 'cmd.exe', args: ['/d', '/c', 'start', '""', `"${url}"`], verbatim: true };
  return { program: platform === 'darwin' ? 'open' : 'xdg-open', args: [url] };
}

/** Starts a program that outlives this one; false when it is not there, or ends at once with a fault. */
export async function hasStarted({ program, args, verbatim = false }: Start): Promise<boolean> {
  const child = spawn(program, args, {
    detached: true,
    stdio: 'ignore',
    windowsVerbatimArguments: verbatim,
    // A browser takes this as the state of its own window: only the command processor is to be hidden.
    windowsHide: verbatim,
  });
  const started = await opens(child);
  child.unref();
  return started;
}
