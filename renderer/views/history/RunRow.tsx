import { type KeyboardEvent, memo, type MouseEvent } from 'react';
import type { RunSummary } from '../../../shared/run-summary.ts';
import { StatusMark } from '../../parts/StatusMark.tsx';
import { useSay } from '../../texts.ts';
import { dateOf, minuteOf } from './dates.ts';
import classes from './history.module.css';
import { seekOnly, useHistory } from './history-store.ts';
import { outcomeWords, runStatus } from './outcome-words.ts';
import { focusSearch } from './SearchBox.tsx';
import { useSayHistory } from './texts.ts';

/** What the row of the keyboard is found by. */
export const rowId = (index: number): string => `history-row-${index}`;

/** Where in a row somebody clicked: on its mark, or anywhere else. */
export type RowPart = 'mark' | 'row';

interface RunRowProps {
  /** Null: it cannot be read; undefined: it is not here yet. */
  readonly run: RunSummary | null | undefined;
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly isActive: boolean;
  readonly startsDay: boolean;
  readonly onClick: (index: number, part: RowPart, event: Pick<MouseEvent, 'shiftKey' | 'ctrlKey'>) => void;
}

/** One run of the record. */
export const RunRow = memo(function RunRow(props: RunRowProps) {
  const { run, index, top, isActive, startsDay, onClick } = props;
  const sayHistory = useSayHistory();
  const isMarked = useHistory(({ marked }) => run != null && marked.has(run.id));
  return (
    // oxlint-disable-next-line click-events-have-key-events -- the keys are those of the list, which has the focus
    <div
      id={rowId(index)}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isMarked}
      className={classes.row}
      data-active={isActive || undefined}
      data-day={startsDay || undefined}
      data-run={run?.id}
      style={{ transform: `translateY(${top}px)` }}
      tabIndex={-1}
      onClick={(event) => onClick(index, 'row', event)}
    >
      {run == null ? (
        <span role="gridcell" className={classes.absent} data-damaged={run === null || undefined}>
          {run === null && sayHistory('history.damaged')}
        </span>
      ) : (
        <Cells run={run} isMarked={isMarked} onMark={(event) => onClick(index, 'mark', event)} />
      )}
    </div>
  );
});

interface CellsProps {
  readonly run: RunSummary;
  readonly isMarked: boolean;
  readonly onMark: (event: Pick<MouseEvent, 'shiftKey' | 'ctrlKey'>) => void;
}

function Cells({ run, isMarked, onMark }: CellsProps) {
  const say = useSay();
  const sayHistory = useSayHistory();
  const status = runStatus(run);
  const { word, more } = outcomeWords(say, sayHistory, run);
  const began = run.startedAtMs;
  return (
    <>
      <span role="gridcell" className={classes.markCell}>
        <input
          type="checkbox"
          tabIndex={-1}
          checked={isMarked}
          aria-label={sayHistory('history.mark')}
          readOnly
          onClick={(event) => {
            event.stopPropagation();
            onMark(event);
          }}
        />
      </span>
      <span role="gridcell" className={classes.outcome} data-status={status} title={`${word} ${more}`}>
        <StatusMark status={status} />
        <b>{word}</b>
        <span>{more}</span>
      </span>
      <span role="gridcell" className={classes.began}>
        {began !== null && (
          <>
            <span>{dateOf(began)}</span> {minuteOf(began)}
          </>
        )}
      </span>
      <NumberCell value={run.unit} />
      <NumberCell value={run.imei} />
      <span role="gridcell" className="mono" title={run.iccid ?? undefined}>
        {run.iccid}
      </span>
      <TextCell value={run.network} />
      <TextCell value={run.profileName} />
      <TextCell value={run.operator} />
      <span role="gridcell" className="mono" title={run.port ?? undefined}>
        {run.port}
      </span>
      <span role="gridcell" className={classes.time}>
        {run.state === 'finished' && say('window.seconds', { seconds: (run.durationMs / 1000).toFixed(1) })}
      </span>
    </>
  );
}

const TextCell = ({ value }: { readonly value: string | null }) => (
  <span role="gridcell" title={value ?? undefined}>
    {value}
  </span>
);

/** A number of the unit: a click looks for everything that was ever done with it. */
function NumberCell({ value }: { readonly value: string | null }) {
  const sayHistory = useSayHistory();
  const find = (event: MouseEvent | KeyboardEvent) => {
    event.stopPropagation();
    if (value === null) return;
    seekOnly(value);
    focusSearch();
  };
  return (
    <span role="gridcell" className="mono">
      {value !== null && value !== '' && (
        <button
          type="button"
          tabIndex={-1}
          className={classes.number}
          title={sayHistory('history.ofUnit', { number: value })}
          onClick={find}
        >
          {value}
        </button>
      )}
    </span>
  );
}
