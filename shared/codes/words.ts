import { assertNever } from '../assert-never.ts';
import type { codes } from '../messages/en/codes.ts';
import type { TranslateOf } from '../messages/language.ts';
import { dbm, signalLevel } from '../signal.ts';
import type { Meaning } from './meaning.ts';

/** What a received line means, in a few words: no capital in front, no full stop behind. */
export function meaningWords(say: TranslateOf<typeof codes>, meaning: Meaning): string {
  switch (meaning.kind) {
    case 'cme':
      return say(`cme.${meaning.code}`);
    case 'cms':
      return say(`cms.${meaning.code}`);
    case 'sim':
      return say(`sim.${meaning.state}`);
    case 'registration':
      return say(`registration.${meaning.stat}`);
    case 'attach':
      return say(meaning.attached ? 'attach.1' : 'attach.0');
    case 'signal': {
      const power = dbm(meaning.signal);
      if (power === null) return say('signal.unknown');
      return say('signal.measured', {
        word: say(`signal.${signalLevel(meaning.signal).word}`),
        power: `−${-power}`,
      });
    }
    case 'functionality':
      return say(`functionality.${meaning.level}`);
    case 'bearer':
      return say(`bearerState.${meaning.state}`);
    case 'mqtt':
      return say(`mqttState.${meaning.value}`);
    case 'connack':
      return say(`connack.${meaning.code}`);
    case 'granted':
      return say('suback.granted', { qos: meaning.qos });
    case 'cached':
      return say('urc.message_notice', { slot: meaning.slot });
    case 'delivery':
      return say(`delivery.${meaning.mode}`);
    case 'returned':
      return say('returned.same');
    case 'voltage':
      return say(meaning.isOff ? `voltage.${meaning.side}.off` : `voltage.${meaning.side}`);
    case 'urc':
      return say(`urc.${meaning.id}`);
    default:
      return assertNever(meaning);
  }
}
