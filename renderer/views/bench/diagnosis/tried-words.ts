import type { Translate } from '../../../../shared/messages/index.ts';
import type { FieldValue, TriableField } from '../../../../shared/profile-change.ts';
import type { Tried, TriedField } from '../../../store/tried.ts';

/** What a run tried, and what came of it, in a sentence. */
export function triedWords(say: Translate, { fields, result }: Tried): string {
  const changes = fields.map((each) => changedWords(say, each)).join(' · ');
  if (result === null) return say('try.running', { changes });
  switch (result.kind) {
    case 'passed':
      return say('try.passed', { changes });
    case 'further':
      return say('try.further', { changes, step: result.step, before: result.before });
    case 'no_better':
      return say('try.noBetter', { changes });
    case 'unknown':
      return say('try.used', { changes });
  }
}

function changedWords(say: Translate, { field, value, before }: TriedField): string {
  const named = { name: say(`try.name.${field}`), value: valueWords(say, field, value) };
  return before === null
    ? `${named.name} ${named.value}`
    : say('try.instead', { ...named, before: valueWords(say, field, before) });
}

/** A value as the form shows it. */
function valueWords(say: Translate, field: TriableField, value: FieldValue): string {
  switch (field) {
    case 'broker.tls':
      return say(value === true ? 'form.tls.ssl' : 'form.tls.plain');
    case 'messages.delivery':
      return say(value === 'cached' ? 'form.delivery.cached' : 'form.delivery.direct');
    case 'messages.encoding':
      return say(value === 'hex' ? 'form.encoding.hex' : 'form.encoding.ascii');
    default:
      return typeof value === 'boolean' ? say(value ? 'try.on' : 'try.off') : String(value);
  }
}
