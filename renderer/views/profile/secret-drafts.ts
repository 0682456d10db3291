import {
  SECRET_FIELDS,
  type SecretChanges,
  type SecretField,
  type SecretsSet,
} from '../../../shared/station.ts';

/** What is to become of a stored secret. It is never shown: a window does not have it. */
export type SecretDraft =
  | { readonly kind: 'kept' }
  | { readonly kind: 'typed'; readonly value: string }
  | { readonly kind: 'cleared' };

export type SecretDrafts = Readonly<Record<SecretField, SecretDraft>>;

export const NOTHING_SET: SecretsSet = { 'sim.pin': false, 'apn.password': false, 'mqtt.password': false };

export const ALL_KEPT: SecretDrafts = {
  'sim.pin': { kind: 'kept' },
  'apn.password': { kind: 'kept' },
  'mqtt.password': { kind: 'kept' },
};

/** What typing makes of a secret; an empty field means that nothing was typed. */
export function typedSecret(value: string): SecretDraft {
  return value === '' ? { kind: 'kept' } : { kind: 'typed', value };
}

/** What the service is told. */
export function secretChanges(drafts: SecretDrafts): SecretChanges {
  const changes: Partial<Record<SecretField, string | null>> = {};
  for (const field of SECRET_FIELDS) {
    const draft = drafts[field];
    if (draft.kind === 'typed') changes[field] = draft.value;
    if (draft.kind === 'cleared') changes[field] = null;
  }
  return changes;
}

/** Stands in for a secret that is stored: its value is with the service only, but that there is one counts. */
const STAND_IN: Readonly<Record<SecretField, string>> = {
  'sim.pin': '0000',
  'apn.password': 'x',
  'mqtt.password': 'x',
};

/** Each secret for judging the profile: as typed, or another text where one is stored. */
export function judgedSecrets(
  drafts: SecretDrafts,
  stored: SecretsSet,
): Readonly<Record<SecretField, string>> {
  const judged = (field: SecretField): string => {
    const draft = drafts[field];
    if (draft.kind === 'typed') return draft.value;
    return draft.kind === 'kept' && stored[field] ? STAND_IN[field] : '';
  };
  return {
    'sim.pin': judged('sim.pin'),
    'apn.password': judged('apn.password'),
    'mqtt.password': judged('mqtt.password'),
  };
}
