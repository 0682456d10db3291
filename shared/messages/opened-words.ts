import { assertNever } from '../assert-never.ts';
import type { Doubt, OpenedOrigin } from '../opened-log.ts';
import type { Translate } from './language.ts';

/** Where a file is from, in a sentence; empty for the log of another program, which is nobody's record. */
export function originText(say: Translate, origin: OpenedOrigin, file: string, at: string): string {
  switch (origin.kind) {
    case 'log':
      return '';
    case 'record':
      return say('opened.from.record', { file });
    case 'pack':
      return say('opened.from.pack', { file, station: origin.station, at });
    default:
      return assertNever(origin);
  }
}

/** Why a file cannot be believed as it is, in a sentence. */
export function doubtText(say: Translate, doubt: Doubt): string {
  switch (doubt.kind) {
    case 'hash':
    case 'missing':
    case 'unlisted':
      return say(`doubt.${doubt.kind}`, { name: doubt.name });
    case 'facts':
    case 'lines':
    case 'misfits':
      return say(`doubt.${doubt.kind}`, { count: doubt.count });
    case 'bytes':
      return say('doubt.bytes', { seq: doubt.seq });
    case 'verdict':
    case 'summary':
    case 'no_bytes':
      return say(`doubt.${doubt.kind}`);
    default:
      return assertNever(doubt);
  }
}
