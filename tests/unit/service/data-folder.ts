import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  openProfileStore,
  type ProfileStore,
  type SaveRequest,
  type SaveResult,
} from '../../../electron/service/stores/profile-store.ts';
import {
  type Cipher,
  createSecretVault,
  type SecretVault,
} from '../../../electron/service/stores/secret-vault.ts';
import type { StoredProfile } from '../../../shared/station.ts';

export const SMALLEST = { name: 'bench', broker: { host: 'broker.test' }, mqtt: { clientId: 'c' } };

/** Every secret set, each with a text that occurs nowhere else. */
export const WITH_SECRETS = {
  ...SMALLEST,
  sim: { pin: '90817263' },
  apn: { name: 'CMNET', username: 'u', password: 'apn-pass-4711' },
  mqtt: { clientId: 'c', username: 'u', password: 'mqtt-pass-0815' },
};

export const SECRET_TEXTS = ['90817263', 'apn-pass-4711', 'mqtt-pass-0815'];

/** A folder of its own that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wis800c-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A keychain with a key: what one sealed, another one cannot open. */
export function keychain(key: string): Cipher {
  const flipped = (text: string) => [...text].toReversed().join('');
  return {
    encrypt: (text) => Buffer.from(`${key}|${flipped(text)}`),
    decrypt: (bytes) => {
      const text = Buffer.from(bytes).toString('utf8');
      return text.startsWith(`${key}|`) ? flipped(text.slice(key.length + 1)) : null;
    },
  };
}

export function vaultIn(folder: string, cipher: Cipher | null = null): SecretVault {
  return createSecretVault({ folder, cipher });
}

export async function openedProfiles(folder: string, vault = vaultIn(folder)): Promise<ProfileStore> {
  const opened = await openProfileStore({ folder, vault });
  if (!opened.ok) throw new Error(`cannot open: ${JSON.stringify(opened.fault)}`);
  return opened.store;
}

/** A request to save a new profile. */
export function fresh(profile: unknown = SMALLEST): SaveRequest {
  return { id: null, profile, secrets: {} };
}

/** Where a profile's file is in the data folder. */
export function fileOf(folder: string, id: string): string {
  return join(folder, 'profiles', `${id}.json`);
}

export function namesOf(profiles: readonly StoredProfile[]): readonly string[] {
  return profiles.map(({ profile }) => profile.name);
}

/** The stored profile, where storing went well. */
export function storedOf(result: SaveResult | null): StoredProfile {
  if (!result?.ok) throw new Error(`not stored: ${JSON.stringify(result)}`);
  return result.stored;
}

/** Every file below a folder, by its path in it, with its text. */
export function textsIn(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return new Map(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** The permission bits of a file. */
export function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}
