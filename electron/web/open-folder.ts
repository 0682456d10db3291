import { spawn } from 'node:child_process';
import { hasDisplay } from './open-browser.ts';

/** A program that could not open anything ends at once and says so by its status. */
const SETTLED_MS = 1500;

/** Opens a folder in the file manager of this computer; false where there is none, or nobody could see it. */
export async function openFolder(
  path: string,
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
  settledMs = SETTLED_MS,
): Promise<boolean> {
  if (!hasDisplay(platform, environment)) return false;
  const child = spawn(fileManager(platform), [path], {
    detached: true,
    stdio: 'ignore',
    env: environment,
  });
  child.unref();
  return await new Promise((resolve) => {
    const wait = setTimeout(() => resolve(true), settledMs);
    const settle = (opened: boolean) => {
      clearTimeout(wait);
      resolve(opened);
    };
    child.once('error', () => settle(false));
    // The Explorer says 1 whatever it did.
    child.once('exit', (status) => settle(status === 0 || platform === 'win32'));
  });
}

function fileManager(platform: NodeJS.Platform): string {
  if (platform === 'win32') return 'explorer.exe';
  return platform === 'darwin' ? 'open' : 'xdg-open';
}
