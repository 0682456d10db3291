import type { LineRow, NoteRow as Note } from '../../../shared/log-view.ts';
import type { ShownRun } from '../../store/window-state.ts';
import { useSay } from '../../texts.ts';
import { useActions } from '../../window-context.ts';
import type { Talk } from './attempts.ts';
import classes from './bench.module.css';
import { LineWords } from './LineWords.tsx';
import { LineBytes } from './log/LineBytes.tsx';
import { noteWords } from '../../../shared/log/note-words.ts';
import { toneOf } from './tone.ts';
import { clockTime } from './wall-time.ts';

interface TalkRowsProps {
  readonly talk: Talk;
  readonly run: ShownRun;
}

/** A command and its answer, line by line, with the time since the command. A click shows the line in the log. */
export function TalkRows({ talk, run }: TalkRowsProps) {
  const say = useSay();
  const { sent, rest } = talk;
  const beganMs = sent?.elapsedMs ?? rest[0]?.elapsedMs ?? 0;
  const startedAtMs = run.state.startedAtMs ?? 0;
  return (
    <>
      {sent !== null && (
        <Row
          kind={say('window.sent')}
          entry={sent}
          run={run}
          time={clockTime(startedAtMs + sent.elapsedMs)}
        />
      )}
      {rest.map((entry) => {
        const time = say('window.after', { seconds: ((entry.elapsedMs - beganMs) / 1000).toFixed(3) });
        return entry.kind === 'line' ? (
          <Row
            key={entry.no}
            kind={entry.unsolicited ? say('window.unsolicitedShort') : say('window.got')}
            entry={entry}
            run={run}
            time={time}
          />
        ) : (
          <NoteRow key={`note ${entry.event.seq}`} entry={entry} time={time} />
        );
      })}
    </>
  );
}

interface RowProps {
  readonly kind: string;
  readonly entry: LineRow;
  readonly run: ShownRun;
  readonly time: string;
}

function Row({ kind, entry, run, time }: RowProps) {
  const { setLog } = useActions();
  const show = () => setLog({ target: { runId: run.runId, no: entry.no }, follow: false, collapsed: false });
  return (
    <button type="button" className={classes.talkRow} data-tone={toneOf(entry)} onClick={show}>
      <span className={classes.talkKind}>{kind}</span>
      <span>
        <span className="mono">
          <LineBytes bytes={entry.bytes} />
        </span>
        <LineWords entry={entry} />
      </span>
      <span className={classes.talkTime}>{time}</span>
    </button>
  );
}

function NoteRow({ entry, time }: { readonly entry: Note; readonly time: string }) {
  const say = useSay();
  return (
    <div className={classes.talkRow} data-tone="note">
      <span className={classes.talkKind}>·</span>
      <span>{noteWords(say, entry.event)}</span>
      <span className={classes.talkTime}>{time}</span>
    </div>
  );
}
