import { assertNever } from '../../../../shared/assert-never.ts';
import type { Translate } from '../../../../shared/messages/index.ts';
import type { FieldChange } from '../../../../shared/profile-change.ts';
import { RECOVERY_LADDER, type RecoveryLevel } from '../../../../shared/recovery.ts';
import type { Remedy } from '../../../../shared/remedy.ts';
import type { StepNumber } from '../../../../shared/plan.ts';
import { fieldLabel } from '../../../../shared/messages/field-words.ts';

/** What stands on the button of a remedy. */
export function remedyLabel(say: Translate, remedy: Remedy, step: StepNumber | null): string {
  switch (remedy.kind) {
    case 'retry_step':
      return say('remedy.retry_step', { step: step ?? '' });
    case 'run_from':
    case 'skip_step':
      return say(`remedy.${remedy.kind}`, { step: remedy.step });
    case 'try':
      return tryLabel(say, remedy.changes);
    case 'recover':
      return recoveryLabel(say, remedy.level);
    case 'find_baud_rate':
    case 'pulse_power_key':
    case 'enter_pin':
    case 'signal_meter':
      return say(`remedy.${remedy.kind}`);
    case 'edit_field':
      return say('window.openFieldOf', { field: fieldLabel(say, remedy.field) });
    case 'type':
      return say('remedy.type', { line: remedy.line });
    default:
      return assertNever(remedy);
  }
}

/** A rung of the recovery ladder, with what it costs. */
export function recoveryLabel(say: Translate, level: RecoveryLevel): string {
  const [from, to] = RECOVERY_LADDER[level].seconds;
  return say(`remedy.recover.${level}`, { from, to });
}

/** A run with other values. Connection and port go together. */
function tryLabel(say: Translate, changes: readonly FieldChange[]): string {
  const tls = changes.find(({ field }) => field === 'broker.tls');
  const port = changes.find(({ field }) => field === 'broker.port');
  if (tls === undefined || port === undefined)
    return changes.map((change) => changeLabel(say, change)).join(' · ');
  const together = say(tls.value === true ? 'remedy.try.ssl.port' : 'remedy.try.plain.port', {
    value: String(port.value),
  });
  const others = changes.filter((change) => change !== tls && change !== port);
  return [together, ...others.map((change) => changeLabel(say, change))].join(' · ');
}

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

function changeLabel(say: Translate, { field, value }: FieldChange): string {
  const shown = { value: String(value) };
  switch (field) {
    case 'baudRate':
      return say('remedy.try.baudRate', shown);
    case 'apn.name':
      return say('remedy.try.apn', shown);
    case 'broker.host':
      return say(IPV4.test(shown.value) ? 'remedy.try.address' : 'remedy.try.host', shown);
    case 'broker.port':
      return say('remedy.try.port', shown);
    case 'broker.tls':
      return say(value === true ? 'remedy.try.ssl' : 'remedy.try.plain');
    case 'broker.sslPrefix':
      return say(value === true ? 'remedy.try.prefix' : 'remedy.try.noPrefix');
    case 'mqtt.clientId':
      return say('remedy.try.clientId', shown);
    case 'messages.delivery':
      return say(value === 'cached' ? 'remedy.try.cached' : 'remedy.try.direct');
    case 'messages.encoding':
      return say(value === 'hex' ? 'remedy.try.hex' : 'remedy.try.ascii');
    case 'optionalSteps.echoOff':
    case 'optionalSteps.fixBaud': {
      const step = field === 'optionalSteps.echoOff' ? 2 : 3;
      return say(value === true ? 'remedy.try.withStep' : 'remedy.skip_step', { step });
    }
    default:
      return assertNever(field);
  }
}
