import { spawn } from 'node:child_process';
import { hasDisplay } from './open-browser.ts';
import { opens } from './opens.ts';

/** Opens a folder in the file manager of this computer; false where there is none, or nobody could see it. */
export async function openFolder(
  path: string,
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
  settledMs?: number,
): Promise<boolean> {
  if (!hasDisplay(platform, environment)) return false;
  const child = spawn(fileManager(platform), [path], {
    detached: true,
    stdio: 'ignore',
    env: environment,
  });
  child.unref();
  // The Explorer says 1 whatever it did.
  return await opens(child, (status) => status === 0 || platform === 'win32', settledMs);
}

function fileManager(platform: NodeJS.Platform): string {
  if (platform === 'win32') return 'explorer.exe';
  return platform === 'darwin' ? 'open' : 'xdg-open';
}
