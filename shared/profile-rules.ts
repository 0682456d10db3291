import { type CommandLine, LINE_LENGTH } from './command-line.ts';
import { expandProfile, PLACEHOLDERS } from './placeholders.ts';
import type { Profile } from './profile.ts';
import {
  enterPin,
  connectBroker,
  publish,
  setApn,
  setClientId,
  setCredentials,
  subscribe,
} from './step-commands.ts';
import { TIMINGS } from './timing.ts';
import { STEPS } from './plan.ts';
import { utf8Length } from './utf8.ts';

/** What can be wrong with one field. Texts are in `messages/` under `profile.rule.*`. */
export const PROFILE_RULES = [
  'not_json',
  'not_an_object',
  'required',
  'unknown_field',
  'wrong_type',
  'out_of_range',
  'not_one_of',
  'empty',
  'quote',
  'line_break',
  'nul',
  'control_character',
  'line_too_long',
  'unknown_placeholder',
  'host_scheme',
  'host_characters',
  'topic_wildcard',
  'filter_wildcard',
  'pin_digits',
  'password_without_username',
  'serial_missing',
] as const;

export type ProfileRule = (typeof PROFILE_RULES)[number];

export interface ProfileFault {
  /** The field, as `mqtt.clientId`; empty for the file as a whole. */
  readonly path: string;
  readonly rule: ProfileRule;
  /** For the rule's sentence: what is expected, allowed, or how long it is. Never a secret's value. */
  readonly expected?: string;
}

type Check = (value: string) => ProfileFault['rule'] | { rule: ProfileRule; expected: string } | null;

interface FieldRule {
  readonly path: string;
  readonly value: (profile: Profile) => string | null;
  readonly checks: readonly Check[];
}

/** Characters an AT line cannot carry inside quotes (protocol.md 6); Ctrl-Z, ESC and backspace edit the line. */
const sendable: Check = (value) => {
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0;
    if (code === 0x22 || '\u201c\u201d\u201e\u2033\uff02'.includes(character)) return 'quote';
    if (code === 0x0d || code === 0x0a) return 'line_break';
    if (code === 0) return 'nul';
    if (code < 0x20 || code === 0x7f)
      return { rule: 'control_character', expected: `U+${code.toString(16).padStart(4, '0').toUpperCase()}` };
  }
  return null;
};

const knownPlaceholders: Check = (value) => {
  for (const [, name] of value.matchAll(/\{(\w+)\}/g))
    if (!PLACEHOLDERS.some((each) => each === name))
      return { rule: 'unknown_placeholder', expected: PLACEHOLDERS.map((each) => `{${each}}`).join(' ') };
  return null;
};

const filled: Check = (value) => (value === '' ? 'empty' : null);

