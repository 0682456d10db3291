import type { Profile } from './profile.ts';

/** What a cloud platform expects of a profile, as rows of a table and as the warnings that follow from them. */

/** What a value breaks of a platform's rules. Texts are in `messages/` under `form.warning.*`. */
export type PlatformRule =
  | 'host_form'
  | 'port_differs'
  | 'port_swapped'
  | 'no_ssl'
  | 'client_id_form'
  | 'client_id_prefix'
  | 'secure_mode'
  | 'username_form'
  | 'username_prefix'
  | 'username_suffix'
  | 'username_token'
  | 'topic_prefix'
  | 'no_will'
  | 'no_retain'
  | 'qos_limit'
  | 'keep_alive_limit'
  | 'client_certificate';

/** Something that the platform will probably not take. It can be sent all the same. */
export interface PlatformWarning {
  /** The field, as `broker.host`. */
  readonly path: string;
  readonly rule: PlatformRule;
  /** What is expected there; empty where the rule says it all. */
  readonly expected: string;
}

export interface PlatformCheck {
  readonly path: string;
  readonly rule: PlatformRule;
  /** What is expected; null when the profile has it. */
  readonly missing: (profile: Profile) => string | null;
}

export interface PlatformRow {
  readonly id: string;
  /** Whether a profile is made for this platform, as far as its values tell. */
  readonly fits: (profile: Profile) => boolean;
  readonly host: {
    /** As the platform's console shows it; empty where it may be any. */
    readonly form: string;
    readonly pattern: RegExp | null;
    /** The one host there is. */
    readonly only: string | null;
  };
  readonly ports: {
    readonly plain: number | null;
    readonly ssl: number | null;
    /** The platform listens on no other. */
    readonly fixed: boolean;
  };
  /** What a value looks like; empty where it is free. */
  readonly forms: { readonly clientId: string; readonly username: string; readonly password: string };
  readonly limits: {
    readonly will: boolean;
    readonly retain: boolean;
    readonly qos: 0 | 1 | 2;
    readonly keepAliveSeconds: number;
  };
  readonly checks: readonly PlatformCheck[];
  readonly source: string;
}

/** Everything about a profile that the platform will probably not take; one warning for a field. */
export function platformWarnings(row: PlatformRow, profile: Profile): readonly PlatformWarning[] {
  const found = [
    ...hostWarnings(row, profile),
    ...portWarnings(row, profile),
    ...limitWarnings(row, profile),
  ];
  for (const { path, rule, missing } of row.checks) {
    const expected = missing(profile);
    if (expected !== null) found.push({ path, rule, expected });
  }
  return found.filter(({ path }, index) => found.findIndex((each) => each.path === path) === index);
}

function hostWarnings({ host }: PlatformRow, { broker }: Profile): PlatformWarning[] {
  if (host.pattern === null || host.pattern.test(broker.host)) return [];
  return [{ path: 'broker.host', rule: 'host_form', expected: host.form }];
}

/** Ports that MQTT brokers mean one kind of connection by (protocol.md 5.1 step 11, cause 3; 8). */
const USUAL_PORTS = { plain: [1883], ssl: [8883, 1884] } as const;

function portWarnings({ ports }: PlatformRow, { broker }: Profile): PlatformWarning[] {
  const wanted = broker.tls ? ports.ssl : ports.plain;
  if (broker.tls && ports.ssl === null && ports.plain !== null)
    return [{ path: 'broker.tls', rule: 'no_ssl', expected: String(ports.plain) }];
  if (wanted === null || broker.port === wanted) return [];
  if (ports.fixed) return [{ path: 'broker.port', rule: 'port_differs', expected: String(wanted) }];
  const other: readonly number[] = broker.tls ? USUAL_PORTS.plain : USUAL_PORTS.ssl;
  return other.includes(broker.port)
    ? [{ path: 'broker.port', rule: 'port_swapped', expected: String(wanted) }]
    : [];
}

function limitWarnings({ limits }: PlatformRow, profile: Profile): PlatformWarning[] {
  const { mqtt, subscribe, publish } = profile;
  const warnings: PlatformWarning[] = [];
  const warn = (path: string, rule: PlatformRule, expected = '') => warnings.push({ path, rule, expected });
  if (!limits.will && mqtt.will !== null) warn('mqtt.will', 'no_will');
  if (!limits.retain && mqtt.will?.retain === true) warn('mqtt.will.retain', 'no_retain');
  if (!limits.retain && publish.retain) warn('publish.retain', 'no_retain');
  const limit = `≤ ${limits.qos}`;
  if ((mqtt.will?.qos ?? 0) > limits.qos) warn('mqtt.will.qos', 'qos_limit', limit);
  if (subscribe.qos > limits.qos) warn('subscribe.qos', 'qos_limit', limit);
  if (publish.qos > limits.qos) warn('publish.qos', 'qos_limit', limit);
  if (mqtt.keepAliveSeconds > limits.keepAliveSeconds)
    warn('mqtt.keepAliveSeconds', 'keep_alive_limit', `≤ ${limits.keepAliveSeconds}`);
  return warnings;
}

/** A value of a form; `form` shows it to people. */
export function hasForm(
  path: string,
  rule: PlatformRule,
  value: (profile: Profile) => string,
  pattern: RegExp,
  form: string,
): PlatformCheck {
  return { path, rule, missing: (profile) => (pattern.test(value(profile)) ? null : form) };
}

/** A value that begins with another one and `mark`. Nothing is asked while the other one is empty. */
export function beginsWith(
  path: string,
  rule: PlatformRule,
  value: (profile: Profile) => string,
  other: (profile: Profile) => string,
  mark = '',
): PlatformCheck {
  const missing = (profile: Profile) => {
    const prefix = `${other(profile)}${mark}`;
    return other(profile) === '' || value(profile).startsWith(prefix) ? null : prefix;
  };
  return { path, rule, missing };
}
