import { assertNever } from '../assert-never.ts';
import type { BrokerCheck } from '../broker-check.ts';
import { meaningOf } from '../codes/meaning.ts';
import { connackRefusal } from '../codes/mqtt.ts';
import { meaningWords } from '../codes/words.ts';
import type { CauseValue } from '../diagnosis/causes/row.ts';
import { visible } from '../log-text.ts';
import type { BrokerRefusal } from '../contract.ts';
import { holderText } from './holder-words.ts';
import type { Translate } from './index.ts';
import type { FailureCode } from '../outcome.ts';
import type { PortFault } from '../port.ts';
import { RECORD_FAULTS, type RecordFault } from '../record-fault.ts';
import type { ProfileFault } from '../profile-rules.ts';

/** Why a port cannot be opened, in words. */
export function portFaultText(say: Translate, fault: PortFault): string {
  switch (fault.kind) {
    case 'invalid_address':
      return say(`address.${fault.rule}`, { part: fault.part });
    case 'busy':
      return fault.holder === undefined ? say('portFault.busy') : say('portFault.busy_holder', fault.holder);
    case 'no_permission':
      return fault.group === undefined || fault.command === undefined
        ? say('portFault.no_permission')
        : say('portFault.no_permission_group', { group: fault.group, command: fault.command });
    case 'unreachable':
      return say('portFault.unreachable', { code: fault.code });
    case 'unsupported':
      return say('portFault.unsupported', { setting: fault.setting });
    case 'recording':
      return say(`portFault.recording.${fault.reason}`);
    case 'io':
      return say('portFault.io', { code: fault.code });
    case 'not_found':
    case 'no_driver':
    case 'gone':
      return say(`portFault.${fault.kind}`);
    default:
      return assertNever(fault);
  }
}

/** Why the record cannot be used, in words. */
export function recordFaultText(say: Translate, fault: RecordFault): string {
  switch (fault.kind) {
    case 'io':
      return say('recordFault.io', { code: fault.code });
    case 'in_use':
      return say('recordFault.in_use', { holder: holderText(say, fault.holder) });
    default:
      return say(`recordFault.${fault.kind}`);
  }
}

/** The detail of a run that could not be recorded (see `faultDetail`), in words; as it is where it is none. */
function faultDetailText(say: Translate, detail: string): string {
  const [kind, code = ''] = detail.split(' ');
  const known = RECORD_FAULTS.find((each) => each === kind);
  if (known === undefined) return detail;
  if (known === 'io') return say('recordFault.io', { code });
  if (known === 'in_use') return recordFaultText(say, { kind: known, holder: null });
  return code === '' ? say(`recordFault.${known}`) : `${say(`recordFault.${known}`)} (${code})`;
}

/** What is wrong with a profile, one sentence that begins with the field. */
export function profileFaultText(say: Translate, fault: ProfileFault): string {
  const field = fault.path === '' ? say('profile.file') : fault.path;
  return `${field} ${profileRuleText(say, fault)}`;
}

/** The same without the field, for a place where the field stands already. */
export function profileRuleText(say: Translate, { rule, expected = '' }: ProfileFault): string {
  switch (rule) {
    case 'wrong_type':
    case 'out_of_range':
    case 'not_one_of':
    case 'control_character':
    case 'line_too_long':
    case 'unknown_placeholder':
      return say(`profile.rule.${rule}`, { expected });
    default:
      return say(`profile.rule.${rule}`);
  }
}

/** What a detail is: mostly the module's own words, but not where this program or the profile is at fault. */
export function detailKey(code: FailureCode | null): 'cli.run.detail' | 'cli.run.saidBy' {
  return code === 'tester_fault' || code === 'identity_unknown' ? 'cli.run.detail' : 'cli.run.saidBy';
}

/** A detail in a sentence; where it is a line with a code, with what the code means. */
export function detailText(say: Translate, code: FailureCode | null, detail: string): string {
  if (code === 'record_failed') return say('cli.run.detail', { text: faultDetailText(say, detail) });
  const key = detailKey(code);
  const meaning = key === 'cli.run.saidBy' ? meaningOf(detail) : null;
  const words = meaning === null ? '' : ` — ${meaningWords(say, meaning)}`;
  return say(key, { text: `${visible(detail)}${words}` });
}

/** What the broker's return code means (MQTT 3.1.1 section 3.2.2.3); null when there is none or the detail says it. */
export function returnCodeText(say: Translate, returned: unknown, detail: string | null): string | null {
  const number = connackRefusal(returned);
  if (number === null || (detail !== null && meaningOf(detail)?.kind === 'connack')) return null;
  return `CONNACK ${number}: ${say(`connack.${number}`)}`;
}

/** What this computer found out about the broker, in a sentence. */
export function brokerWords(say: Translate, { host, port, obstacle, speaks }: BrokerCheck): string {
  const broker = `${host}:${port}`;
  if (obstacle === null) return say('broker.accepted', { broker });
  if (obstacle.kind === 'session_refused') {
    const refusal = connackRefusal(obstacle.code);
    const words = refusal === null ? '' : `: ${say(`connack.${refusal}`)}`;
    return say('broker.session_refused', { broker, code: `${obstacle.code}${words}` });
  }
  const found = speaks === null ? obstacle.kind : (`speaks_${speaks}` as const);
  return say(`broker.${found}`, { broker, code: obstacle.code });
}

/** What else was seen of the broker: what its name stands for, and whether it is the one it says it is. */
export function brokerDetails(say: Translate, { host, addresses, trusted }: BrokerCheck): readonly string[] {
  const other = addresses.filter((address) => address !== host);
  return [
    ...(other.length === 0 ? [] : [say('broker.addresses', { addresses: other.join(', ') })]),
    ...(trusted === null ? [] : [say(trusted ? 'broker.trusted' : 'broker.untrusted')]),
  ];
}

/** Why the broker was not asked, in words. */
export function brokerRefusalText(say: Translate, fault: BrokerRefusal): string {
  switch (fault.kind) {
    case 'address':
      return portFaultText(say, fault.fault);
    case 'secrets_unreadable':
      return say('window.notStarted.secrets_unreadable');
    case 'identity_unknown':
      return say('broker.refused.identity_unknown', { placeholder: `{${fault.placeholder}}` });
    case 'in_session':
      return say('broker.refused.in_session', { port: fault.port });
    case 'profile_missing':
    case 'profile_invalid':
    case 'called_off':
      return say(`broker.refused.${fault.kind}`);
    default:
      return assertNever(fault);
  }
}

/** What names a cause, in words. */
export function causeValueText(say: Translate, value: CauseValue): string {
  if (typeof value === 'string') return visible(value);
  return 'operator' in value ? say(`operator.${value.operator}`) : faultDetailText(say, value.recordFault);
}
