import type { RunEvent } from '../../../../shared/events.ts';
import type { LineRange } from '../../../../shared/log/exchange-lines.ts';
import { shownFile } from '../../../store/opened-file.ts';
import type { ShownRun } from '../../../store/window-state.ts';
import { useSay } from '../../../texts.ts';
import { useWindow } from '../../../window-context.ts';
import { citations } from './citations.ts';
import classes from './diagnosis.module.css';
import { useShowLines } from './show-lines.ts';
import { useCited } from './use-cited.ts';

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
  const file = useWindow((state) => {
    const shown = state.openedRun === run.runId ? shownFile(state) : null;
    return shown?.origin.kind === 'log' ? shown : null;
  });
  const lines = useCited(run, events);
  const cited = citations(lines, events, file?.linesOf ?? null);
  if (cited.length === 0) return null;
  const isOne = cited.length === 1 && cited[0]?.named.first === cited[0]?.named.last;
  const where = file === null ? 'diagnosis' : 'diagnosis.file';
  return (
    <span className={classes.lines}>
      {say(isOne ? `${where}.line` : `${where}.lines`)}{' '}
      {cited.slice(0, MOST).map(({ lines, named }, index) => (
        <span key={lines.first}>
          {index > 0 && ', '}
          <button
            type="button"
            className={classes.link}
            aria-label={labelOf(named)}
            onClick={() => show(lines)}
          >
            {named.first === named.last ? named.first : `${named.first}–${named.last}`}
          </button>
        </span>
      ))}
      {cited.length > MOST && ' …'}
    </span>
  );

  function labelOf({ first, last }: LineRange): string {
    return first === last
      ? say('diagnosis.showLine', { line: first })
      : say('diagnosis.showLines', { first, last });
  }
}
