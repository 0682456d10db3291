import { LINE_LENGTH, lineOf } from '../../../shared/command-line.ts';
import { expandProfile } from '../../../shared/placeholders.ts';
import { type PlatformRow, type PlatformRule, platformWarnings } from '../../../shared/platform-checks.ts';
import type { Profile } from '../../../shared/profile.ts';
import { STEP_COMMANDS } from '../../../shared/step-commands.ts';
import { topicMatches } from '../../../shared/topic.ts';
import { utf8Length } from '../../../shared/utf8.ts';

/** Something doubtful about a field. It keeps nobody from saving. Texts are under `form.warning.*`. */
export interface FormWarning {
  readonly path: string;
  readonly rule: PlatformRule | 'not_covered' | 'long_line' | 'long_value' | 'non_ascii';
  readonly expected: string;
}

/** Everything doubtful about a profile; one warning for a field, the platform's first. */
export function formWarnings(platform: PlatformRow, profile: Profile): readonly FormWarning[] {
  const found = [
    ...platformWarnings(platform, profile),
    ...coverWarnings(profile),
    ...valueWarnings(profile),
    ...lineWarnings(profile),
  ];
  return found.filter(({ path }, index) => found.findIndex((each) => each.path === path) === index);
}

function coverWarnings({ subscribe, publish }: Profile): FormWarning[] {
  return topicMatches(subscribe.topic, publish.topic)
    ? []
    : [{ path: 'subscribe.topic', rule: 'not_covered', expected: '' }];
}

/** Bytes that relatives of the module take for an identifier or a topic (protocol.md 6). */
const VALUE_LIMIT = 256;

function valueWarnings({ apn, mqtt, messages, subscribe, publish }: Profile): FormWarning[] {
  const isRaw = messages.encoding === 'ascii';
  const values: readonly (readonly [path: string, value: string, limit: number])[] = [
    ['apn.name', apn.name, VALUE_LIMIT],
    ['apn.username', apn.username, VALUE_LIMIT],
    ['mqtt.clientId', mqtt.clientId, VALUE_LIMIT],
    ['mqtt.username', mqtt.username, VALUE_LIMIT],
    ['mqtt.will.topic', mqtt.will?.topic ?? '', VALUE_LIMIT],
    ['subscribe.topic', subscribe.topic, VALUE_LIMIT],
    ['publish.topic', publish.topic, VALUE_LIMIT],
    ['mqtt.will.payload', isRaw ? (mqtt.will?.payload ?? '') : '', Number.POSITIVE_INFINITY],
    ['publish.payload', isRaw ? publish.payload : '', Number.POSITIVE_INFINITY],
  ];
  return values.flatMap(([path, value, limit]): FormWarning[] => {
    const bytes = utf8Length(value);
    if (bytes > limit) return [{ path, rule: 'long_value', expected: String(bytes) }];
    // A byte more than characters: something beyond ASCII is in it (protocol.md 6).
    return bytes > value.length ? [{ path, rule: 'non_ascii', expected: '' }] : [];
  });
}

const LINES = [
  ['apn.name', 'set_apn'],
  ['broker.host', 'broker_connect'],
  ['mqtt.username', 'mqtt_auth_cfg'],
  ['subscribe.topic', 'subscribe'],
  ['publish.payload', 'publish'],
] as const;

/** 15 digits of the IMEI (3GPP TS 23.003 6.2.1), 20 of the ICCID (E.118). */
const DIGITS = { imei: '0'.repeat(15), iccid: '0'.repeat(20), serial: null };

function lineWarnings(profile: Profile): FormWarning[] {
  const expanded = expandProfile(profile, DIGITS);
  return LINES.flatMap(([path, step]) => {
    const bytes = utf8Length(lineOf(STEP_COMMANDS[step](expanded)).line);
    return bytes > LINE_LENGTH.doubtfulAbove
      ? [{ path, rule: 'long_line' as const, expected: String(bytes) }]
      : [];
  });
}
