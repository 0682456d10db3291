import type { Profile } from './profile.ts';

/** What the unit tells of itself, as far as it is known. */
export interface UnitIdentity {
  readonly imei: string | null;
  readonly iccid: string | null;
  /** The unit's own serial number, typed or scanned. */
  readonly serial: string | null;
}

export const PLACEHOLDERS = ['imei', 'iccid', 'serial'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

const PATTERN = /\{(imei|iccid|serial)\}/g;

/** Every placeholder a text uses, each once. */
export function placeholdersIn(value: string): readonly Placeholder[] {
  return PLACEHOLDERS.filter((name) => value.includes(`{${name}}`));
}

/** The first placeholder the profile uses that `identity` cannot fill, or null. */
export function missingPlaceholder(profile: Profile, identity: UnitIdentity): Placeholder | null {
  return profilePlaceholders(profile).find((name) => identity[name] === null) ?? null;
}

/** Every placeholder the profile uses anywhere. */
export function profilePlaceholders(profile: Profile): readonly Placeholder[] {
  return placeholdersIn(JSON.stringify([profile.mqtt, profile.subscribe, profile.publish]));
}

/** A text with the unit's identity filled in; a placeholder that is not known stays as it is. */
export function fillPlaceholders(value: string, identity: UnitIdentity): string {
  return value.replace(PATTERN, (whole, name: Placeholder) => identity[name] ?? whole);
}

/** The profile with the unit's identity filled in, in the same way. */
export function expandProfile(profile: Profile, identity: UnitIdentity): Profile {
  const fill = (value: string) => fillPlaceholders(value, identity);
  const { mqtt, subscribe, publish } = profile;
  return {
    ...profile,
    mqtt: {
      ...mqtt,
      clientId: fill(mqtt.clientId),
      username: fill(mqtt.username),
      password: fill(mqtt.password),
      will: mqtt.will && { ...mqtt.will, topic: fill(mqtt.will.topic), payload: fill(mqtt.will.payload) },
    },
    subscribe: { ...subscribe, topic: fill(subscribe.topic) },
    publish: { ...publish, topic: fill(publish.topic), payload: fill(publish.payload) },
  };
}
