import { z } from 'zod';
import { LIST_TEXT_LENGTH } from './console/command-list.ts';
import { withoutListSecrets } from './console/list-secrets.ts';
import { profileSchema, type Profile } from './profile.ts';

/** What a window knows of its station besides the runs: profiles, settings, what stands on which port. */

/** The fields of a profile that are secrets. They are kept apart from it and never leave the service. */
export const SECRET_FIELDS = ['sim.pin', 'apn.password', 'mqtt.password'] as const;
export type SecretField = (typeof SECRET_FIELDS)[number];

/** Which secrets of a profile are set. */
export type SecretsSet = Readonly<Record<SecretField, boolean>>;

/** New values of secrets: a text replaces, null removes, an absent field stays as it is. */
export type SecretChanges = Readonly<Partial<Record<SecretField, string | null>>>;

/** A profile as it is stored and shown: its secrets are empty, `secrets` tells which ones are set. */
export interface StoredProfile {
  /** Stable, also when the profile is renamed. */
  readonly id: string;
  readonly profile: Profile;
  readonly secrets: SecretsSet;
}

export const secretsSetSchema = z.object({
  'sim.pin': z.boolean(),
  'apn.password': z.boolean(),
  'mqtt.password': z.boolean(),
}) satisfies z.ZodType<SecretsSet>;

export const secretChangesSchema = z.object({
  'sim.pin': z.string().nullable().exactOptional(),
  'apn.password': z.string().nullable().exactOptional(),
  'mqtt.password': z.string().nullable().exactOptional(),
}) satisfies z.ZodType<SecretChanges>;

export const storedProfileSchema = z.object({
  id: z.string(),
  profile: profileSchema,
  secrets: secretsSetSchema,
}) satisfies z.ZodType<StoredProfile>;

/** A list of commands under a name. It is stored for everybody at the station, and so without secrets. */
export const commandListSchema = z.object({
  /** Stable, also when the list is renamed. */
  id: z.string().max(64),
  name: z.string().min(1).max(80),
  text: z.string().max(LIST_TEXT_LENGTH).transform(withoutListSecrets),
});
export type CommandList = z.output<typeof commandListSchema>;

const commandLists = z.array(commandListSchema).max(200).readonly();

/**
 * How long runs are kept: those whose last day lies more than `days` days back go, and the oldest ones beyond
 * `megabytes` (of 1,048,576 bytes). Null keeps all; nothing of the current day ever goes.
 */
export const retentionSchema = z.object({
  days: z.int().min(1).max(36_500).nullable(),
  megabytes: z.int().min(1).max(1_000_000_000).nullable(),
});
export type Retention = z.output<typeof retentionSchema>;

export const KEEP_EVERYTHING: Retention = { days: null, megabytes: null };

/** What the user chose, the same in every window; a field that cannot be read is its default. */
export const settingsSchema = z.object({
  language: z.enum(['system', 'en', 'zh-CN']).catch('system'),
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  /** Chosen last; where the next window begins. */
  port: z.string().nullable().catch(null),
  profileId: z.string().nullable().catch(null),
  operator: z.string().catch(''),
  commandLists: commandLists.catch([]),
  /** A text file of every run is written beside the record. */
  sessionLog: z.boolean().catch(true),
  retention: retentionSchema.catch(KEEP_EVERYTHING),
});

export type Settings = z.output<typeof settingsSchema>;

/** A change of some settings; what it does not name stays. */
export const settingsChangeSchema = z.object({
  language: z.enum(['system', 'en', 'zh-CN']).exactOptional(),
  theme: z.enum(['system', 'light', 'dark']).exactOptional(),
  port: z.string().nullable().exactOptional(),
  profileId: z.string().nullable().exactOptional(),
  operator: z.string().exactOptional(),
  /** All of them, in the order in which they are offered. */
  commandLists: commandLists.exactOptional(),
  sessionLog: z.boolean().exactOptional(),
  retention: retentionSchema.exactOptional(),
}) satisfies z.ZodType<Partial<Settings>>;

export const DEFAULT_SETTINGS: Settings = {
  language: 'system',
  theme: 'system',
  port: null,
  profileId: null,
  operator: '',
  commandLists: [],
  sessionLog: true,
  retention: KEEP_EVERYTHING,
};

/** The profile with its secrets taken out, and the secrets. Only what is set is in the second. */
export function withoutSecrets(profile: Profile): {
  readonly profile: Profile;
  readonly secrets: Readonly<Partial<Record<SecretField, string>>>;
} {
  const found = {
    'sim.pin': profile.sim.pin,
    'apn.password': profile.apn.password,
    'mqtt.password': profile.mqtt.password,
  };
  const set = Object.entries(found).filter(([, value]) => value !== '');
  return { profile: withSecrets(profile, {}), secrets: Object.fromEntries(set) };
}

/** The profile with these secrets in their places; every other secret field empty. */
export function withSecrets(
  profile: Profile,
  secrets: Readonly<Partial<Record<SecretField, string>>>,
): Profile {
  return {
    ...profile,
    sim: { ...profile.sim, pin: secrets['sim.pin'] ?? '' },
    apn: { ...profile.apn, password: secrets['apn.password'] ?? '' },
    mqtt: { ...profile.mqtt, password: secrets['mqtt.password'] ?? '' },
  };
}

/** Which of these secrets are set. */
export function secretsSet(secrets: Readonly<Partial<Record<SecretField, string>>>): SecretsSet {
  const set = (field: SecretField) => (secrets[field] ?? '') !== '';
  return {
    'sim.pin': set('sim.pin'),
    'apn.password': set('apn.password'),
    'mqtt.password': set('mqtt.password'),
  };
}
