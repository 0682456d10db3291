import { homedir } from 'node:os';
import { join } from 'node:path';

const FOLDER = 'wis800c-commissioner';

/** Where this user's records are kept unless told otherwise: the platform's usual place for application data. */
export function defaultDataFolder(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  const home = homedir();
  if (platform === 'win32') return join(environment['APPDATA'] || join(home, 'AppData', 'Roaming'), FOLDER);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', FOLDER);
  // XDG Base Directory Specification: a relative path is to be ignored.
  const data = environment['XDG_DATA_HOME'];
  return join(data?.startsWith('/') ? data : join(home, '.local', 'share'), FOLDER);
}

/** Where the record of a data folder is. */
export function recordPathIn(dataFolder: string): string {
  return join(dataFolder, 'record.sqlite');
}
