import { diagnose, type Diagnosis, type RankedCause } from '../../../shared/diagnosis.ts';
import type { RunEvent } from '../../../shared/events.ts';
import { causeValueText } from '../../../shared/messages/wording.ts';
import { stepRow } from '../../../shared/plan.ts';
import { excerpt } from './excerpt.ts';
import { type Html, html } from './html.ts';
import { quotedFact } from './quotes.ts';
import type { ReportRun } from './report-run.ts';
import type { ReportSay } from './texts.ts';

/** Facts that are quoted for one cause: the newest. */
const QUOTED = 4;

/** Why a run failed: what was expected, what came, the causes, what speaks for them, what to do; null if it did not. */
export function causeList(say: ReportSay, { evidence }: ReportRun): Html | null {
  const diagnosis = diagnose(evidence);
  if (diagnosis === null) return null;
  const { causes, unknown } = diagnosis;
  const what = unknown.map((id) => say(`unknown.${id}`)).join(' · ');
  return html`<section><h3>${say('report.why')}</h3>${instead(say, diagnosis)}
<table class="causes"><thead><tr><th>#</th><th>${say('report.cause')}</th><th>${say('report.speaksFor')}</th><th>${say('report.todo')}</th></tr></thead>
<tbody>${causes.map((cause, index) => causeRow(say, cause, index + 1))}</tbody></table>
${what === '' ? null : html`<p class="small">${say('diagnosis.notKnown', { what })}</p>`}</section>`;
}

function instead(say: ReportSay, { step, got }: Diagnosis): Html {
  const expected =
    step === null
      ? null
      : html`<div><dt>${say('diagnosis.expected')}</dt><dd>${say(`expected.${stepRow(step).id}`)}</dd></div>`;
  const came =
    got.length === 0
      ? html`${say('diagnosis.nothingCame')}`
      : html`<ul class="said">${quoted(say, got)}</ul>`;
  return html`<dl class="wide">${expected}<div><dt>${say('diagnosis.instead')}</dt><dd>${came}</dd></div></dl>`;
}

function causeRow(say: ReportSay, { id, standing, evidence, values }: RankedCause, rank: number): Html {
  const named = values.map(
    (value) => html` <bdi class="raw">${excerpt(say, causeValueText(say, value))}</bdi>`,
  );
  const speaks =
    evidence.length === 0
      ? html`<p class="note">${say('report.nothingSpeaks')}</p>`
      : html`<ul class="said">${quoted(say, evidence)}</ul>`;
  return html`<tr><td class="number">${rank}</td>
<td><b>${say(`cause.${id}`)}</b>${named}<p class="note">${say(`diagnosis.standing.${standing}`)}</p></td>
<td>${speaks}</td><td>${say(`causeNext.${id}`)}</td></tr>
`;
}

const quoted = (say: ReportSay, events: readonly RunEvent[]): readonly Html[] =>
  events.slice(-QUOTED).map((event) => quotedFact(say, event));
