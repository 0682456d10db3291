import type { RecordFault } from '../record-fault.ts';
import type { Translate } from './index.ts';
import { recordFaultText } from './wording.ts';

/** What to do about it. */
function nextText(say: Translate, { kind }: RecordFault): string {
  switch (kind) {
    case 'conflict':
    case 'not_found':
    case 'closed':
      return say('record.next.restart');
    default:
      return say(`record.next.${kind}`);
  }
}

const parts = (say: Translate, fault: RecordFault, place: string) => ({
  why: recordFaultText(say, fault),
  place,
  next: nextText(say, fault),
});

/** That the record cannot be written, what becomes of the runs, and what to do. `place`: its file, or the folder of it. */
export function recordTroubleText(say: Translate, fault: RecordFault, place: string): string {
  return say(fault.kind === 'locked' ? 'record.waits' : 'record.failed', parts(say, fault, place));
}

/** That nothing is begun while the record cannot be written, and what to do. */
export function recordRefusalText(say: Translate, fault: RecordFault, place: string | null = null): string {
  return place === null
    ? say('record.refused', parts(say, fault, ''))
    : say('record.refusedAt', parts(say, fault, place));
}

/** That the record cannot be opened, and what to do. */
export function recordUnopenedText(say: Translate, fault: RecordFault, path: string): string {
  return say('record.unopened', parts(say, fault, path));
}
