import { EVERY_RUN } from '../../../shared/history.ts';
import type { RunSummary } from '../../../shared/run-summary.ts';
import { exportThese } from '../../store/exporting.ts';
import { useLanguage } from '../../texts.ts';
import { dateOf, dayOf, dayStart, weekdayOf } from './dates.ts';
import classes from './history.module.css';
import { type SayHistory, useSayHistory } from './texts.ts';
import { useToday } from './use-today.ts';

/** The day of the rows below it. */
export function DayBand({ run }: { readonly run: RunSummary | null }) {
  const sayHistory = useSayHistory();
  const language = useLanguage();
  const today = useToday();
  const ms = run?.startedAtMs ?? null;
  return (
    <div role="rowgroup" className={classes.day}>
      <div role="row">
        <span role="gridcell">
          {ms !== null && (
            <>
              <b>{dateOf(ms)}</b> {nearWords(sayHistory, ms, today) ?? weekdayOf(ms, language)}
              <button
                type="button"
                tabIndex={-1}
                className={classes.dayExport}
                onClick={() => exportThese({ kind: 'query', query: { ...EVERY_RUN, ...dayOf(ms) } })}
              >
                {sayHistory('history.day.export')}
              </button>
            </>
          )}
        </span>
      </div>
    </div>
  );
}

function nearWords(sayHistory: SayHistory, ms: number, today: number): string | null {
  if (dayStart(ms) === today) return sayHistory('history.date.today');
  return dayStart(ms) === dayStart(today, 1) ? sayHistory('history.date.yesterday') : null;
}
