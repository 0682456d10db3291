import { join } from 'node:path';
import { DEFAULT_SETTINGS, type Settings, settingsSchema } from '../../../shared/station.ts';
import type { FileResult } from '../../files/fault.ts';
import { writeTextFile } from '../../files/whole-file.ts';
import { keepAside, readJsonFile } from './data-file.ts';
import { Followers } from '../followers.ts';
import { Turns } from './turns.ts';

export interface SettingsStore {
  /** What a damaged file was kept aside as when the store was opened; null when there was none. */
  readonly keptAside: string | null;
  get(): Settings;
  /** Holds at once and is told to the followers; a fault means that it holds only until the program ends. */
  change(changes: Partial<Settings>): Promise<FileResult>;
  /** Calls `listener` with the settings after every change from now on. Returns the way to stop. */
  follow(listener: (settings: Settings) => void): () => void;
  /** Resolves when every change so far is written, or has failed. */
  settled(): Promise<void>;
}

/**
 * Opens `settings.json` in a folder that exists. A file that cannot be read gives the defaults and is never
 * overwritten. What others change in it meanwhile is seen at the next opening, and lost with the next change.
 */
export async function openSettingsStore(folder: string): Promise<SettingsStore> {
  const path = join(folder, FILE);
  const read = await readJsonFile(path);
  const parsed = read.ok ? settingsSchema.safeParse(read.json) : null;
  if (parsed?.success) return new FileSettings(path, parsed.data, null, false);
  if (!read.ok && read.fault.kind === 'absent') return new FileSettings(path, DEFAULT_SETTINGS, null, false);
  const kept = await keepAside(path);
  return new FileSettings(path, DEFAULT_SETTINGS, kept.ok ? kept.fileName : null, !kept.ok);
}

/** The settings in a folder as they stand there, for one who changes nothing; the defaults where none can be read. */
export async function settingsIn(folder: string): Promise<Settings> {
  const read = await readJsonFile(join(folder, FILE));
  const parsed = read.ok ? settingsSchema.safeParse(read.json) : null;
  return parsed?.success ? parsed.data : DEFAULT_SETTINGS;
}

const FILE = 'settings.json';

/** Others on the machine may read it, as far as the user's umask goes: there is nothing secret in it. */
const MODE = 0o666;

class FileSettings implements SettingsStore {
  readonly #path: string;
  readonly #turns = new Turns();
  readonly #followers = new Followers<Settings>();
  #settings: Settings;
  #keptAside: string | null;
  /** Something unreadable stands where the file belongs, and could not be moved away. */
  #blocked: boolean;

  constructor(path: string, settings: Settings, keptAside: string | null, blocked: boolean) {
    this.#path = path;
    this.#settings = settings;
    this.#keptAside = keptAside;
    this.#blocked = blocked;
  }

  get keptAside(): string | null {
    return this.#keptAside;
  }

  get(): Settings {
    return this.#settings;
  }

  change(changes: Partial<Settings>): Promise<FileResult> {
    this.#settings = { ...this.#settings, ...changes };
    this.#followers.tell(this.#settings);
    return this.#turns.run(() => this.#write());
  }

  follow(listener: (settings: Settings) => void): () => void {
    return this.#followers.add(listener);
  }

  settled(): Promise<void> {
    return this.#turns.settled();
  }

  async #write(): Promise<FileResult> {
    if (this.#blocked) {
      const kept = await keepAside(this.#path);
      if (!kept.ok) return kept;
      this.#keptAside = kept.fileName;
      this.#blocked = false;
    }
    return writeTextFile(this.#path, `${JSON.stringify(this.#settings, null, 2)}\n`, MODE);
  }
}
