import { stepRow, STEPS } from '../plan.ts';
import { timingIdOf } from '../timing.ts';
import type { MessageKey, Translate } from './index.ts';

/** What the fields of a profile are called. */

const LABELS = {
  name: 'form.field.name',
  baudRate: 'form.field.baudRate',
  'optionalSteps.echoOff': 'form.field.optionalSteps.echoOff',
  'optionalSteps.fixBaud': 'form.field.optionalSteps.fixBaud',
  'powerKey.line': 'form.field.powerKey.line',
  'recovery.automatic': 'form.field.recovery.automatic',
  'sim.pin': 'form.field.sim.pin',
  'apn.name': 'form.field.apn.name',
  'apn.username': 'form.field.apn.username',
  'apn.password': 'form.field.apn.password',
  'broker.host': 'form.field.broker.host',
  'broker.port': 'form.field.broker.port',
  'broker.tls': 'form.field.broker.tls',
  'broker.sslPrefix': 'form.field.broker.sslPrefix',
  mqtt: 'form.field.mqtt',
  'mqtt.clientId': 'form.field.mqtt.clientId',
  'mqtt.username': 'form.field.mqtt.username',
  'mqtt.password': 'form.field.mqtt.password',
  'mqtt.cleanSession': 'form.field.mqtt.cleanSession',
  'mqtt.keepAliveSeconds': 'form.field.mqtt.keepAliveSeconds',
  'mqtt.will': 'form.field.mqtt.will',
  'mqtt.will.topic': 'form.field.mqtt.will.topic',
  'mqtt.will.payload': 'form.field.mqtt.will.payload',
  'mqtt.will.qos': 'form.field.mqtt.will.qos',
  'mqtt.will.retain': 'form.field.mqtt.will.retain',
  'messages.delivery': 'form.field.messages.delivery',
  'messages.encoding': 'form.field.messages.encoding',
  'subscribe.topic': 'form.field.subscribe.topic',
  'subscribe.qos': 'form.field.subscribe.qos',
  'publish.topic': 'form.field.publish.topic',
  'publish.qos': 'form.field.publish.qos',
  'publish.retain': 'form.field.publish.retain',
  'publish.payload': 'form.field.publish.payload',
  timeouts: 'form.field.timeouts',
  after: 'form.field.after',
} as const satisfies Readonly<Record<string, MessageKey>>;

/** A field of the profile, by its place. */
export type FieldPath = keyof typeof LABELS;

const isFieldPath = (path: string): path is FieldPath => Object.hasOwn(LABELS, path);

/** The name of a field; the place itself where it is no field of the form. */
export function fieldLabel(say: Translate, path: string): string {
  if (isFieldPath(path)) return say(LABELS[path]);
  const [first, key = ''] = path.split('.');
  return first === 'timeouts' ? limitLabel(say, key) : path;
}

/** What a key of the profile's time limits stands for. */
export function limitLabel(say: Translate, key: string): string {
  const id = timingIdOf(key);
  if (id === null) return key;
  const step = STEPS.find((each) => each.id === id);
  if (step !== undefined) return stepLabel(say, step.number);
  return surroundingLabel(say, id);
}

function surroundingLabel(say: Translate, id: NonNullable<ReturnType<typeof timingIdOf>>): string {
  switch (id) {
    case 'baud_scan':
    case 'power_key':
    case 'identity':
    case 'sim_unlock':
    case 'registration_denied':
    case 'attach_request':
    case 'broker_connect_tls':
    case 'publish_acknowledge':
    case 'bearer_shut':
    case 'module_restart':
    case 'diagnosis':
    case 'teardown':
      return say(`form.limits.${id}`);
    default:
      return say(`step.${id}`);
  }
}

/** The name of a step, with its number. */
export const stepLabel = (say: Translate, step: Parameters<typeof stepRow>[0]): string =>
  `${step} ${say(`step.${stepRow(step).id}`)}`;
