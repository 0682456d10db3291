import { localMinute } from '../local-time.ts';
import type { RecordHolder } from '../record-holder.ts';
import type { Translate } from './index.ts';

/** Who has the record, as a part of a sentence. */
export function holderText(say: Translate, holder: RecordHolder | null): string {
  if (holder === null) return say('keeping.holder.unknown');
  const { pid, host, address } = holder;
  const since = localMinute(holder.sinceMs);
  if (holder.shell === 'desktop') return say('keeping.holder.desktop', { pid, host, since });
  return address === null
    ? say('keeping.holder.browser', { pid, host, since })
    : say('keeping.holder.browser_at', { address, pid, host, since });
}

/** Why a program does not start whose record somebody has, and what can be done. */
export function inUseText(say: Translate, path: string, holder: RecordHolder | null): string {
  return say('keeping.inUse', { path, holder: holderText(say, holder) });
}
