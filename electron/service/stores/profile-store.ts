import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type ProfileChange, readProfile, readProfileText } from '../../../shared/profile-file.ts';
import type { ProfileFault } from '../../../shared/profile-rules.ts';
import type { Profile, ProfileInput } from '../../../shared/profile.ts';
import {
  SECRET_FIELDS,
  type SecretChanges,
  type SecretField,
  type StoredProfile,
  withoutSecrets,
  withSecrets,
} from '../../../shared/station.ts';
import type { FileFault } from '../../files/fault.ts';
import { type DamagedFile, profileText, readProfileFolder } from './profile-folder.ts';
import { freeName, profileFileName } from './profile-names.ts';
import { judgedWith, NOTHING_KEPT, secretsToWrite } from './profile-secrets.ts';
import { ProfileShelf } from './profile-shelf.ts';
import type { SecretsUnreadable, SecretVault, VaultFault } from './secret-vault.ts';
import { Turns } from './turns.ts';

/** Why something could not be done with a stored profile. */
export type StoreFault =
  | VaultFault
  /** No profile of that id; another window may have removed it. */
  | { readonly kind: 'not_found' };

/** Why a run cannot be started with a stored profile. */
export type ResolveFault =
  | StoreFault
  /** With its secrets it breaks a rule. */
  | { readonly kind: 'profile_invalid'; readonly faults: ProfileFault[] };

interface Refused<Fault> {
  readonly ok: false;
  readonly fault: Fault;
}

export type SaveResult =
  | { readonly ok: true; readonly stored: StoredProfile; readonly changes: ProfileChange[] }
  | { readonly ok: false; readonly faults: ProfileFault[] }
  | Refused<StoreFault>;

export type RemoveResult = { readonly ok: true } | Refused<StoreFault>;

export type ResolveResult = { readonly ok: true; readonly profile: Profile } | Refused<ResolveFault>;

export type ExportResult =
  | { readonly ok: true; readonly text: string; readonly fileName: string }
  | Refused<StoreFault>;

type CompleteResult = { readonly ok: true; readonly profile: Profile } | Refused<SecretsUnreadable>;

export interface SaveRequest {
  /** Null makes a new profile. */
  readonly id: string | null;
  /** As in a profile file. A secret in it counts like one in `secrets`, which goes before. */
  readonly profile: unknown;
  readonly secrets: SecretChanges;
}

/** The profiles of a station. Changes are done one after the other, in their order. */
export interface ProfileStore {
  /** Files that are no profile of the list, and are left as they are. */
  readonly damaged: readonly DamagedFile[];
  /** By name, then by id. */
  list(): readonly StoredProfile[];
  /** Calls `listener` with the list after every change from now on. Returns the way to stop. */
  follow(listener: (profiles: readonly StoredProfile[]) => void): () => void;
  /** Judges a profile together with the secrets kept for it, and stores both. Names need not be unique. */
  save(request: SaveRequest): Promise<SaveResult>;
  /** Removes a profile and its secrets. */
  remove(id: string): Promise<RemoveResult>;
  /** Stores a copy with its secrets; a name that is taken gets a number. */
  duplicate(id: string, name: string): Promise<SaveResult>;
  /** Stores the profile in the text of a profile file; a name that is taken gets a number. */
  importText(text: string): Promise<SaveResult>;
  /** The text of a profile file, without secrets unless they are asked for, and a name for it. */
  exportText(id: string, includeSecrets: boolean): Promise<ExportResult>;
  /** The profile with its secrets, ready for a run. */
  resolve(id: string): Promise<ResolveResult>;
  /** Stores a first profile if the folder of profiles was not there yet; else does nothing and gives null. */
  seed(profile: ProfileInput): Promise<SaveResult | null>;
  /** Resolves when every change so far is done, or has failed. */
  settled(): Promise<void>;
}

export interface ProfileStoreOptions {
  /** Must exist; `profiles` in it is made when it is needed. */
  readonly folder: string;
  readonly vault: SecretVault;
}

export type OpenProfilesResult =
  | { readonly ok: true; readonly store: ProfileStore }
  | { readonly ok: false; readonly fault: FileFault };

/**
 * Opens the profiles in `profiles/<id>.json`. The list is kept in memory: files that others change meanwhile are read
 * at the next opening.
 */
export async function openProfileStore({ folder, vault }: ProfileStoreOptions): Promise<OpenProfilesResult> {
  const place = join(folder, 'profiles');
  const read = await readProfileFolder(place, vault);
  if (!read.ok) return read;
  return { ok: true, store: new FolderStore(new ProfileShelf(place, vault, read.content), vault) };
}

const NOT_FOUND: Refused<StoreFault> = { ok: false, fault: { kind: 'not_found' } };

class FolderStore implements ProfileStore {
  readonly #shelf: ProfileShelf;
  readonly #vault: SecretVault;
  readonly #turns = new Turns();

  constructor(shelf: ProfileShelf, vault: SecretVault) {
    this.#shelf = shelf;
    this.#vault = vault;
  }

