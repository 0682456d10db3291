import { hexColumns } from '../../../shared/log/shown-bytes.ts';
import { Bytes } from '../../parts/Bytes.tsx';
import type { LogRow as Row } from '../../store/log-rows.ts';
import { useSay } from '../../texts.ts';
import classes from './bench.module.css';
import { LineWords } from './LineWords.tsx';
import { noteWords } from '../../../shared/log/note-words.ts';
import { toneOf } from './tone.ts';
import { clockTime } from './wall-time.ts';

const MARKS = { sent: '→', received: '←', unsolicited: '!', refusal: '←', note: '·' } as const;

interface LogRowProps {
  readonly row: Row;
  readonly hex: boolean;
  readonly aimed?: boolean;
}

/** One line of the log: when, which way, what, in which step. */
export function LogRow({ row: { run, entry }, hex, aimed = false }: LogRowProps) {
  const say = useSay();
  const step = run.book.stepOf(entry);
  const tone = toneOf(entry, step);
  return (
    <div className={classes.line} data-tone={tone} data-aimed={aimed || undefined}>
      <span className={classes.lineTime}>{clockTime((run.state.startedAtMs ?? 0) + entry.elapsedMs)}</span>
      <span>{MARKS[tone]}</span>
      {entry.kind === 'note' ? (
        <span className={classes.lineNote}>{noteWords(say, entry.event)}</span>
      ) : (
        <span className={classes.lineText}>
          {hex ? hexColumns(entry.bytes) : <Bytes bytes={entry.bytes} />}
          <LineWords entry={entry} />
        </span>
      )}
      <span className={classes.lineStep}>
        {tone === 'unsolicited' ? say('window.unsolicitedShort') : entry.kind === 'line' ? (step ?? '') : ''}
      </span>
    </div>
  );
}
