import type { ListFault } from '../../../shared/console/command-list.ts';
import type { TextFault } from '../../../shared/console/typed-text.ts';
import type { MessageKey, Translate } from '../../../shared/messages/index.ts';
import type { ConsoleRoom } from '../../store/console-state.ts';

/** What can be typed where, or why nothing can. */
export const ROOM_WORDS = {
  free: 'window.console.hint',
  paused: 'console.paused',
  running: 'window.obstacle.run',
  pausing: 'console.pausing',
  listening: 'remedy.obstacle.observed',
  service: 'window.obstacle.service',
  old: 'window.obstacle.old',
  port: 'window.obstacle.port',
} as const satisfies Record<ConsoleRoom, MessageKey>;

/** What is wrong with a typed text, in a sentence. */
export const textFaultWords = (say: Translate, { kind }: TextFault): string => say(`console.fault.${kind}`);

/** What is wrong with a line of a list, in a sentence that names the line. */
export function listFaultWords(say: Translate, fault: ListFault): string {
  switch (fault.kind) {
    case 'nothing':
    case 'too_many':
    case 'too_large':
      return say(`list.fault.${fault.kind}`);
    case 'unknown_option':
    case 'option_twice':
    case 'bad_wait':
    case 'empty_expect':
    case 'long_expect':
      return say(`list.fault.${fault.kind}`, { line: fault.line, part: fault.part });
    default:
      return say('list.fault.at', { line: fault.line, fault: textFaultWords(say, fault) });
  }
}
