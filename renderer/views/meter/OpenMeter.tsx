import { Button, Checkbox } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { RunState } from '../../../shared/run-state.ts';
import { meterMode, meterRun } from '../../store/meter-source.ts';
import type { WindowState } from '../../store/window-state.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import classes from './meter.module.css';
import { MeterFigures } from './MeterFigures.tsx';
import { MeterReading } from './MeterReading.tsx';
import { MeterTrace } from './MeterTrace.tsx';
import { emptyTally, type Reading, tallied, traceOf } from './tally.ts';
import { useMeterTool } from './use-meter-tool.ts';
import { useTone } from './use-tone.ts';

const NOTHING: readonly Reading[] = [];

/** What the meter shows, and what it counts from the moment it was opened. */
export function OpenMeter() {
  const say = useSay();
  const { closeMeter } = useActions();
  const mode = useWindow(meterMode);
  const runId = useWindow((state) => meterRun(state)?.runId ?? null);
  const readings = useWindow((state) => meterRun(state)?.state.signal ?? NOTHING);
  const network = useWindow((state) => networkOf(meterRun(state)?.state));
  const wasRefused = useMeterTool(mode);
  // An old run is there as a whole; of a live one only what comes from now on is counted.
  const [tally, setTally] = useState(() => emptyTally(runId, mode === 'old' ? NOTHING : readings));
  const next = tallied(tally, runId, readings);
  if (next !== tally) setTally(next);
  const silentS = useWindow((state) => silentSeconds(state));
  const isStale = silentS > STALE_S;
  const rssi = mode === 'own' && next.count === 0 ? null : (readings.at(-1)?.rssi ?? null);
  const note = noteOf(mode, wasRefused, rssi);
  const [isLoud, setLoud] = useState(false);
  useTone(isLoud, isStale ? null : rssi);
  const trace = useMemo(() => traceOf(readings), [readings]);
  return (
    <>
      <MeterReading rssi={rssi} network={network} isStale={isStale} />
      <p className={classes.note} role="status" data-tone={wasRefused ? 'fail' : undefined}>
        {note !== null && say(note)} {isStale && say('meter.silent', { seconds: silentS })}
      </p>
      <MeterTrace trace={trace} />
      <MeterFigures tally={next} />
      <div className={classes.buttons}>
        <Checkbox
          label={say('meter.tone')}
          description={say('meter.tone.what')}
          checked={isLoud}
          onChange={({ currentTarget }) => setLoud(currentTarget.checked)}
        />
        <span className={classes.spring} />
        <Button variant="default" onClick={() => setTally(emptyTally(runId, readings))}>
          {say('meter.reset')}
        </Button>
        <Button data-autofocus onClick={closeMeter}>
          {say('meter.close')}
        </Button>
      </div>
    </>
  );
}

/** What must be known of where the values come from; null where they come as they should. */
function noteOf(mode: ReturnType<typeof meterMode>, wasRefused: boolean, rssi: number | null) {
  if (mode === 'run') return 'meter.run';
  if (mode === 'old') return 'meter.old';
  if (mode === 'noPort') return 'meter.noPort';
  if (mode === 'service') return 'window.obstacle.service';
  if (wasRefused) return 'meter.refused';
  return rssi === null ? 'meter.starting' : null;
}

/** From here on a value says nothing of now. */
const STALE_S = 4;

/** Seconds since the newest value of a run that is under way; 0 where there is none. */
function silentSeconds(state: WindowState): number {
  const run = meterRun(state);
  const newest = run?.state.signal.at(-1);
  if (run?.reach !== 'live' || newest === undefined || meterMode(state) === 'old') return 0;
  return Math.max(0, Math.floor((state.nowMs - (run.state.startedAtMs ?? 0) - newest.elapsedMs) / 1000));
}

/** The registration as the run that gives the values has seen it; null where it has not. */
function networkOf(run: RunState | undefined): number | null {
  const value = run?.measurements.registration?.value;
  return typeof value === 'number' ? value : null;
}
