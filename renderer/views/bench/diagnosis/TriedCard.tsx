import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { tryingRun, triedOf, type Tried } from '../../../store/tried.ts';
import { useSay } from '../../../texts.ts';
import { useActions, useWindow } from '../../../window-context.ts';
import classes from './diagnosis.module.css';
import { triedWords } from './tried-words.ts';

/** What the run on the screen did otherwise than its profile, what came of it, and whether to keep it. */
export function TriedCard() {
  const say = useSay();
  const run = useWindow(tryingRun);
  const segments = useWindow((state) => state.segments);
  const profiles = useWindow(({ station }) => station.profiles);
  const canKeep = useWindow(({ service, openedRun }) => service === 'up' && openedRun === null);
  const discarded = useWindow(({ discardedTries }) => discardedTries);
  const tried = useMemo(
    () => (run === null ? null : triedOf(run, segments, profiles)),
    [run, segments, profiles],
  );
  if (tried === null || discarded.includes(tried.runId)) return null;
  const { result, stored, isKept } = tried;
  const hasHelped = result?.kind === 'passed' || result?.kind === 'further';
  return (
    <section className={classes.tried} data-result={result?.kind ?? 'running'} role="status">
      <p>
        {triedWords(say, tried)}
        {hasHelped && isKept && <span>{say('try.kept', { profile: stored?.profile.name ?? '' })}</span>}
        {hasHelped && !isKept && stored !== null && canKeep && <span>{say('try.keepIt')}</span>}
      </p>
      {hasHelped && !isKept && canKeep && <KeepButtons tried={tried} />}
    </section>
  );
}

function KeepButtons({ tried }: { readonly tried: Tried }) {
  const say = useSay();
  const { keepTry, discardTry } = useActions();
  const { stored, fields, runId } = tried;
  if (stored === null) return null;
  return (
    <div className={classes.remedies}>
      <Button size="compact-sm" onClick={() => void keepTry(stored, fields)}>
        {say('try.keep')}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => discardTry(runId)}>
        {say('try.discard')}
      </Button>
    </div>
  );
}
