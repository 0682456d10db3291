import type { Translate } from '../../shared/messages/index.ts';

/** A box with a sentence and buttons, as the system shows it. */
export interface Question {
  type: 'question' | 'warning' | 'info';
  title: string;
  message: string;
  detail?: string;
  buttons: string[];
  /** The button that Enter presses. */
  defaultId: number;
  /** What closing the box means. */
  cancelId: number;
  noLink: true;
}

/** The first button does it, the second one leaves things as they are. */
export const DO_IT = 0;
const LEAVE_IT = 1;

/** Before quitting while something runs. */
export function quitQuestion(say: Translate, ports: readonly string[]): Question {
  return {
    ...box(say, 'question', say('desktop.quit.message', { ports: ports.join(', ') })),
    detail: say('desktop.quit.detail'),
    buttons: [say('desktop.quit.stop'), say('desktop.quit.keep')],
  };
}

/** Before a page goes whose form has changes. */
export function unsavedQuestion(say: Translate): Question {
  return {
    ...box(say, 'warning', say('desktop.unsaved.message')),
    buttons: [say('desktop.unsaved.discard'), say('desktop.unsaved.stay')],
  };
}

/** When the page's process has ended by itself. */
export function pageGoneQuestion(say: Translate, reason: string): Question {
  return {
    ...box(say, 'warning', say('desktop.pageGone.message', { reason })),
    detail: say('desktop.pageGone.detail'),
    buttons: [say('desktop.pageGone.reload'), say('desktop.pageGone.quit')],
    defaultId: DO_IT,
  };
}

/** The box behind Help, About. */
export function aboutBox(say: Translate, version: string, dataFolder: string): Question {
  return {
    ...box(say, 'info', `${say('product.name')} ${version}`),
    detail: `${say('product.purpose')}\n\n${say('desktop.about.dataFolder', { path: dataFolder })}`,
    buttons: [say('desktop.about.close')],
    defaultId: 0,
    cancelId: 0,
  };
}

function box(say: Translate, type: Question['type'], message: string) {
  const title = say('product.name');
  return { type, title, message, defaultId: LEAVE_IT, cancelId: LEAVE_IT, noLink: true as const };
}
