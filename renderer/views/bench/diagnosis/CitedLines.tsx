import type { RunEvent } from '../../../../shared/events.ts';
import { citedLines, joinedRanges } from '../../../../shared/log/cited-lines.ts';
import type { LineRange } from '../../../../shared/log/log-book.ts';
import type { ShownRun } from '../../../store/window-state.ts';
import { useSay } from '../../../texts.ts';
import classes from './diagnosis.module.css';
import { useShowLines } from './show-lines.ts';

/** Links shown; what more there is stands around these. */
const MOST = 5;

interface CitedLinesProps {
  readonly events: readonly RunEvent[];
  readonly run: ShownRun;
}

/** The lines of the log that speak for something, by number; a click shows them. */
export function CitedLines({ events, run }: CitedLinesProps) {
  const say = useSay();
  const show = useShowLines(run);
  const ranges = joinedRanges(
    events.map((event) => citedLines(run.book, event)).filter((range) => range !== null),
  );
  if (ranges.length === 0) return null;
  const isOne = ranges.length === 1 && ranges[0]?.first === ranges[0]?.last;
  return (
    <span className={classes.lines}>
      {say(isOne ? 'diagnosis.line' : 'diagnosis.lines')}{' '}
      {ranges.slice(0, MOST).map((range, index) => (
        <span key={range.first}>
          {index > 0 && ', '}
          <button
            type="button"
            className={classes.link}
            aria-label={labelOf(range)}
            onClick={() => show(range)}
          >
            {range.first === range.last ? range.first : `${range.first}–${range.last}`}
          </button>
        </span>
      ))}
      {ranges.length > MOST && ' …'}
    </span>
  );

  function labelOf({ first, last }: LineRange): string {
    return first === last
      ? say('diagnosis.showLine', { line: first })
      : say('diagnosis.showLines', { first, last });
  }
}
