import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useSay } from '../../texts.ts';
import classes from './meter.module.css';
import { extremes, TRACE_MS, type TracePoint } from './tally.ts';

/** CSQ has 32 steps, from -113 to -51 dBm; a little room for the marks. */
const RANGE: [number, number] = [-117, -47];
const HEIGHT = 170;
const TICKS = [-110, -95, -85, -75, -63];

interface MeterTraceProps {
  readonly trace: readonly TracePoint[];
}

/** The signal of the last two minutes, its lowest and highest point marked. */
export function MeterTrace({ trace }: MeterTraceProps) {
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const marks = useRef<ReturnType<typeof extremes>>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const made = new uPlot(options(element.clientWidth, marks), [[], []], element);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
    };
  }, []);
  useEffect(() => {
    marks.current = extremes(trace);
    plot.current?.setData([trace.map(({ at }) => at), trace.map(({ power }) => power)]);
  }, [trace]);
  return <div ref={place} className={classes.trace} role="img" aria-label={say('meter.trace')} />;
}

const colour = (name: string) => () => getComputedStyle(document.documentElement).getPropertyValue(name);

function options(width: number, marks: { readonly current: ReturnType<typeof extremes> }): uPlot.Options {
  const axis = {
    stroke: colour('--muted'),
    grid: { stroke: colour('--line-soft'), width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false, range: [-TRACE_MS / 1000, 0] }, y: { range: RANGE } },
    axes: [
      {
        ...axis,
        size: 24,
        splits: () => [-120, -90, -60, -30, 0],
        values: (_plot, at) => at.map((second) => `${second} s`),
      },
      { ...axis, size: 44, splits: () => TICKS },
    ],
    series: [{}, { stroke: colour('--accent'), width: 2, points: { show: false } }],
    hooks: { draw: [(plot) => drawMarks(plot, marks.current)] },
  };
}

/** A dot and its value at the lowest and the highest point. */
function drawMarks(plot: uPlot, marks: ReturnType<typeof extremes>): void {
  if (marks === null) return;
  const places = marks.low === marks.high ? [marks.high] : [marks.low, marks.high];
  for (const index of places) {
    const power = plot.data[1]?.[index];
    if (power === null || power === undefined) continue;
    const isLow = index === marks.low && marks.low !== marks.high;
    const x = plot.valToPos(plot.data[0][index] ?? 0, 'x', true);
    const y = plot.valToPos(power, 'y', true);
    const { ctx } = plot;
    const ratio = devicePixelRatio;
    ctx.save();
    ctx.fillStyle = colour(isLow ? '--warn' : '--pass')();
    ctx.beginPath();
    ctx.arc(x, y, 4 * ratio, 0, 2 * Math.PI);
    ctx.fill();
    ctx.font = `600 ${11 * ratio}px system-ui, sans-serif`;
    ctx.textAlign = x > plot.bbox.left + plot.bbox.width - 40 * ratio ? 'right' : 'center';
    ctx.fillText(`−${Math.abs(power)}`, x, y + (isLow ? 17 : -9) * ratio);
    ctx.restore();
  }
}
