import { stepRow } from '../../../shared/plan.ts';
import type { StepState } from '../../../shared/run-state.ts';
import { usualOfStep } from '../../../shared/usual-time.ts';
import { place, ticks } from './axis.ts';
import { type Html, html } from './html.ts';
import type { ReportRun } from './report-run.ts';
import type { ReportSay } from './texts.ts';

const [WIDTH, LEFT, RIGHT, ROW, FOOT] = [680, 170, 50, 15, 32];

/** When each step began and how long it took; null where nothing has a time. */
export function timingChart(say: ReportSay, run: ReportRun): Html | null {
  const { steps, isTimed } = run.evidence.state;
  const timed = steps.filter(({ startedMs, durationMs }) => startedMs !== null && durationMs !== null);
  if (timed.length === 0 || !isTimed) return null;
  const endMs = Math.max(1, ...timed.map((step) => endOf(step)));
  const height = timed.length * ROW + FOOT;
  const x = (ms: number) => LEFT + (Math.max(0, ms) / endMs) * (WIDTH - LEFT - RIGHT);
  const marks = ticks(endMs / 1000).map((at) => {
    const left = place(x(at * 1000));
    return html`<path d="M${left} 0V${height - FOOT}" class="grid"/><text x="${left}" y="${height - FOOT + 14}" class="middle">${at}</text>`;
  });
  const hasUsual = timed.some(({ number }) => usualOfStep(run.usual, number) !== null);
  const bars = timed.map((step, index) => bar(say, step, { run, x, top: index * ROW }));
  return html`<section><h3>${say('report.timings')}</h3>
<svg class="chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${say('report.timings')}">
${marks}${bars}<text x="${WIDTH - RIGHT}" y="${height - 4}" class="end">${say('report.axis.seconds')}</text></svg>
<p class="small">${say('report.timings.what')} ${hasUsual ? say('report.timings.usual') : null}</p></section>`;
}

const endOf = ({ startedMs, durationMs }: StepState): number => (startedMs ?? 0) + (durationMs ?? 0);

interface Drawing {
  readonly run: ReportRun;
  readonly x: (ms: number) => number;
  readonly top: number;
}

function bar(say: ReportSay, step: StepState, { run, x, top }: Drawing): Html {
  const { number, status, startedMs, durationMs } = step;
  const from = x(startedMs ?? 0);
  const width = Math.max(1, x(endOf(step)) - from);
  const usual = usualOfStep(run.usual, number);
  const usualAt = usual === null ? null : x((startedMs ?? 0) + usual.medianMs);
  // A mark beyond the drawing would say less than none.
  const isInside = usualAt !== null && usualAt <= WIDTH - RIGHT;
  const base = top + ROW - 4;
  return html`<text x="${LEFT - 8}" y="${base}" class="end">${number} ${say(`step.${stepRow(number).id}`)}</text>
<rect x="${place(from)}" y="${top + 2}" width="${place(width)}" height="${ROW - 5}" class="bar ${status}"/>${
    isInside ? html`<path d="M${place(usualAt)} ${top + 1}v${ROW - 3}" class="usual"/>` : null
  }<text x="${place(from + width + 4)}" y="${base}">${((durationMs ?? 0) / 1000).toFixed(2)}</text>
`;
}
