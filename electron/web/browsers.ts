import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Chrome, Chromium and Edge: the browsers that open an address as a window of its own. The best known first. */

interface Place {
  /** Folders to look in; an absent one is a variable that is not set. */
  readonly folders: (environment: NodeJS.ProcessEnv) => readonly (string | undefined)[];
  readonly programs: readonly string[];
}

const onPath = ({ PATH = '' }: NodeJS.ProcessEnv) => PATH.split(delimiter).filter((folder) => folder !== '');

const LINUX: Place = {
  folders: onPath,
  programs: [
    'google-chrome',
    'google-chrome-stable',
    'chromium',
    'chromium-browser',
    'microsoft-edge',
    'microsoft-edge-stable',
  ],
};

const PLACES: Readonly<Partial<Record<NodeJS.Platform, Place>>> = {
  linux: LINUX,
  freebsd: { ...LINUX, programs: ['chrome', 'chromium', ...LINUX.programs] },
  darwin: {
    folders: () => ['/Applications', join(homedir(), 'Applications')],
    programs: [
      'Google Chrome.app/Contents/MacOS/Google Chrome',
      'Chromium.app/Contents/MacOS/Chromium',
      'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ],
  },
  win32: {
    folders: ({ ProgramFiles, 'ProgramFiles(x86)': x86, LOCALAPPDATA }) => [ProgramFiles, x86, LOCALAPPDATA],
    programs: [
      'Google/Chrome/Application/chrome.exe',
      'Chromium/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ],
  },
};

/** The path of an installed browser; null when there is none. */
export function findBrowser(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
  isProgram: (path: string) => boolean = isExecutable,
): string | null {
  const { folders, programs } = PLACES[platform] ?? LINUX;
  const places = folders(environment).filter((folder) => folder !== undefined);
  const paths = programs.flatMap((program) => places.map((folder) => join(folder, program)));
  return paths.find(isProgram) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
