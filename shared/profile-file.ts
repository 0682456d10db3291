import type { z } from 'zod';
import { type ProfileFault, type ProfileRule, profileFaults } from './profile-rules.ts';
import { type Profile, profileSchema } from './profile.ts';

/** A value that was mended on the way in; shown to the user, never done silently. */
export interface ProfileChange {
  readonly path: string;
  readonly kind: 'quotes_removed' | 'blanks_removed';
}

export type ProfileReading =
  | { readonly ok: true; readonly profile: Profile; readonly changes: readonly ProfileChange[] }
  | { readonly ok: false; readonly faults: readonly ProfileFault[] };

/** Reads the JSON text of a profile file. A byte order mark is ignored. */
export function readProfileText(text: string): ProfileReading {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return { ok: false, faults: [{ path: '', rule: 'not_json' }] };
  }
  return readProfile(json);
}

/** Checks parsed JSON against the schema and the rules of the line, mending quotation marks typed around values. */
export function readProfile(json: unknown): ProfileReading {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return { ok: false, faults: [{ path: '', rule: 'not_an_object' }] };
  const parsed = profileSchema.safeParse(json, { reportInput: true });
  if (!parsed.success)
    return { ok: false, faults: parsed.error.issues.flatMap((issue) => schemaFaults(issue)) };
  const { profile, changes } = mend(parsed.data);
  const faults = profileFaults(profile);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, profile, changes };
}

/** Typed quotation marks around a value: U+201C, U+201D, U+201E, U+2033, U+FF02 (protocol.md 3 Q1). */
const TYPED_QUOTES = /^[\u201c\u201d\u201e\u2033\uff02](.*)[\u201c\u201d\u201e\u2033\uff02]$/s;

function mend(profile: Profile): { profile: Profile; changes: readonly ProfileChange[] } {
  const changes: ProfileChange[] = [];
  const value = (path: string, text: string) => {
    const inner = TYPED_QUOTES.exec(text)?.[1];
    if (inner === undefined) return text;
    changes.push({ path, kind: 'quotes_removed' });
    return inner;
  };
  const trimmed = (path: string, text: string) => {
    const short = text.replace(/\s+/g, '');
    if (short !== text) changes.push({ path, kind: 'blanks_removed' });
    return short;
  };
  // With HEX encoding a payload may hold any character, quotation marks too: it is left alone.
  const payload = (path: string, text: string) =>
    profile.messages.encoding === 'hex' ? text : value(path, text);
  const { apn, broker, mqtt, subscribe, publish } = profile;
  const will = mqtt.will && {
    ...mqtt.will,
    topic: value('mqtt.will.topic', mqtt.will.topic),
    payload: payload('mqtt.will.payload', mqtt.will.payload),
  };
  const mended: Profile = {
    ...profile,
    apn: {
      name: value('apn.name', apn.name),
      username: value('apn.username', apn.username),
      password: value('apn.password', apn.password),
    },
    broker: { ...broker, host: value('broker.host', trimmed('broker.host', broker.host)) },
    mqtt: {
      ...mqtt,
      clientId: value('mqtt.clientId', mqtt.clientId),
      username: value('mqtt.username', mqtt.username),
      password: value('mqtt.password', mqtt.password),
      will,
    },
    subscribe: { ...subscribe, topic: value('subscribe.topic', subscribe.topic) },
    publish: {
      ...publish,
      topic: value('publish.topic', publish.topic),
      payload: payload('publish.payload', publish.payload),
    },
  };
  return { profile: mended, changes };
}

function schemaFaults(issue: z.core.$ZodIssue): ProfileFault[] {
  const path = issue.path.map(String).join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: path === '' ? key : `${path}.${key}`,
        rule: 'unknown_field' as const,
      }));
    case 'invalid_type':
      return [
        issue.input === undefined
          ? { path, rule: 'required' }
          : { path, rule: 'wrong_type', expected: issue.expected },
      ];
    case 'invalid_value':
      return [withExpected(path, 'not_one_of', issue.values.map(String).join(', '))];
    case 'invalid_union':
      return [unionFault(path, issue)];
    case 'too_small':
      return [
        issue.origin === 'string'
          ? { path, rule: 'empty' }
          : withExpected(path, 'out_of_range', `≥ ${String(issue.minimum)}`),
      ];
    case 'too_big':
      return [withExpected(path, 'out_of_range', `≤ ${String(issue.maximum)}`)];
    default:
      return [{ path, rule: 'wrong_type' }];
  }
}

/** A union of literals is a choice; any other union is a question of type. */
function unionFault(path: string, issue: z.core.$ZodIssueInvalidUnion): ProfileFault {
  const values = issue.errors.flatMap((branch) =>
    branch.flatMap((each) => (each.code === 'invalid_value' ? each.values.map(String) : [])),
  );
  if (values.length > 0) return withExpected(path, 'not_one_of', values.join(', '));
  const inner = issue.errors
    .flat()
    .find((each) => each.path.length > 0 || each.code === 'too_small' || each.code === 'too_big');
  const first = inner && schemaFaults({ ...inner, path: [...issue.path, ...inner.path] })[0];
  return first ?? withExpected(path, 'wrong_type', 'number');
}

function withExpected(path: string, rule: ProfileRule, expected: string): ProfileFault {
  return { path, rule, expected };
}
