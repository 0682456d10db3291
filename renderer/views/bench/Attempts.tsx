import { useState } from 'react';
import type { StepState } from '../../../shared/run-state.ts';
import type { ShownRun } from '../../store/window-state.ts';
import { useSay } from '../../texts.ts';
import { type Attempt, attemptsOf, folded, type Talk } from './attempts.ts';
import classes from './bench.module.css';
import { TalkRows } from './TalkRows.tsx';
import { useStepRows } from './use-step-rows.ts';

interface AttemptsProps {
  readonly run: ShownRun;
  readonly step: StepState;
}

/** What was sent and what came back in the newest attempt; the ones before it are kept behind a click. */
export function Attempts({ run, step }: AttemptsProps) {
  const say = useSay();
  const { head, hidden, tail } = useStepRows(run, step);
  const attempts = attemptsOf([...head, ...tail]);
  const newest = attempts.at(-1);
  const earlier = attempts.slice(0, -1);
  if (newest === undefined) return null;
  return (
    <>
      {earlier.length > 0 && (
        <details className={classes.earlier}>
          <summary>{say('window.earlier', { count: earlier.length })}</summary>
          {earlier.map((attempt) => (
            <AttemptTable key={attempt.number} attempt={attempt} run={run} />
          ))}
        </details>
      )}
      {hidden > 0 && <p className={classes.note}>{say('window.excerpt', { count: hidden })}</p>}
      <AttemptTable attempt={newest} run={run} />
    </>
  );
}

function AttemptTable({ attempt, run }: { readonly attempt: Attempt; readonly run: ShownRun }) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  if (attempt.talks.length === 0) return null;
  const { first, hidden, last } = open
    ? { first: attempt.talks, hidden: 0, last: [] }
    : folded(attempt.talks);
  const rows = (talks: readonly Talk[]) =>
    talks.map((talk) => <TalkRows key={keyOf(talk)} talk={talk} run={run} />);
  return (
    <div
      className={classes.talk}
      role="group"
      aria-label={say('window.attempt', { attempt: attempt.number })}
    >
      {rows(first)}
      {hidden > 0 && (
        <button type="button" className={classes.folded} onClick={() => setOpen(true)}>
          {say('window.folded', { count: hidden })}
        </button>
      )}
      {rows(last)}
    </div>
  );
}

const keyOf = ({ sent, rest }: Talk): string => `${sent?.no ?? 'x'}-${rest[0]?.elapsedMs ?? ''}`;
