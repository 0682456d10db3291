import { assertNever } from '../assert-never.ts';
import type { BrokerCheck } from '../broker-check.ts';
import type { Translate } from './index.ts';
import type { FailureCode } from '../outcome.ts';
import type { PortFault } from '../port.ts';
import type { RecordFault } from '../record-fault.ts';
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
  return fault.kind === 'io' ? say('recordFault.io', { code: fault.code }) : say(`recordFault.${fault.kind}`);
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

/** What this computer found out about the broker, in a sentence. */
export function brokerWords(say: Translate, { host, port, obstacle }: BrokerCheck): string {
  const broker = `${host}:${port}`;
  if (obstacle === null) return say('broker.accepted', { broker });
  return obstacle.kind === 'session_refused'
    ? say('broker.session_refused', { broker, code: obstacle.code })
    : say(`broker.${obstacle.kind}`, { broker, code: obstacle.code });
}
