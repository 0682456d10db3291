import { type ProfileChange, readProfile } from '../../../shared/profile-file.ts';
import type { ProfileFault } from '../../../shared/profile-rules.ts';
import { type Profile, profileSchema } from '../../../shared/profile.ts';
import { type SecretField, type SecretsSet, withSecrets } from '../../../shared/station.ts';
import { formOf, isTextField, jsonOf, partsOf, type ProfileForm } from './form.ts';
import { judgedSecrets, type SecretDrafts } from './secret-drafts.ts';

/** What is to be said of a form as it stands. */
export interface Judgement {
  /** Everything that keeps it from being saved. */
  readonly faults: readonly ProfileFault[];
  /** What will be mended when it is saved. */
  readonly changes: readonly ProfileChange[];
  /** The profile as it would be sent; a value that is refused stands in it as it was typed. */
  readonly shown: Profile;
  /** What was typed where a number belongs and none can be read, by field. */
  readonly typed: Readonly<Record<string, string>>;
}

interface Json {
  readonly [key: string]: unknown;
}

/** Types first, then rules, then the length of lines: more rounds are not needed. */
const ROUNDS = 6;

/**
 * Judges a form by the reader of profile files. That reader stops at the first kind of fault, so what is at fault is
 * replaced by something harmless and the rest is read again: every field gets its sentence at once.
 */
export function judge(form: ProfileForm, drafts: SecretDrafts, stored: SecretsSet): Judgement {
  const secrets = judgedSecrets(drafts, stored);
  const faults: ProfileFault[] = [];
  const isFaulty = (path: string) => faults.some((fault) => fault.path === path);
  let json = jsonWith(jsonOf(form), secrets);
  let reading = readProfile(json);
  for (let round = 1; !reading.ok && round < ROUNDS; round += 1) {
    faults.push(...reading.faults.filter(({ path }) => !isFaulty(path)));
    json = reading.faults.reduce(harmless, json);
    reading = readProfile(json);
  }
  const read = reading.ok ? reading.profile : DEFAULTS;
  const changes = reading.ok ? reading.changes.filter(({ path }) => !isFaulty(path)) : [];
  const mended = { ...form, ...mendedTexts(changes, read) };
  return {
    faults,
    changes,
    shown: withSecrets(
      { ...partsOf(mended, read.broker.port, read.mqtt.keepAliveSeconds), timeouts: read.timeouts },
      secrets,
    ),
    typed: Object.fromEntries(
      NUMBER_FIELDS.filter(isFaulty).map((field): [string, string] => [field, form[field]]),
    ),
  };
}

const NUMBER_FIELDS = ['broker.port', 'mqtt.keepAliveSeconds'] as const;
const DEFAULTS = profileSchema.parse({ name: 'n', broker: { host: 'h' }, mqtt: { clientId: 'c' } });

function jsonWith(json: ReturnType<typeof jsonOf>, secrets: Readonly<Record<SecretField, string>>): Json {
  return {
    ...json,
    sim: { pin: secrets['sim.pin'] },
    apn: { ...json.apn, password: secrets['apn.password'] },
    mqtt: { ...json.mqtt, password: secrets['mqtt.password'] },
  };
}

/** What each part of a profile must have. */
const DUTIES: Json = { broker: { host: 'h' }, mqtt: { clientId: 'c' } };

/** The JSON without this fault. Of a line that is too long, one field is blamed for all that make it. */
function harmless(json: Json, { path, rule }: ProfileFault): Json {
  const [first = '', ...rest] = path.split('.');
  return rule === 'line_too_long' ? { ...json, [first]: DUTIES[first] } : replaced(json, first, rest);
}

const TEXTS = new Set(['name', 'username', 'password', 'host', 'clientId', 'topic', 'payload']);

/** A text becomes another one, for it may have to be there; anything else goes back to its default. */
function replaced(json: Json, key: string, rest: readonly string[]): Json {
  const value = json[key];
  const [next, ...others] = rest;
  if (next !== undefined && isJson(value)) return { ...json, [key]: replaced(value, next, others) };
  if (TEXTS.has(key)) return { ...json, [key]: 'x' };
  return Object.fromEntries(Object.entries(json).filter(([each]) => each !== key));
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The texts that were mended, as they will be stored. */
function mendedTexts(changes: readonly ProfileChange[], read: Profile): Partial<ProfileForm> {
  const form = formOf(read);
  const fields = changes.map(({ path }) => path).filter(isTextField);
  return Object.fromEntries(fields.map((field) => [field, form[field]]));
}
