import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readProfileText } from '../../../shared/profile-file.ts';
import type { ProfileFault } from '../../../shared/profile-rules.ts';
import type { Profile } from '../../../shared/profile.ts';
import {
  SECRET_FIELDS,
  type SecretsSet,
  secretsSet,
  type StoredProfile,
  withoutSecrets,
} from '../../../shared/station.ts';
import { errorCode } from '../../port/errno.ts';
import { type FileFault, fileFault, type FileResult } from '../../files/fault.ts';
import { UNFINISHED } from '../../files/unfinished.ts';
import { writeTextFile } from '../../files/whole-file.ts';
import { type ReadFault, readTextFile } from './data-file.ts';
import type { SecretsRead, SecretVault, VaultFault } from './secret-vault.ts';

/** A file that is no profile of the list. It is left as it is. */
export type DamagedFile = { readonly fileName: string } & (
  | /** Its name is none that this program gives, such as `bench.json`: import it. */ {
      readonly kind: 'foreign_name';
    }
  | { readonly kind: 'not_readable'; readonly fault: ReadFault }
  | { readonly kind: 'not_a_profile'; readonly faults: readonly ProfileFault[] }
  | /** It holds secrets, and they could not be moved to where they belong. */ {
      readonly kind: 'secrets_not_moved';
      readonly fault: VaultFault;
    }
  | /** It was the file of all secrets, and what it held must be entered anew. */ {
      readonly kind: 'secrets_damaged';
    }
);

export interface FolderContent {
  readonly profiles: readonly StoredProfile[];
  readonly damaged: readonly DamagedFile[];
}

export type FolderRead =
  | { readonly ok: true; readonly content: FolderContent }
  | { readonly ok: false; readonly fault: FileFault };

const FILE_NAME = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.json$/;

/** What systems put into folders by themselves. */
const SYSTEM_FILES: readonly string[] = ['thumbs.db', 'desktop.ini'];

/** Others on the machine may read it, as far as the user's umask goes: there is nothing secret in it. */
const MODE = 0o666;

/** Reads every profile of a folder. Secrets in a file that somebody put there by hand are moved to the vault. */
export async function readProfileFolder(folder: string, vault: SecretVault): Promise<FolderRead> {
  let names: readonly string[];
  try {
    names = await readdir(folder);
  } catch (thrown) {
    if (errorCode(thrown) !== 'ENOENT') return { ok: false, fault: fileFault(thrown) };
    names = [];
  }
  const profiles: StoredProfile[] = [];
  const damaged: DamagedFile[] = [];
  for (const name of names.filter((each) => isMeantForUs(each))) {
    const file = await readProfileFile(folder, name, vault);
    if ('id' in file) profiles.push(file);
    else damaged.push(file);
  }
  return { ok: true, content: { profiles, damaged } };
}

/** Writes a profile without its secrets. */
export function writeProfileFile(folder: string, id: string, profile: Profile): Promise<FileResult> {
  return writeTextFile(profilePath(folder, id), profileText(withoutSecrets(profile).profile), MODE);
}

/** Where the profile of an id is kept. The id must be one that this program gave. */
export function profilePath(folder: string, id: string): string {
  return join(folder, `${id}.json`);
}

/** The text of a profile file, for reading by people, too. */
export function profileText(profile: Profile): string {
  return `${JSON.stringify(profile, null, 2)}\n`;
}

/** Which secrets are set, the ones that cannot be read among them. */
export function secretsSetIn(read: SecretsRead): SecretsSet {
  if (!read.ok) return secretsSet({});
  const unreadable = SECRET_FIELDS.filter((field) => read.unreadable.includes(field));
  return { ...secretsSet(read.secrets), ...Object.fromEntries(unreadable.map((field) => [field, true])) };
}

function isMeantForUs(name: string): boolean {
  const isHidden = name.startsWith('.') || SYSTEM_FILES.includes(name.toLowerCase());
  return !isHidden && !name.endsWith(UNFINISHED);
}

async function readProfileFile(
  folder: string,
  fileName: string,
  vault: SecretVault,
): Promise<StoredProfile | DamagedFile> {
  const id = FILE_NAME.exec(fileName)?.[1];
  if (id === undefined) return { fileName, kind: 'foreign_name' };
  const read = await readTextFile(join(folder, fileName));
  if (!read.ok) return { fileName, kind: 'not_readable', fault: read.fault };
  const reading = readProfileText(read.text);
  if (!reading.ok) return { fileName, kind: 'not_a_profile', faults: reading.faults };
  const { profile, secrets } = withoutSecrets(reading.profile);
  if (Object.keys(secrets).length > 0) {
    const kept = await vault.write(id, secrets);
    const moved = kept.ok ? await writeProfileFile(folder, id, profile) : kept;
    if (!moved.ok) return { fileName, kind: 'secrets_not_moved', fault: moved.fault };
  }
  return { id, profile, secrets: secretsSetIn(await vault.read(id)) };
}
