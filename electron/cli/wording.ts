import { assertNever } from '../../shared/assert-never.ts';
import type { Translate } from '../../shared/messages/index.ts';
import type { PortFault } from '../../shared/port.ts';
import type { RecordFault } from '../service/assemble.ts';
import type { ProfileFault } from '../../shared/profile-rules.ts';

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
export function profileFaultText(say: Translate, { path, rule, expected = '' }: ProfileFault): string {
  const field = path === '' ? say('profile.file') : path;
  return `${field} ${fillExpected(say, rule, expected)}`;
}

function fillExpected(say: Translate, rule: ProfileFault['rule'], expected: string): string {
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
