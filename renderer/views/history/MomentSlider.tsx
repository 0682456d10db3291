import { type KeyboardEvent, useMemo, useState } from 'react';
import { stepRow } from '../../../shared/plan.ts';
import { Icon, type IconName } from '../../parts/Icon.tsx';
import { MomentSeeker } from '../../service/moment-seeker.ts';
import { failureMs, nextMark, stepMarks } from '../../store/moments.ts';
import { currentStep, shownState } from '../../store/shown.ts';
import type { ShownRun } from '../../store/window-state.ts';
import { useSay } from '../../texts.ts';
import { useService, useStore, useWindow } from '../../window-context.ts';
import { clockTime } from '../bench/wall-time.ts';
import { MomentTrack } from './MomentTrack.tsx';
import classes from './moment.module.css';
import { useSayHistory } from './texts.ts';
import { useRunEnd } from './use-run-end.ts';

/** The way through an old run: from its beginning to its end, to any moment between. */
export function MomentSlider({ run }: { readonly run: ShownRun }) {
  const sayHistory = useSayHistory();
  const { state } = run;
  const endMs = useRunEnd(run);
  const { seeker, wishMs } = useSeeker();
  const momentMs = useWindow((each) => each.momentMs);
  const atMs = wishMs === undefined ? momentMs : wishMs;
  const words = useMomentWords(atMs, state.startedAtMs ?? 0);
  const marks = useMemo(() => stepMarks(state), [state]);
  const failedMs = useMemo(() => failureMs(state), [state]);
  const seek = (ms: number) => void seeker.seek(ms >= endMs ? null : ms);
  const toStep = (direction: 'next' | 'previous') => {
    const ms = nextMark(marks, atMs ?? endMs, direction);
    seek(ms ?? (direction === 'next' ? endMs : 0));
  };
  const press = (event: KeyboardEvent) => {
    const action = KEYS[event.key];
    if (action === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (action === 'start') seek(0);
    else if (action === 'end') seek(endMs);
    else if (event.shiftKey || event.key.startsWith('Page')) toStep(action);
    else void seeker.step(action, endMs);
  };
  const button = (icon: IconName, name: string, onClick: () => void, isOff: boolean) => (
    <button
      type="button"
      className={classes.button}
      aria-label={name}
      title={name}
      disabled={isOff}
      onClick={onClick}
    >
      <Icon name={icon} size={15} />
    </button>
  );
  const isAtStart = atMs !== null && atMs <= 1;
  const isAtEnd = atMs === null;
  return (
    <div className={classes.way} role="group" aria-label={sayHistory('moment.slider')}>
      {button('first', sayHistory('moment.previousStep'), () => toStep('previous'), isAtStart)}
      {button('left', sayHistory('moment.previous'), () => void seeker.step('previous', endMs), isAtStart)}
      <MomentTrack
        atMs={atMs}
        endMs={endMs}
        marks={marks}
        failedMs={failedMs}
        words={words}
        onSeek={seek}
        onKey={press}
      />
      {button('right', sayHistory('moment.next'), () => void seeker.step('next', endMs), isAtEnd)}
      {button('last', sayHistory('moment.nextStep'), () => toStep('next'), isAtEnd)}
      <Reading atMs={atMs} endMs={endMs} beganMs={state.startedAtMs ?? 0} onEnd={() => seek(endMs)} />
    </div>
  );
}

const KEYS: Readonly<Record<string, 'next' | 'previous' | 'start' | 'end' | undefined>> = {
  ArrowRight: 'next',
  ArrowUp: 'next',
  PageUp: 'next',
  ArrowLeft: 'previous',
  ArrowDown: 'previous',
  PageDown: 'previous',
  Home: 'start',
  End: 'end',
};

/** Takes the screen to moments, and tells which one it is on its way to; undefined once it is there. */
function useSeeker() {
  const store = useStore();
  const service = useService();
  const [wishMs, setWish] = useState<number | null | undefined>(undefined);
  const seeker = useMemo(() => new MomentSeeker({ store, service, onWish: setWish }), [store, service]);
  return { seeker, wishMs };
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

/** The moment for those who listen. */
function useMomentWords(atMs: number | null, beganMs: number): string {
  const sayHistory = useSayHistory();
  if (atMs === null) return sayHistory('moment.whole');
  return sayHistory('moment.at', { seconds: seconds(atMs), clock: clockTime(beganMs + atMs) });
}

interface ReadingProps {
  readonly atMs: number | null;
  readonly endMs: number;
  readonly beganMs: number;
  readonly onEnd: () => void;
}

/** The moment in figures: since the start, on the clock, and the step it was in. */
function Reading({ atMs, endMs, beganMs, onEnd }: ReadingProps) {
  const say = useSay();
  const sayHistory = useSayHistory();
  const step = useWindow((state) => (state.past === null ? null : currentStep(shownState(state))));
  if (atMs === null)
    return (
      <div className={classes.reading}>
        <b>{sayHistory('moment.whole')}</b>
        <small>{sayHistory('moment.length', { seconds: (endMs / 1000).toFixed(1) })}</small>
      </div>
    );
  return (
    <div className={classes.reading} data-past>
      <b>
        +{say('window.seconds', { seconds: seconds(atMs) })} · {clockTime(beganMs + atMs)}
      </b>
      <small>
        {step === null ? sayHistory('moment.noStep') : `${step} ${say(`step.${stepRow(step).id}`)}`}{' '}
        <button type="button" className={classes.end} onClick={onEnd}>
          {sayHistory('moment.toEnd')}
        </button>
      </small>
    </div>
  );
}
