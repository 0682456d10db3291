import { SECRET_FIELDS, type SecretChanges, type SecretField } from '../../../shared/station.ts';
import { isJsonObject } from './data-file.ts';
import type { Secrets, SecretsRead } from './secret-vault.ts';

/** Where a secret stands in the JSON of a profile. */
const PLACES: Readonly<Record<SecretField, readonly [section: string, key: string]>> = {
  'sim.pin': ['sim', 'pin'],
  'apn.password': ['apn', 'password'],
  'mqtt.password': ['mqtt', 'password'],
};

type Kept = Extract<SecretsRead, { readonly ok: true }>;

/** What is kept for a profile that is new. */
export const NOTHING_KEPT: Kept = { ok: true, secrets: {}, unreadable: [] };

/**
 * The JSON of a profile with the secrets it will have, for judging both together: what changes, else what stands in the
 * JSON itself, else what is kept. JSON of another shape stays as it is, for the reader to say so.
 */
export function judgedWith(json: unknown, kept: Secrets, changes: SecretChanges): unknown {
  if (!isJsonObject(json)) return json;
  const whole: Record<string, unknown> = { ...json };
  for (const field of SECRET_FIELDS) {
    const [section, key] = PLACES[field];
    const part = whole[section] === undefined ? {} : whole[section];
    if (!isJsonObject(part)) continue;
    const own = part[key] === '' ? undefined : part[key];
    const change = changes[field] === null ? '' : changes[field];
    const value = change ?? own ?? kept[field];
    if (value !== undefined) whole[section] = { ...part, [key]: value };
  }
  return whole;
}

/** What the vault must change so that it has exactly `wanted`; a secret that cannot be read stays unless it changes. */
export function secretsToWrite(kept: Kept, wanted: Secrets, changes: SecretChanges): SecretChanges {
  const writes: Partial<Record<SecretField, string | null>> = {};
  for (const field of SECRET_FIELDS) {
    const isKept = kept.secrets[field] !== undefined;
    const isDropped = kept.unreadable.includes(field) && changes[field] !== undefined;
    if (wanted[field] === undefined && (isKept || isDropped)) writes[field] = null;
    else if (wanted[field] !== undefined && wanted[field] !== kept.secrets[field])
      writes[field] = wanted[field];
  }
  return writes;
}
