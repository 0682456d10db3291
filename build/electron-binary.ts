import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The Electron binary: its package fetches it when it is first asked for, which not every machine lets it do. */

/** A hundred megabytes over a slow line; whoever cannot reach the place at all is told so much sooner. */
const DOWNLOAD_LIMIT_MS = 300_000;
const PROGRESS_AFTER_MS = 2000;

/** The path of the binary below the program's folder; null where it is not there. */
export function installedElectron(root: string): string | null {
  const folder = join(root, 'node_modules', 'electron');
  const name = readIfThere(join(folder, 'path.txt'))?.trim() ?? 'electron';
  const path = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), name);
  return existsSync(path) ? path : null;
}

function readIfThere(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/** The same, fetched first where it is not there; `onWait` is called once it takes long. */
export async function obtainedElectron(root: string, onWait: () => void): Promise<string | null> {
  const installed = installedElectron(root);
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  if (installed !== null || !existsSync(installer)) return installed;
  const waiting = setTimeout(onWait, PROGRESS_AFTER_MS);
  await ending(installer);
  clearTimeout(waiting);
  return installedElectron(root);
}

/** How it ends does not matter: either the binary is there then or it is not. */
function ending(installer: string): Promise<void> {
  const child = spawn(process.execPath, [installer], { stdio: 'ignore', timeout: DOWNLOAD_LIMIT_MS });
  return new Promise((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
}