  get damaged(): readonly DamagedFile[] {
    return this.#shelf.damaged;
  }

  list(): readonly StoredProfile[] {
    return this.#shelf.list;
  }

  follow(listener: (profiles: readonly StoredProfile[]) => void): () => void {
    return this.#shelf.follow(listener);
  }

  save(request: SaveRequest): Promise<SaveResult> {
    return this.#turns.run(() => this.#save(request));
  }

  remove(id: string): Promise<RemoveResult> {
    return this.#turns.run(async () => (this.#shelf.find(id) === null ? NOT_FOUND : this.#shelf.remove(id)));
  }

  duplicate(id: string, name: string): Promise<SaveResult> {
    return this.#turns.run(async () => {
      const original = this.#shelf.find(id);
      if (original === null) return NOT_FOUND;
      const reading = readProfile({ ...original.profile, name: this.#freeName(name) });
      if (!reading.ok) return invalid(reading.faults);
      const copyId = randomUUID();
      const put = await this.#shelf.put(copyId, reading.profile, () => this.#vault.copy(id, copyId));
      return put.ok ? { ...put, changes: [...reading.changes] } : put;
    });
  }

  importText(text: string): Promise<SaveResult> {
    return this.#turns.run(async () => {
      const reading = readProfileText(text);
      if (!reading.ok) return invalid(reading.faults);
      const profile = { ...reading.profile, name: this.#freeName(reading.profile.name) };
      const saved = await this.#save({ id: null, profile, secrets: {} });
      return saved.ok ? { ...saved, changes: [...reading.changes] } : saved;
    });
  }

  exportText(id: string, includeSecrets: boolean): Promise<ExportResult> {
    return this.#turns.run(async () => {
      const stored = this.#shelf.find(id);
      if (stored === null) return NOT_FOUND;
      const whole = includeSecrets
        ? await this.#complete(stored)
        : { ok: true as const, profile: stored.profile };
      if (!whole.ok) return whole;
      return { ok: true, text: profileText(whole.profile), fileName: profileFileName(stored.profile.name) };
    });
  }

  resolve(id: string): Promise<ResolveResult> {
    return this.#turns.run(async () => {
      const stored = this.#shelf.find(id);
      if (stored === null) return NOT_FOUND;
      const whole = await this.#complete(stored);
      if (!whole.ok) return whole;
      const reading = readProfile(whole.profile);
      if (reading.ok) return { ok: true, profile: reading.profile };
      return { ok: false, fault: { kind: 'profile_invalid', faults: [...reading.faults] } };
    });
  }

  seed(profile: ProfileInput): Promise<SaveResult | null> {
    return this.#turns.run(async () => {
      const made = await this.#shelf.makeFolder();
      if (!made.ok) return made;
      if (!made.isNew) return null;
      const saved = await this.#save({ id: null, profile, secrets: {} });
      // Without the empty folder the next start tries again.
      if (!saved.ok) await this.#shelf.dropFolder();
      return saved;
    });
  }

  settled(): Promise<void> {
    return this.#turns.settled();
  }

  async #save({ id, profile: json, secrets: changes }: SaveRequest): Promise<SaveResult> {
    if (id !== null && this.#shelf.find(id) === null) return NOT_FOUND;
    const kept = id === null ? NOTHING_KEPT : await this.#vault.read(id);
    if (!kept.ok) return kept;
    const reading = readProfile(judgedWith(json, kept.secrets, changes));
    if (!reading.ok) return invalid(reading.faults);
    const { profile, secrets } = withoutSecrets(reading.profile);
    const writes = secretsToWrite(kept, secrets, changes);
    const isAboutSecrets = id !== null || Object.keys(writes).length > 0;
    const keptId = id ?? randomUUID();
    const put = await this.#shelf.put(keptId, profile, async () =>
      isAboutSecrets ? this.#vault.write(keptId, writes) : { ok: true },
    );
    return put.ok ? { ...put, changes: [...reading.changes] } : put;
  }

  /** The profile with its secrets; refused when one that was set cannot be had. */
  async #complete({ id, profile, secrets }: StoredProfile): Promise<CompleteResult> {
    const kept = await this.#vault.read(id);
    if (!kept.ok) return kept;
    const isSealed = (field: SecretField) => kept.unreadable.includes(field);
    const fields = SECRET_FIELDS.filter(
      (field) => kept.secrets[field] === undefined && (secrets[field] || isSealed(field)),
    );
    const code = fields.every(isSealed) ? 'SEALED' : 'MISSING';
    if (fields.length > 0) return { ok: false, fault: { kind: 'secrets_unreadable', fields, code } };
    return { ok: true, profile: withSecrets(profile, kept.secrets) };
  }

  #freeName(name: string): string {
    return freeName(name, new Set(this.#shelf.list.map(({ profile }) => profile.name)));
  }
}

function invalid(faults: readonly ProfileFault[]): SaveResult {
  return { ok: false, faults: [...faults] };
}
