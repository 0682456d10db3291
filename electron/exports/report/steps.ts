import { detailText } from '../../../shared/messages/wording.ts';
import { stepRow } from '../../../shared/plan.ts';
import type { StepState } from '../../../shared/run-state.ts';
import { isUnusuallyLong, usualOfStep } from '../../../shared/usual-time.ts';
import { excerpt } from './excerpt.ts';
import { type Html, html } from './html.ts';
import { statusTag } from './marks.ts';
import { quotedFact } from './quotes.ts';
import { CITED_SHOWN, type ReportRun } from './report-run.ts';
import type { ReportSay } from './texts.ts';

/** The 19 steps, and what the outcome of each rests on. */
export function stepTable(say: ReportSay, run: ReportRun): Html {
  const { state } = run.evidence;
  const rows = state.steps.map((step) => stepLine(say, step, run));
  const hasUsual = state.steps.some(
    ({ number, startedMs }) => startedMs !== null && usualOfStep(run.usual, number) !== null,
  );
  return html`<table class="steps"><thead><tr><th>#</th><th>${say('report.step')}</th><th>${say('report.outcome')}</th>
<th class="number">${say('report.attempts')}</th><th class="number">${say('report.time')}</th>
<th class="number">${say('report.usual')}</th><th>${say('report.evidence')}</th></tr></thead>
<tbody>${rows}</tbody></table>
<p class="small">${say('report.excerpts')} ${hasUsual ? say('report.usual.what') : null}</p>`;
}

function stepLine(say: ReportSay, step: StepState, run: ReportRun): Html {
  const { isTimed, finish } = run.evidence.state;
  const { number, attempt, durationMs } = step;
  const { id, command } = stepRow(number);
  const wasUnderWay = step.status === 'running' || step.status === 'waiting';
  const status = wasUnderWay && finish === null && !run.isLive ? 'errored' : step.status;
  // Of a step that was not reached it says nothing.
  const usual = step.startedMs === null ? null : usualOfStep(run.usual, number);
  const isSlow = usual !== null && durationMs !== null && isUnusuallyLong(usual, durationMs);
  const slow = isSlow ? html`<div class="note">${say('report.slow')}</div>` : null;
  const time = durationMs === null || !isTimed ? '–' : seconds(durationMs);
  return html`<tr class="${status}"><td class="number">${number}</td>
<td><b>${say(`step.${id}`)}</b><div class="raw small">${command}</div></td>
<td>${statusTag(say, status)}</td><td class="number">${attempt === 0 ? '–' : attempt}</td>
<td class="number">${time}${slow}</td><td class="number">${usual === null ? '–' : seconds(usual.medianMs)}</td>
<td>${explanation(say, step)}${evidence(say, step, run)}</td></tr>
`;
}

const seconds = (ms: number): string => (ms / 1000).toFixed(ms < 10_000 ? 2 : 1);

/** What the mark alone does not say. */
function explanation(say: ReportSay, { outcome, repeats, missing }: StepState): readonly Html[] {
  return [
    ...outcomeWords(say, outcome),
    ...(repeats > 0 ? [say('report.repeated', { count: repeats })] : []),
    ...(missing === null ? [] : [say('report.missing', { step: missing })]),
  ].map((text) => html`<p>${text}</p>`);
}

function outcomeWords(say: ReportSay, outcome: StepState['outcome']): readonly string[] {
  switch (outcome?.kind) {
    case 'passed':
      return outcome.warnings.map((warning) => `! ${say(`warning.${warning}`)}`);
    case 'failed':
    case 'errored':
    case 'cancelled': {
      const { code, detail } = outcome;
      const said = detail === undefined ? [] : [detailText(say, code, excerpt(say, detail))];
      return [say(`failure.${code}`), ...said];
    }
    case 'skipped':
      return [say(`skipped.${outcome.reason}`)];
    case 'not_applicable':
      return [say(`notApplicable.${outcome.reason}`)];
    default:
      return [];
  }
}

function evidence(say: ReportSay, { outcome }: StepState, { cited }: ReportRun): Html | null {
  if (outcome === null || !('evidence' in outcome) || outcome.evidence.length === 0) return null;
  const shown = outcome.evidence.slice(-CITED_SHOWN);
  const left = outcome.evidence.length - shown.length;
  const more =
    left === 0 ? null : html`<li class="note">${say('report.more.evidence', { count: left })}</li>`;
  const facts = shown.map((seq) => {
    const fact = cited.get(seq);
    return fact === undefined
      ? html`<li class="note">${say('report.unread', { seq })}</li>`
      : quotedFact(say, fact);
  });
  return html`<ul class="said">${more}${facts}</ul>`;
}
