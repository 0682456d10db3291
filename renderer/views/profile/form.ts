import { type Profile, type ProfileInput, profileSchema } from '../../../shared/profile.ts';
import { type LimitRow, limitRowsOf, limitsOf } from './limit-rows.ts';
import { typedNumber } from './typed-number.ts';

/** What stands in the fields of the form, by the field's place in the profile. Numbers are kept as they are typed. */
export interface ProfileForm {
  readonly name: string;
  readonly baudRate: Profile['baudRate'];
  readonly 'optionalSteps.echoOff': boolean;
  readonly 'optionalSteps.fixBaud': boolean;
  readonly 'powerKey.line': Profile['powerKey']['line'];
  readonly 'recovery.automatic': Profile['recovery']['automatic'];
  readonly 'apn.name': string;
  readonly 'apn.username': string;
  readonly 'broker.host': string;
  readonly 'broker.port': string;
  readonly 'broker.tls': boolean;
  readonly 'broker.sslPrefix': boolean;
  readonly 'mqtt.clientId': string;
  readonly 'mqtt.username': string;
  readonly 'mqtt.cleanSession': boolean;
  readonly 'mqtt.keepAliveSeconds': string;
  /** Switched off, its fields keep what was typed. */
  readonly 'mqtt.will': boolean;
  readonly 'mqtt.will.topic': string;
  readonly 'mqtt.will.payload': string;
  readonly 'mqtt.will.qos': 0 | 1 | 2;
  readonly 'mqtt.will.retain': boolean;
  readonly 'messages.delivery': Profile['messages']['delivery'];
  readonly 'messages.encoding': Profile['messages']['encoding'];
  readonly 'subscribe.topic': string;
  readonly 'subscribe.qos': 0 | 1 | 2;
  readonly 'publish.topic': string;
  readonly 'publish.qos': 0 | 1 | 2;
  readonly 'publish.retain': boolean;
  readonly 'publish.payload': string;
  readonly timeouts: readonly LimitRow[];
  readonly after: Profile['after'];
}

type FieldsOf<Value> = {
  [Field in keyof ProfileForm]: ProfileForm[Field] extends Value ? Field : never;
}[keyof ProfileForm];

/** Fields with a switch. */
export type FlagField = FieldsOf<boolean>;
export type QosField = FieldsOf<0 | 1 | 2>;

/** Fields that are typed into. */
export const TEXT_FIELDS = [
  'name',
  'apn.name',
  'apn.username',
  'broker.host',
  'broker.port',
  'mqtt.clientId',
  'mqtt.username',
  'mqtt.keepAliveSeconds',
  'mqtt.will.topic',
  'mqtt.will.payload',
  'subscribe.topic',
  'publish.topic',
  'publish.payload',
] as const satisfies readonly (keyof ProfileForm)[];
export type TextField = (typeof TEXT_FIELDS)[number];

export const isTextField = (path: string): path is TextField => TEXT_FIELDS.some((each) => each === path);

/** What a last will begins with when it is switched on. */
const FIRST_WILL = { topic: 'wis800c/{imei}/status', payload: 'OFFLINE', qos: 0, retain: false } as const;

/** The fields for a profile. */
export function formOf(profile: Profile): ProfileForm {
  const { optionalSteps, powerKey, recovery, apn, broker, mqtt, messages, subscribe, publish } = profile;
  const will = mqtt.will ?? FIRST_WILL;
  return {
    name: profile.name,
    baudRate: profile.baudRate,
    'optionalSteps.echoOff': optionalSteps.echoOff,
    'optionalSteps.fixBaud': optionalSteps.fixBaud,
    'powerKey.line': powerKey.line,
    'recovery.automatic': recovery.automatic,
    'apn.name': apn.name,
    'apn.username': apn.username,
    'broker.host': broker.host,
    'broker.port': String(broker.port),
    'broker.tls': broker.tls,
    'broker.sslPrefix': broker.sslPrefix,
    'mqtt.clientId': mqtt.clientId,
    'mqtt.username': mqtt.username,
    'mqtt.cleanSession': mqtt.cleanSession,
    'mqtt.keepAliveSeconds': String(mqtt.keepAliveSeconds),
    'mqtt.will': mqtt.will !== null,
    'mqtt.will.topic': will.topic,
    'mqtt.will.payload': will.payload,
    'mqtt.will.qos': will.qos,
    'mqtt.will.retain': will.retain,
    'messages.delivery': messages.delivery,
    'messages.encoding': messages.encoding,
    'subscribe.topic': subscribe.topic,
    'subscribe.qos': subscribe.qos,
    'publish.topic': publish.topic,
    'publish.qos': publish.qos,
    'publish.retain': publish.retain,
    'publish.payload': publish.payload,
    timeouts: limitRowsOf(profile.timeouts),
    after: profile.after,
  };
}

const FIRST: ProfileInput = { name: 'n', broker: { host: 'h' }, mqtt: { clientId: 'wis-{imei}' } };

/** The fields of a new profile: every default, and no host. */
export function newForm(name: string): ProfileForm {
  return { ...formOf(profileSchema.parse(FIRST)), name, 'broker.host': '' };
}

/** The JSON of a profile file with these fields, right or wrong, without secrets. */
export function jsonOf(form: ProfileForm) {
  return {
    ...partsOf(form, typedNumber(form['broker.port']), typedNumber(form['mqtt.keepAliveSeconds'])),
    timeouts: limitsOf(form.timeouts),
  };
}

/** The profile with its numbers given; everything else as it was typed. */
export function partsOf<Port, Seconds>(form: ProfileForm, port: Port, keepAliveSeconds: Seconds) {
  return {
    name: form.name,
    baudRate: form.baudRate,
    optionalSteps: { echoOff: form['optionalSteps.echoOff'], fixBaud: form['optionalSteps.fixBaud'] },
    powerKey: { line: form['powerKey.line'] },
    recovery: { automatic: form['recovery.automatic'] },
    sim: { pin: '' },
    apn: { name: form['apn.name'], username: form['apn.username'], password: '' },
    broker: {
      host: form['broker.host'],
      port,
      tls: form['broker.tls'],
      sslPrefix: form['broker.sslPrefix'],
    },
    mqtt: {
      clientId: form['mqtt.clientId'],
      username: form['mqtt.username'],
      password: '',
      cleanSession: form['mqtt.cleanSession'],
      keepAliveSeconds,
      will: form['mqtt.will'] ? willOf(form) : null,
    },
    messages: { delivery: form['messages.delivery'], encoding: form['messages.encoding'] },
    subscribe: { topic: form['subscribe.topic'], qos: form['subscribe.qos'] },
    publish: {
      topic: form['publish.topic'],
      qos: form['publish.qos'],
      retain: form['publish.retain'],
      payload: form['publish.payload'],
    },
    after: form.after,
  };
}

function willOf(form: ProfileForm) {
  return {
    topic: form['mqtt.will.topic'],
    payload: form['mqtt.will.payload'],
    qos: form['mqtt.will.qos'],
    retain: form['mqtt.will.retain'],
  };
}
