import { mkdir, rmdir, unlink } from 'node:fs/promises';
import type { Profile } from '../../../shared/profile.ts';
import type { StoredProfile } from '../../../shared/station.ts';
import { errorCode } from '../../port/errno.ts';
import { type FileFault, fileFault, type FileResult } from '../../files/fault.ts';
import { untilReleased } from '../../files/held-file.ts';
import { Followers } from '../followers.ts';
import {
  type DamagedFile,
  type FolderContent,
  profilePath,
  secretsSetIn,
  writeProfileFile,
} from './profile-folder.ts';
import type { SecretVault, VaultFault, VaultResult } from './secret-vault.ts';

type Refused = { readonly ok: false; readonly fault: VaultFault };

/** Independent of the machine's language: the list has one order everywhere. */
const NAMES = new Intl.Collator('en', { numeric: true });

/**
 * Profiles as they are on the disk, and the same in memory. A profile and its secrets change together: what fails
 * leaves both as they were. Calls must not overlap.
 */
export class ProfileShelf {
  readonly #folder: string;
  readonly #vault: SecretVault;
  readonly #followers = new Followers<readonly StoredProfile[]>();
  readonly #profiles: Map<string, StoredProfile>;
  readonly #damaged: readonly DamagedFile[];
  #list: readonly StoredProfile[] = [];

  constructor(folder: string, vault: SecretVault, content: FolderContent) {
    this.#folder = folder;
    this.#vault = vault;
    this.#profiles = new Map(content.profiles.map((each) => [each.id, each]));
    this.#damaged = content.damaged;
    this.#sort();
  }

  get damaged(): readonly DamagedFile[] {
    const secrets = this.#vault.keptAside.map((fileName) => ({ fileName, kind: 'secrets_damaged' }) as const);
    return [...this.#damaged, ...secrets];
  }

  /** By name, then by id. */
  get list(): readonly StoredProfile[] {
    return this.#list;
  }

  find(id: string): StoredProfile | null {
    return this.#profiles.get(id) ?? null;
  }

  follow(listener: (profiles: readonly StoredProfile[]) => void): () => void {
    return this.#followers.add(listener);
  }

  /** Makes the folder of the profiles where it is missing. */
  async makeFolder(): Promise<{ readonly ok: true; readonly isNew: boolean } | Refused> {
    try {
      await mkdir(this.#folder);
      return { ok: true, isNew: true };
    } catch (thrown) {
      // A file of that name is noticed by whoever writes into it.
      return errorCode(thrown) === 'EEXIST' ? { ok: true, isNew: false } : refused(fileFault(thrown));
    }
  }

  /** Removes the folder if nothing is in it. */
  async dropFolder(): Promise<void> {
    await rmdir(this.#folder).catch(() => {});
  }

  /** Stores a profile; `keepSecrets` brings the vault to what belongs to it. */
  async put(
    id: string,
    profile: Profile,
    keepSecrets: () => Promise<VaultResult>,
  ): Promise<{ readonly ok: true; readonly stored: StoredProfile } | Refused> {
    const made = await this.makeFolder();
    if (!made.ok) return made;
    const written = await writeProfileFile(this.#folder, id, profile);
    if (!written.ok) return written;
    const kept = await keepSecrets();
    if (!kept.ok) {
      await this.#restore(id);
      return kept;
    }
    const stored = { id, profile, secrets: secretsSetIn(await this.#vault.read(id)) };
    this.#profiles.set(id, stored);
    this.#changed();
    return { ok: true, stored };
  }

  /** Removes a profile and its secrets. */
  async remove(id: string): Promise<VaultResult> {
    const removed = await this.#removeFile(id);
    if (!removed.ok) return removed;
    const forgotten = await this.#vault.remove(id);
    if (!forgotten.ok) {
      await this.#restore(id);
      return forgotten;
    }
    this.#profiles.delete(id);
    this.#changed();
    return { ok: true };
  }

  /** The file as memory has it. That it fails as well is seen at the next opening. */
  async #restore(id: string): Promise<void> {
    const before = this.#profiles.get(id);
    if (before === undefined) await this.#removeFile(id);
    else await writeProfileFile(this.#folder, id, before.profile);
  }

  async #removeFile(id: string): Promise<FileResult> {
    try {
      await untilReleased(() => unlink(profilePath(this.#folder, id)));
      return { ok: true };
    } catch (thrown) {
      // Somebody else removed it.
      return errorCode(thrown) === 'ENOENT' ? { ok: true } : refused(fileFault(thrown));
    }
  }

  #changed(): void {
    this.#sort();
    this.#followers.tell(this.#list);
  }

  #sort(): void {
    this.#list = [...this.#profiles.values()].sort(
      (a, b) => NAMES.compare(a.profile.name, b.profile.name) || (a.id < b.id ? -1 : 1),
    );
  }
}

function refused(fault: FileFault): { readonly ok: false; readonly fault: FileFault } {
  return { ok: false, fault };
}
