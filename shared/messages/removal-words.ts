import { byteSize } from '../byte-size.ts';
import type { Removal } from '../keeping.ts';
import { localDay } from '../local-time.ts';
import type { Translate } from './index.ts';

type Taken = Pick<Removal, 'count' | 'oldestMs' | 'newestMs' | 'bytes'>;

/** What was taken away, and why, in a sentence. */
export function removalText(say: Translate, removal: Removal): string {
  return say(`keeping.removed.${removal.what}.${removal.reason}`, { what: takenText(say, removal) });
}

/** How many, from when to when, how much. */
export function takenText(say: Translate, { count, oldestMs, newestMs, bytes }: Taken): string {
  const size = byteSize(bytes);
  const [from, to] = [oldestMs, newestMs].map((ms) => (ms === null ? null : localDay(ms)));
  if (from == null || to == null) return say('keeping.taken.undated', { count, size });
  return from === to
    ? say('keeping.taken.day', { count, day: from, size })
    : say('keeping.taken', { count, from, to, size });
}
