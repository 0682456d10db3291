import { z } from 'zod';
import type { Profile } from './profile.ts';

/** A run that differs from its stored profile in single fields, tried before one decides to keep them. */

/** Fields that can be tried with another value. Secrets are none: they go another way and stand in no fact. */
const TRIABLE = {
  baudRate: (profile, value) => ({ ...profile, baudRate: value }),
  'apn.name': (profile, value) => ({ ...profile, apn: { ...profile.apn, name: value } }),
  'broker.host': (profile, value) => ({ ...profile, broker: { ...profile.broker, host: value } }),
  'broker.port': (profile, value) => ({ ...profile, broker: { ...profile.broker, port: value } }),
  'broker.tls': (profile, value) => ({ ...profile, broker: { ...profile.broker, tls: value } }),
  'broker.sslPrefix': (profile, value) => ({ ...profile, broker: { ...profile.broker, sslPrefix: value } }),
  'mqtt.clientId': (profile, value) => ({ ...profile, mqtt: { ...profile.mqtt, clientId: value } }),
  'messages.delivery': (profile, value) => ({
    ...profile,
    messages: { ...profile.messages, delivery: value },
  }),
  'messages.encoding': (profile, value) => ({
    ...profile,
    messages: { ...profile.messages, encoding: value },
  }),
  'optionalSteps.echoOff': (profile, value) => ({
    ...profile,
    optionalSteps: { ...profile.optionalSteps, echoOff: value },
  }),
  'optionalSteps.fixBaud': (profile, value) => ({
    ...profile,
    optionalSteps: { ...profile.optionalSteps, fixBaud: value },
  }),
} as const satisfies Record<string, (profile: Profile, value: FieldValue) => unknown>;

export type FieldValue = string | number | boolean;
export type TriableField = keyof typeof TRIABLE;

export interface FieldChange {
  readonly field: TriableField;
  readonly value: FieldValue;
}

export function isTriableField(name: string): name is TriableField {
  return Object.hasOwn(TRIABLE, name);
}

export const fieldChangeSchema = z.object({
  field: z.custom<TriableField>((value) => typeof value === 'string' && isTriableField(value)),
  value: z.union([z.string(), z.number(), z.boolean()]),
}) satisfies z.ZodType<FieldChange>;

/** Fields whose values are no text. */
const VALUES: Readonly<Partial<Record<TriableField, (typed: string) => FieldValue>>> = {
  baudRate: numberOf,
  'broker.port': numberOf,
  'broker.tls': switchOf,
  'broker.sslPrefix': switchOf,
  'optionalSteps.echoOff': switchOf,
  'optionalSteps.fixBaud': switchOf,
};

function numberOf(typed: string): FieldValue {
  return /^\d{1,9}$/.test(typed) ? Number(typed) : typed;
}

function switchOf(typed: string): FieldValue {
  return typed === 'true' ? true : typed === 'false' ? false : typed;
}

/** Every field that can be tried with another value. */
export const TRIABLE_FIELDS: readonly TriableField[] = Object.keys(TRIABLE).filter(isTriableField);

/**
 * A change written as `field=value`; null where that names no field. What is no value of the field stays text, for the
 * reader to refuse.
 */
export function typedChange(typed: string): FieldChange | null {
  const end = typed.indexOf('=');
  const field = typed.slice(0, Math.max(0, end));
  if (!isTriableField(field)) return null;
  const value = typed.slice(end + 1);
  return { field, value: VALUES[field]?.(value) ?? value };
}

/** The profile with these fields changed; not yet checked, as values may come from anywhere. */
export function changedProfile(profile: Profile, changes: readonly FieldChange[]): unknown {
  let changed: unknown = profile;
  for (const { field, value } of changes) {
    // Each change leaves every other field as it is.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked by the reader as a whole
    changed = TRIABLE[field](changed as Profile, value);
  }
  return changed;
}

/** What stands in a field of a profile, as it was recorded or as it is stored; null where nothing that fits does. */
export function fieldValue(profile: unknown, field: TriableField): FieldValue | null {
  let value: unknown = profile;
  for (const key of field.split('.')) {
    if (typeof value !== 'object' || value === null) return null;
    value = Object.entries(value).find(([name]) => name === key)?.[1];
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
