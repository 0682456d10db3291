import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { dbm } from '../../../shared/signal.ts';
import type { RunState } from '../../../shared/run-state.ts';
import { useSay } from '../../texts.ts';
import classes from './bench.module.css';

const WIDTH = 236;
const HEIGHT = 46;
/** CSQ has 32 steps; below 5 nothing connects, above 31 there is nothing. */
const RANGE: [number, number] = [-113, -51];

/** Received power over the last minute of measurements. */
export function SignalTrace({ trace }: { readonly trace: RunState['signal'] }) {
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  useEffect(() => {
    if (place.current === null) return;
    const colour = () => getComputedStyle(document.documentElement).getPropertyValue('--accent');
    const made = new uPlot(
      {
        width: WIDTH,
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        axes: [{ show: false }, { show: false }],
        scales: { x: { time: false }, y: { range: RANGE } },
        series: [{}, { stroke: colour, width: 1.6, points: { show: false } }],
      },
      [[], []],
      place.current,
    );
    plot.current = made;
    return () => made.destroy();
  }, []);
  useEffect(() => {
    const known = trace.flatMap(({ elapsedMs, rssi }) => {
      const power = dbm({ rssi, ber: 99 });
      return power === null ? [] : [{ at: elapsedMs / 1000, power }];
    });
    plot.current?.setData([known.map(({ at }) => at), known.map(({ power }) => power)]);
  }, [trace]);
  return <div ref={place} className={classes.trace} role="img" aria-label={say('window.signal.trace')} />;
}
