import { chmod, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SECRET_FIELDS, type SecretChanges, type SecretField } from '../../../shared/station.ts';
import type { FileFault } from '../../files/fault.ts';
import { writeTextFile } from '../../files/whole-file.ts';
import { isJsonObject, keepAside, readJsonFile } from './data-file.ts';
import { Turns } from './turns.ts';

/** The operating system's keychain as the desktop shell makes it; its key never leaves the system. */
export interface Cipher {
  /** Null when the keychain refuses. */
  encrypt(text: string): Uint8Array | null;
  /** Null when this keychain did not make the bytes, or refuses. */
  decrypt(bytes: Uint8Array): string | null;
}

/** The secrets of one profile; only those that are set. */
export type Secrets = Readonly<Partial<Record<SecretField, string>>>;

/** Secrets that are set, but not to be had. */
export interface SecretsUnreadable {
  readonly kind: 'secrets_unreadable';
  /** None when the file itself cannot be read. */
  readonly fields: readonly SecretField[];
  /** The system's error code; `SEALED` by a keychain that is not this one; `MISSING` since it was set. */
  readonly code: string;
}

/** `io` with the code `KEYCHAIN`: the keychain refused to seal. */
export type VaultFault = FileFault | SecretsUnreadable;

export type SecretsRead =
  | {
      readonly ok: true;
      readonly secrets: Secrets;
      /** Set, but sealed by a keychain that is not this one. */
      readonly unreadable: readonly SecretField[];
    }
  | { readonly ok: false; readonly fault: SecretsUnreadable };

export type VaultResult = { readonly ok: true } | { readonly ok: false; readonly fault: VaultFault };

/** The secrets of every profile, by the profile's id. Calls are done one after the other, in their order. */
export interface SecretVault {
  readonly keptBy: 'keychain' | 'file';
  /** Damaged files that were found since this vault was made, under the names they were kept aside with. */
  readonly keptAside: readonly string[];
  read(profileId: string): Promise<SecretsRead>;
  /** A text replaces, null or an empty text removes, and what is not named stays, also where it is unreadable. */
  write(profileId: string, changes: SecretChanges): Promise<VaultResult>;
  /** Copies what one profile has to another one, as it is: a sealed secret need not be opened for that. */
  copy(fromId: string, toId: string): Promise<VaultResult>;
  remove(profileId: string): Promise<VaultResult>;
}

export interface SecretVaultOptions {
  /** Must exist. */
  readonly folder: string;
  /** Null where there is no keychain: the file then holds the secrets as they are. */
  readonly cipher: Cipher | null;
}

/**
 * Keeps secrets in `secrets.json`, which only its owner can read. Every call reads the file anew, so several
 * processes may share it; two that write in the same moment may lose one of the two changes.
 */
export function createSecretVault(options: SecretVaultOptions): SecretVault {
  return new FileVault(options);
}

/** A profile's secrets as they stand in the file. What this release does not understand is kept as it is. */
type Entries = ReadonlyMap<string, unknown>;
type Book = ReadonlyMap<string, Entries>;

type Load =
  | { readonly ok: true; readonly book: Book }
  | { readonly ok: false; readonly fault: SecretsUnreadable };

const OWNER_ONLY = 0o600;
const GROUP_AND_OTHERS = 0o077;

class FileVault implements SecretVault {
  readonly #path: string;
  readonly #cipher: Cipher | null;
  readonly #turns = new Turns();
  readonly #keptAside: string[] = [];

  constructor({ folder, cipher }: SecretVaultOptions) {
    this.#path = join(folder, 'secrets.json');
    this.#cipher = cipher;
  }

  get keptBy(): 'keychain' | 'file' {
    return this.#cipher === null ? 'file' : 'keychain';
  }