/** A host is written bare: the scheme is added by the writer where it belongs (protocol.md 3 Q10, Q11). */
const host: Check = (value) => {
  if (/^[a-z]+:\/\//i.test(value)) return 'host_scheme';
  return /^[^\s/?#@,]+$/.test(value) ? null : 'host_characters';
};

/** MQTT 3.1.1 section 4.7.1: a topic name has no wildcards. */
const topicName: Check = (value) => (/[+#]/.test(value) ? 'topic_wildcard' : null);

/** MQTT 3.1.1 section 4.7.1: `#` only as the last level, `+` only as a whole level. */
const topicFilter: Check = (value) => {
  const levels = value.split('/');
  const wrong = levels.some(
    (level, index) =>
      (level.includes('#') && (level !== '#' || index !== levels.length - 1)) ||
      (level.includes('+') && level !== '+'),
  );
  return wrong ? 'filter_wildcard' : null;
};

/** 3GPP TS 31.101: a PIN has 4 to 8 digits. */
const pin: Check = (value) => (value === '' || /^\d{4,8}$/.test(value) ? null : 'pin_digits');

/** With HEX encoding a payload never stands raw on the line. */
const rawPayload = (profile: Profile, value: string | null) =>
  profile.messages.encoding === 'hex' ? null : value;

const FIELD_RULES: readonly FieldRule[] = [
  { path: 'sim.pin', value: (p) => p.sim.pin, checks: [pin] },
  { path: 'apn.name', value: (p) => p.apn.name, checks: [sendable] },
  { path: 'apn.username', value: (p) => p.apn.username, checks: [sendable] },
  { path: 'apn.password', value: (p) => p.apn.password, checks: [sendable] },
  { path: 'broker.host', value: (p) => p.broker.host, checks: [filled, sendable, host] },
  { path: 'mqtt.clientId', value: (p) => p.mqtt.clientId, checks: [filled, sendable, knownPlaceholders] },
  { path: 'mqtt.username', value: (p) => p.mqtt.username, checks: [sendable, knownPlaceholders] },
  { path: 'mqtt.password', value: (p) => p.mqtt.password, checks: [sendable] },
  {
    path: 'mqtt.will.topic',
    value: (p) => p.mqtt.will?.topic ?? null,
    checks: [filled, sendable, knownPlaceholders, topicName],
  },
  {
    path: 'mqtt.will.payload',
    value: (p) => rawPayload(p, p.mqtt.will?.payload ?? null),
    checks: [sendable],
  },
  {
    path: 'subscribe.topic',
    value: (p) => p.subscribe.topic,
    checks: [filled, sendable, knownPlaceholders, topicFilter],
  },
  {
    path: 'publish.topic',
    value: (p) => p.publish.topic,
    checks: [filled, sendable, knownPlaceholders, topicName],
  },
  { path: 'publish.payload', value: (p) => rawPayload(p, p.publish.payload), checks: [sendable] },
];

/** The lines whose length depends on the profile, and the field to blame. */
const LINES: readonly { readonly path: string; readonly line: (profile: Profile) => CommandLine }[] = [
  { path: 'sim.pin', line: (p) => enterPin(p.sim.pin) },
  { path: 'apn.name', line: setApn },
  { path: 'broker.host', line: connectBroker },
  { path: 'mqtt.clientId', line: setClientId },
  { path: 'mqtt', line: setCredentials },
  { path: 'subscribe.topic', line: subscribe },
  { path: 'publish.payload', line: publish },
];

/** Characters of a unit's own serial number, at most. */
const SERIAL_LIMIT = 32;

/** The longest a unit's identity gets: 15 digits IMEI (23.003 6.2.1), 20 digits ICCID (E.118). */
const LONGEST_IDENTITY = {
  imei: '0'.repeat(15),
  iccid: '0'.repeat(20),
  serial: '0'.repeat(SERIAL_LIMIT),
};

const serialLength: Check = (value) =>
  value.length > SERIAL_LIMIT ? { rule: 'out_of_range', expected: `≤ ${SERIAL_LIMIT}` } : null;

/** Every fault of a profile that cannot be seen from types alone. `serial` is the unit's, where it is known. */
export function profileFaults(profile: Profile): readonly ProfileFault[] {
  return [
    ...fieldFaults(profile),
    ...pairFaults(profile),
    ...lengthFaults(profile),
    ...timeoutFaults(profile),
  ];
}

/** Whether a value may stand for `{serial}`: same rules as any other value on the line. */
export function unitSerialFault(serial: string): ProfileFault | null {
  return faultOf('--unit', serial, [filled, sendable, serialLength]);
}

function fieldFaults(profile: Profile): ProfileFault[] {
  return FIELD_RULES.flatMap(({ path, value, checks }) => {
    const text = value(profile);
    return text === null ? [] : (faultOf(path, text, checks) ?? []);
  });
}

function faultOf(path: string, value: string, checks: readonly Check[]): ProfileFault | null {
  for (const check of checks) {
    const found = check(value);
    if (found !== null) return typeof found === 'string' ? { path, rule: found } : { path, ...found };
  }
  return null;
}

/** MQTT 3.1.1 section 3.1.2.9: no password without a user name. */
function pairFaults({ mqtt }: Profile): ProfileFault[] {
  return mqtt.password !== '' && mqtt.username === ''
    ? [{ path: 'mqtt.username', rule: 'password_without_username' }]
    : [];
}

function lengthFaults(profile: Profile): ProfileFault[] {
  const longest = expandProfile(profile, LONGEST_IDENTITY);
  return LINES.flatMap(({ path, line }) => {
    const length = utf8Length(line(longest).line);
    if (length <= LINE_LENGTH.refusedAbove) return [];
    return [{ path, rule: 'line_too_long' as const, expected: `${length} > ${LINE_LENGTH.refusedAbove}` }];
  });
}

function timeoutFaults({ timeouts }: Profile): ProfileFault[] {
  return Object.keys(timeouts)
    .filter((key) => !isTimeoutKey(key))
    .map((key) => ({ path: `timeouts.${key}`, rule: 'unknown_field' as const }));
}

function isTimeoutKey(key: string): boolean {
  return Object.hasOwn(TIMINGS, key) || STEPS.some(({ number }) => String(number) === key);
}
