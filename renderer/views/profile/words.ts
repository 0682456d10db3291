import { fieldLabel } from '../../../shared/messages/field-words.ts';
import type { Translate } from '../../../shared/messages/index.ts';
import { profileRuleText } from '../../../shared/messages/wording.ts';
import type { ProfileChange } from '../../../shared/profile-file.ts';
import type { ProfileFault } from '../../../shared/profile-rules.ts';
import { SECRET_FIELDS } from '../../../shared/station.ts';
import { type SectionId, sectionOf } from '../../../shared/profile-sections.ts';
import type { FormWarning } from './warnings.ts';

/** What the form says of faults and warnings. */

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
