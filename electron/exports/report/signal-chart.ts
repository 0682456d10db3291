import type { RunState } from '../../../shared/run-state.ts';
import { dbm, SIGNAL_LEVELS } from '../../../shared/signal.ts';
import { place, ticks } from './axis.ts';
import { type Html, html } from './html.ts';
import type { ReportSay } from './texts.ts';

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT] = [680, 170, 56, 90, 8, 34];
/** What `AT+CSQ` can say, in dBm. */
const [LEAST, MOST] = [-113, -51];

/** Received power over time, with the words for how good it is; null where nothing was measured. */
export function signalChart(say: ReportSay, { signal, isTimed }: RunState): Html | null {
  const known = signal.flatMap(({ elapsedMs, rssi }) => {
    const power = dbm({ rssi, ber: 99 });
    return power === null ? [] : [{ seconds: elapsedMs / 1000, power }];
  });
  if (known.length < 2 || !isTimed) return null;
  const endSeconds = Math.max(...known.map(({ seconds }) => seconds), 0.001);
  const x = (seconds: number) => place(LEFT + (Math.max(0, seconds) / endSeconds) * (WIDTH - LEFT - RIGHT));
  const points = known.map(({ seconds, power }) => `${x(seconds)},${y(power)}`);
  const dots = known.map(({ seconds, power }) => html`<circle cx="${x(seconds)}" cy="${y(power)}" r="1.8"/>`);
  const marks = ticks(endSeconds).map(
    (at) =>
      html`<path d="M${x(at)} ${HEIGHT - FOOT}v4" class="axis"/><text x="${x(at)}" y="${HEIGHT - FOOT + 15}" class="middle">${at}</text>`,
  );
  return html`<section><h3>${say('report.signalOverTime')}</h3>
<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${say('report.signalOverTime')}">
${levels(say)}${marks}<polyline points="${points.join(' ')}" class="trace"/><g class="dots">${dots}</g>
<text x="${WIDTH - RIGHT}" y="${HEIGHT - 4}" class="end">${say('report.axis.seconds')}</text></svg>
<p class="small">${say('report.signal.newest', { count: signal.length })}</p></section>`;
}

function y(power: number): string {
  const part = (MOST - Math.min(MOST, Math.max(LEAST, power))) / (MOST - LEAST);
  return place(TOP + part * (HEIGHT - TOP - FOOT));
}

/** A line where each word begins. */
function levels(say: ReportSay): readonly Html[] {
  const bounds = SIGNAL_LEVELS.filter(({ from }) => from > 1).map(({ from, word }) => ({
    power: -113 + 2 * from,
    word,
  }));
  return bounds.map(
    ({ power, word }) =>
      html`<path d="M${LEFT} ${y(power)}H${WIDTH - RIGHT}" class="grid"/><text x="${LEFT - 6}" y="${y(power - 1)}" class="end">${`−${-power}`} dBm</text><text x="${WIDTH - RIGHT + 6}" y="${y(power - 1)}">${say(`signal.${word}`)}</text>`,
  );
}
