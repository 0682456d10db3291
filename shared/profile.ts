import { z } from 'zod';
import { RECOVERY_LEVELS } from './recovery.ts';
import { BAUD_RATES } from './timing.ts';

/**
 * The commissioning profile: what is wanted of every unit. Schema and defaults; what can be sent over an AT line
 * is checked in `profile-rules.ts`, reading a file is in `profile-file.ts`.
 */

const qos = z.union([z.literal(0), z.literal(1), z.literal(2)]);
const seconds = z.number().min(0).max(3600);

const will = z.strictObject({
  topic: z.string(),
  payload: z.string(),
  qos: qos.default(0),
  retain: z.boolean().default(false),
});

const timingOverride = z.union([
  seconds,
  z.strictObject({
    reply: seconds.optional(),
    completion: seconds.optional(),
    total: seconds.optional(),
    poll: seconds.optional(),
    attempts: z.int().min(1).max(100).optional(),
    pause: seconds.optional(),
  }),
]);

export const profileSchema = z.strictObject({
  name: z.string().min(1),
  /** Bit/s the module is left at; other rates are found by probing. */
  baudRate: z.union(BAUD_RATES.map((rate) => z.literal(rate))).default(115200),
  /** Steps the document lets one leave out. */
  optionalSteps: z
    .strictObject({ echoOff: z.boolean().default(true), fixBaud: z.boolean().default(true) })
    .prefault({}),
  /** A control line wired to PWRKEY, pulsed only when the module is silent; `none` by default. */
  powerKey: z.strictObject({ line: z.enum(['none', 'dtr', 'rts']).default('none') }).prefault({}),
  /** The highest rung of the recovery ladder that is climbed without asking when a step fails. */
  recovery: z.strictObject({ automatic: z.enum(['none', ...RECOVERY_LEVELS]).default('none') }).prefault({}),
  /** PIN of a locked SIM; entered at most once per run. */
  sim: z.strictObject({ pin: z.string().default('') }).prefault({}),
  apn: z
    .strictObject({
      name: z.string().default('CMNET'),
      username: z.string().default(''),
      password: z.string().default(''),
    })
    .prefault({}),
  broker: z.strictObject({
    host: z.string().min(1),
    port: z.int().min(1).max(65535).default(1883),
    tls: z.boolean().default(false),
    /** Write `ssl://` before the host, as the document does (protocol.md 3 Q11). */
    sslPrefix: z.boolean().default(true),
  }),
  mqtt: z.strictObject({
    clientId: z.string().min(1),
    username: z.string().default(''),
    password: z.string().default(''),
    cleanSession: z.boolean().default(true),
    keepAliveSeconds: z.int().min(1).max(65535).default(20),
    will: will.nullable().default(null),
  }),
  messages: z
    .strictObject({
      delivery: z.enum(['direct', 'cached']).default('direct'),
      encoding: z.enum(['ascii', 'hex']).default('hex'),
    })
    .prefault({}),
  subscribe: z.strictObject({ topic: z.string().default('test'), qos: qos.default(0) }).prefault({}),
  publish: z
    .strictObject({
      topic: z.string().default('test'),
      qos: qos.default(0),
      retain: z.boolean().default(false),
      payload: z.string().default('WIS800C'),
    })
    .prefault({}),
  /** Seconds by step number, step id or the name of a surrounding wait; see `timing.ts`. */
  timeouts: z.record(z.string(), timingOverride).default({}),
  after: z.enum(['disconnect', 'stay-online', 'power-off']).default('disconnect'),
});

/** A profile with every default filled in. */
export type Profile = z.output<typeof profileSchema>;

/** A profile as it may stand in a file. */
export type ProfileInput = z.input<typeof profileSchema>;

/** The secrets of a profile that are not empty. */
export function secretsOf(profile: Profile): readonly string[] {
  return [profile.sim.pin, profile.apn.password, profile.mqtt.password].filter((value) => value !== '');
}

/** The profile with every secret that is set replaced by `***`, for records and screens. */
export function maskedProfile(profile: Profile): Profile {
  const masked = (value: string) => (value === '' ? '' : '***');
  return {
    ...profile,
    sim: { ...profile.sim, pin: masked(profile.sim.pin) },
    apn: { ...profile.apn, password: masked(profile.apn.password) },
    mqtt: { ...profile.mqtt, password: masked(profile.mqtt.password) },
  };
}
