import type { KeyboardEvent } from 'react';
import { Icon } from '../../parts/Icon.tsx';
import type { StepMark } from '../../store/moments.ts';
import classes from './moment.module.css';
import { useSayHistory } from './texts.ts';

interface MomentTrackProps {
  /** Null: at the end. */
  readonly atMs: number | null;
  readonly endMs: number;
  readonly marks: readonly StepMark[];
  readonly failedMs: number | null;
  /** The moment for those who listen. */
  readonly words: string;
  readonly onSeek: (ms: number) => void;
  readonly onKey: (event: KeyboardEvent) => void;
}

/** Numbers nearer to each other than this, in percent, would lie upon each other. */
const NEAREST = 1.7;

/** The time of the run as a line: where its steps began, where it stopped, and the thumb. */
export function MomentTrack({ atMs, endMs, marks, failedMs, words, onSeek, onKey }: MomentTrackProps) {
  const sayHistory = useSayHistory();
  const place = (ms: number) => Math.min(100, (ms / endMs) * 100);
  const numbered = withRoom(marks, place);
  return (
    <div className={classes.track}>
      <i className={classes.line} aria-hidden="true">
        <i style={{ width: `${place(atMs ?? endMs)}%` }} />
      </i>
      <div className={classes.marks} aria-hidden="true">
        {marks.map((mark) => (
          <i
            key={mark.step}
            className={classes.mark}
            data-status={mark.status}
            style={{ left: `${place(mark.ms)}%` }}
          >
            {numbered.has(mark) && <span>{mark.step}</span>}
          </i>
        ))}
        {failedMs !== null && (
          <i className={classes.failure} style={{ left: `${place(failedMs)}%` }}>
            <Icon name="cross" size={10} weight={3.4} />
          </i>
        )}
      </div>
      <input
        type="range"
        min={0}
        max={endMs}
        step="any"
        value={atMs ?? endMs}
        aria-label={sayHistory('moment.slider')}
        aria-valuetext={words}
        onChange={({ currentTarget }) => onSeek(Number(currentTarget.value))}
        onKeyDown={onKey}
      />
    </div>
  );
}

/** Which of the marks have room for their number; the one where the run stopped always has. */
function withRoom(marks: readonly StepMark[], place: (ms: number) => number): ReadonlySet<StepMark> {
  const numbered = new Set(marks.filter(({ status }) => status === 'failed' || status === 'errored'));
  for (const mark of marks) {
    const isFree = [...numbered].every((other) => Math.abs(place(other.ms) - place(mark.ms)) >= NEAREST);
    if (isFree) numbered.add(mark);
  }
  return numbered;
}
