import { brokerDetails, brokerWords } from '../../../shared/messages/wording.ts';
import type { RunState } from '../../../shared/run-state.ts';
import { type Html, html } from './html.ts';
import type { ReportRun } from './report-run.ts';
import type { ReportSay } from './texts.ts';

/** The broker as the station saw it; null where it was not asked. */
export function brokerPart(say: ReportSay, { brokerCheck }: RunState): Html | null {
  if (brokerCheck === null) return null;
  const details = brokerDetails(say, brokerCheck).map((detail) => html`<p class="small">${detail}</p>`);
  return html`<section><h3>${say('broker.title')}</h3><p>${brokerWords(say, brokerCheck)}</p>${details}</section>`;
}

/** How much of the run is on record, and what is missing. */
export function recordPart(say: ReportSay, { evidence, extent }: ReportRun): Html {
  const { facts, pieces, droppedChunks, droppedBytes, damaged } = extent;
  const { misfits, purpose } = evidence.state;
  const missing = [
    ...(droppedChunks === 0
      ? []
      : [say('report.record.dropped', { chunks: droppedChunks, bytes: droppedBytes })]),
    ...(damaged === 0 ? [] : [say('report.record.damaged', { count: damaged })]),
    ...(misfits.length === 0 ? [] : [say('report.record.misfits', { count: misfits.length })]),
  ];
  const whole = missing.length === 0 && purpose !== 'opened_log' ? [say('report.record.whole')] : missing;
  return html`<section><h3>${say('report.record')}</h3><p>${say('report.record.extent', { facts, pieces })} ${whole.join(' ')}</p></section>`;
}
