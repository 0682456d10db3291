import { useEffect, useState } from 'react';
import { differenceWords } from '../../../shared/messages/difference-words.ts';
import { portFaultText } from '../../../shared/messages/wording.ts';
import { isSame } from '../../../shared/run-difference.ts';
import type { ServiceClient } from '../../service/connection.ts';
import { replayedBy } from '../../store/replay-address.ts';
import { shownState } from '../../store/shown.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import classes from './bench.module.css';

type Found = Awaited<ReturnType<ServiceClient['runs']['difference']>>;

/** What a run on a recording did otherwise than the recording; nothing for other runs, and until it has ended. */
export function ReplayCard() {
  const say = useSay();
  const runId = useWindow((state) => {
    const { port, finish, link, runId: id } = shownState(state);
    const isOver = finish !== null && link.fault?.kind !== 'recording';
    return isOver && replayedBy(port) !== null ? id : null;
  });
  const found = useDifference(runId);
  if (found === null) return null;
  if (found.ok) {
    const { difference } = found;
    return (
      <section className={classes.card} data-level={isSame(difference) ? 'same' : 'differs'}>
        <h2>{say('replay.title')}</h2>
        <ul className={classes.differences}>
          {differenceWords(say, difference).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </section>
    );
  }
  if (found.reason === 'no_replay') return null;
  const fault = portFaultText(say, { kind: 'recording', reason: found.reason });
  return (
    <section className={classes.card} data-level="errored">
      <p>{say('replay.noComparison', { fault })}</p>
    </section>
  );
}

/** Asks once for each run that has ended. */
function useDifference(runId: string | null): Found | null {
  const { ask } = useActions();
  const [known, setKnown] = useState<{ readonly runId: string; readonly found: Found } | null>(null);
  useEffect(() => {
    if (runId === null) return undefined;
    let isWanted = true;
    void ask((client) => client.runs.difference({ runId })).then((found) => {
      if (isWanted && found !== null) setKnown({ runId, found });
    });
    return () => {
      isWanted = false;
    };
  }, [runId, ask]);
  return known !== null && known.runId === runId ? known.found : null;
}