  get keptAside(): readonly string[] {
    return [...this.#keptAside];
  }

  read(profileId: string): Promise<SecretsRead> {
    return this.#turns.run(async () => {
      const load = await this.#load();
      return load.ok ? this.#open(load.book.get(profileId) ?? new Map()) : load;
    });
  }

  write(profileId: string, changes: SecretChanges): Promise<VaultResult> {
    return this.#change((book) => {
      const entries = this.#changed(book.get(profileId) ?? new Map(), changes);
      return entries && withEntries(book, profileId, entries);
    });
  }

  copy(fromId: string, toId: string): Promise<VaultResult> {
    return this.#change((book) => withEntries(book, toId, book.get(fromId) ?? new Map()));
  }

  remove(profileId: string): Promise<VaultResult> {
    return this.#change((book) => withEntries(book, profileId, new Map()));
  }

  /** `change` gives null when the keychain refuses. */
  #change(change: (book: Book) => Book | null): Promise<VaultResult> {
    return this.#turns.run(async () => {
      const load = await this.#load();
      if (!load.ok) return load;
      const book = change(load.book);
      if (book === null) return { ok: false, fault: { kind: 'io', code: 'KEYCHAIN' } };
      const text = textOf(book);
      if (text === textOf(load.book)) return { ok: true };
      return writeTextFile(this.#path, text, OWNER_ONLY);
    });
  }

  async #load(): Promise<Load> {
    await closeToOthers(this.#path);
    const read = await readJsonFile(this.#path);
    if (!read.ok && read.fault.kind === 'absent') return { ok: true, book: new Map() };
    if (!read.ok && read.fault.kind === 'not_readable') return closed(read.fault.code);
    const book = read.ok ? bookOf(read.json) : null;
    return book === null ? this.#startAnew() : { ok: true, book };
  }

  async #startAnew(): Promise<Load> {
    const kept = await keepAside(this.#path);
    if (!kept.ok) return closed(kept.fault.code);
    if (kept.fileName !== null) this.#keptAside.push(kept.fileName);
    return { ok: true, book: new Map() };
  }

  #open(entries: Entries): SecretsRead {
    const secrets: Partial<Record<SecretField, string>> = {};
    const unreadable: SecretField[] = [];
    for (const field of SECRET_FIELDS) {
      if (!entries.has(field)) continue;
      const text = this.#unsealed(entries.get(field));
      if (text === null) unreadable.push(field);
      else secrets[field] = text;
    }
    return { ok: true, secrets, unreadable };
  }

  /** Null when the keychain refuses. What stood there unsealed is sealed on the way, where there is a keychain. */
  #changed(entries: Entries, changes: SecretChanges): Entries | null {
    const changed = new Map(entries);
    for (const field of SECRET_FIELDS) {
      const change = changes[field];
      const text = change === undefined ? plainText(entries.get(field)) : (change ?? '');
      if (text === '') changed.delete(field);
      if (text === null || text === '') continue;
      const sealed = this.#sealed(text);
      if (sealed === null) return null;
      changed.set(field, sealed);
    }
    return changed;
  }

  #sealed(text: string): Readonly<Record<string, string>> | null {
    if (this.#cipher === null) return { plain: text };
    const bytes = this.#cipher.encrypt(text);
    return bytes && { sealed: Buffer.from(bytes).toString('base64') };
  }

  #unsealed(entry: unknown): string | null {
    if (this.#cipher === null || !isJsonObject(entry) || typeof entry['sealed'] !== 'string')
      return plainText(entry);
    return this.#cipher.decrypt(Buffer.from(entry['sealed'], 'base64'));
  }
}

function closed(code: string): Load {
  return { ok: false, fault: { kind: 'secrets_unreadable', fields: [], code } };
}

function plainText(entry: unknown): string | null {
  return isJsonObject(entry) && typeof entry['plain'] === 'string' ? entry['plain'] : null;
}

/** The book with these entries for a profile, or without the profile when there are none. */
function withEntries(book: Book, profileId: string, entries: Entries): Book {
  const changed = new Map(book);
  if (entries.size === 0) changed.delete(profileId);
  else changed.set(profileId, entries);
  return changed;
}

/** Null when the file holds something else. */
function bookOf(json: unknown): Book | null {
  if (!isJsonObject(json)) return null;
  const book = new Map<string, Entries>();
  for (const [profileId, entries] of Object.entries(json)) {
    if (!isJsonObject(entries)) return null;
    book.set(profileId, new Map(Object.entries(entries)));
  }
  return book;
}

function textOf(book: Book): string {
  const profiles = [...book].map(([profileId, entries]) => [profileId, Object.fromEntries(entries)]);
  return `${JSON.stringify(Object.fromEntries(profiles), null, 2)}\n`;
}

/** Somebody may have copied the file, or changed its mode. Where that cannot be mended it is read all the same. */
async function closeToOthers(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const found = await stat(path).catch(() => null);
  if (found?.isFile() && (found.mode & GROUP_AND_OTHERS) !== 0) await chmod(path, OWNER_ONLY).catch(() => {});
}
