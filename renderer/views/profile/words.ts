import type { MessageKey, Translate } from '../../../shared/messages/index.ts';
import { profileRuleText } from '../../../shared/messages/wording.ts';
import { stepRow, STEPS } from '../../../shared/plan.ts';
import type { ProfileChange } from '../../../shared/profile-file.ts';
import type { ProfileFault } from '../../../shared/profile-rules.ts';
import { SECRET_FIELDS } from '../../../shared/station.ts';
import { timingIdOf } from './limit-rows.ts';
import { type SectionId, sectionOf } from './sections.ts';
import type { FormWarning } from './warnings.ts';

/** What the form says of fields, faults and warnings. */

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

/** The field with its section, for a place outside of the section. */
export function placedLabel(say: Translate, path: string): string {
  const section = sectionOf(path);
  const label = fieldLabel(say, path);
  return section === null ? label : `${say(`form.section.${section}`)} · ${label}`;
}

/** Sections to be mended, by name; fields that stand in none by their own. */
export function placesToMend(say: Translate, faults: readonly ProfileFault[]): string {
  const place = ({ path }: ProfileFault) => {
    const section: SectionId | null = sectionOf(path);
    return section === null ? fieldLabel(say, path) : say(`form.section.${section}`);
  };
  return [...new Set(faults.map(place))].join(' · ');
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

/** What is wrong, as a sentence that stands under its field. */
export function faultSentence(say: Translate, fault: ProfileFault): string {
  const number = numberSentence(say, fault);
  if (number !== null) return number;
  if (fault.rule === 'host_scheme') return say('form.rule.host_scheme');
  const text = profileRuleText(say, fault);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Where a number belongs, one sentence says which ones are right. */
function numberSentence(say: Translate, { path, rule }: ProfileFault): string | null {
  if (rule !== 'wrong_type' && rule !== 'out_of_range' && rule !== 'required') return null;
  if (path === 'broker.port') return say('form.number.port');
  if (path === 'mqtt.keepAliveSeconds') return say('form.number.keepAlive');
  if (!path.startsWith('timeouts.')) return null;
  return say(path.endsWith('.attempts') ? 'form.number.attempts' : 'form.number.seconds');
}

/** What will be mended in a field when it is saved; `value` is what will be stored. */
export function changeSentence(say: Translate, { path, kind }: ProfileChange, value: string): string {
  const isSecret = SECRET_FIELDS.some((field) => field === path);
  return isSecret ? say('form.willSend.secret') : say(`form.willSend.${kind}`, { value });
}

/** What is doubtful, as a sentence that stands under its field. */
export function warningSentence(say: Translate, { rule, expected }: FormWarning): string {
  switch (rule) {
    case 'host_form':
    case 'port_differs':
    case 'port_swapped':
    case 'no_ssl':
    case 'client_id_form':
    case 'client_id_prefix':
    case 'secure_mode':
    case 'username_form':
    case 'username_prefix':
    case 'username_suffix':
    case 'topic_prefix':
    case 'qos_limit':
    case 'keep_alive_limit':
    case 'long_line':
    case 'long_value':
      return say(`form.warning.${rule}`, { expected });
    default:
      return say(`form.warning.${rule}`);
  }
}
