import type { RunEvent } from '../../../../shared/events.ts';
import { joinedRanges } from '../../../../shared/log/cited-lines.ts';
import type { LineRange } from '../../../../shared/log/exchange-lines.ts';
import type { CitedLines } from '../../../service/log/citations.ts';

export interface Citation {
  /** Of the log as it is shown. */
  readonly lines: LineRange;
  /** As they are called: by the lines of the file they were read from, where there is one. */
  readonly named: LineRange;
}

/** The lines that facts tell of, as far as they are known, in the order of the log; those that touch each other as one. */
export function citations(
  known: CitedLines,
  events: readonly RunEvent[],
  linesOf: ReadonlyMap<number, LineRange> | null,
): readonly Citation[] {
  const cited = events.flatMap((event) => {
    const lines = known.get(event.seq) ?? null;
    return lines === null ? [] : [{ lines, named: linesOf?.get(event.seq) ?? lines }];
  });
  return joinedRanges(cited.map(({ lines }) => lines)).map((lines) => {
    const within = cited.filter((each) => each.lines.first >= lines.first && each.lines.last <= lines.last);
    const first = Math.min(...within.map(({ named }) => named.first));
    const last = Math.max(...within.map(({ named }) => named.last));
    return { lines, named: { first, last } };
  });
}
