import type { RecordFault } from '../../../shared/record-fault.ts';
import { recordFaultText } from '../../../shared/messages/wording.ts';
import type { StepStatus } from '../../../shared/run-state.ts';
import { shownPort } from '../shown-port.ts';
import { causeList } from './causes.ts';
import { excerpt } from './excerpt.ts';
import { runFacts, unitFacts } from './fact-list.ts';
import { brokerPart, recordPart } from './foot.ts';
import { Html, html } from './html.ts';
import { mark } from './marks.ts';
import type { ReportRun } from './report-run.ts';
import { settingsTable } from './settings.ts';
import { signalChart } from './signal-chart.ts';
import { stepTable } from './steps.ts';
import { POLICY, STYLE } from './style.ts';
import { timingChart } from './timing-chart.ts';
import { reportVerdict } from './verdict.ts';
import { warningList } from './warnings.ts';
import { moment, type ReportTongue } from './words.ts';

/** A report as a page: no script, nothing from elsewhere, one part after the other however many runs it has. */

/** Of what names a unit, in the contents. */
const CONTENTS_CHARACTERS = 32;

/** One line of the contents. */
export interface ContentsRow {
  readonly unit: string | null;
  readonly startedAtMs: number | null;
  readonly port: string | null;
  readonly status: StepStatus;
  readonly word: string;
}

export interface ReportHead extends ReportTongue {
  readonly productVersion: string;
  /** When the report is made. */
  readonly atMs: number;
  /** Of several runs; empty for one. */
  readonly contents: readonly ContentsRow[];
}

/** The page of a report of one run. */
export function* reportHtml(run: ReportRun, head: Omit<ReportHead, 'contents'>): Generator<string> {
  const whole = { ...head, contents: [] };
  yield* reportBegin(whole);
  yield* reportRun(run, whole, 1);
  yield* reportEnd(whole);
}

/** Ahead of the first run. */
export function* reportBegin(head: ReportHead): Generator<string> {
  const { say, language, contents } = head;
  const title =
    contents.length === 0 ? say('report.title') : say('report.titles', { count: contents.length });
  yield '<!doctype html>\n';
  yield text(html`<html lang="${language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">
<title>${say('product.name')} · ${title}</title><style>${Html.of(STYLE)}</style></head><body>
<header class="page"><h1>${title}</h1><p>${madeText(head)}</p></header>
`);
  if (contents.length === 0) return;
  yield text(html`<h3>${say('report.contents')}</h3><table class="contents"><tbody>`);
  for (const [index, row] of contents.entries()) yield text(contentsRow(head, row, index + 1));
  yield '</tbody></table>\n';
}

function contentsRow(tongue: ReportTongue, row: ContentsRow, number: number): Html {
  const { say } = tongue;
  return html`<tr><td class="number">${number}</td><td><a href="#run-${number}"><bdi>${excerpt(say, row.unit ?? say('report.unit.none'), CONTENTS_CHARACTERS)}</bdi></a></td>
<td>${moment(tongue, row.startedAtMs)}</td><td><bdi class="raw">${excerpt(say, shownPort(row.port ?? ''))}</bdi></td>
<td><span class="tag ${row.status}">${mark(row.status)} ${row.word}</span></td></tr>
`;
}

/** One run, `number` counting from 1. */
export function* reportRun(run: ReportRun, head: ReportHead, number: number): Generator<string> {
  const { say } = head;
  const { state } = run.evidence;
  yield text(html`${opening(head, number)}<h2>${headline(head, run)}</h2>${verdictPart(head, run)}
<div class="two"><div><h3>${say('report.unit')}</h3>${unitFacts(say, run)}</div><div><h3>${say('report.run')}</h3>${runFacts(head, run)}</div></div>
`);
  // Why comes before what.
  yield part(causeList(say, run));
  yield part(warningList(say, state));
  if (state.purpose !== 'console')
    yield text(html`<section><h3>${say('report.steps')}</h3>${stepTable(say, run)}</section>`);
  yield part(timingChart(say, run));
  yield part(signalChart(say, state));
  yield part(brokerPart(say, state));
  yield part(settingsTable(say, run));
  yield part(recordPart(say, run));
  yield '</article>\n';
}

/** In the place of a run that cannot be read. */
export function* reportUnreadable(fault: RecordFault, head: ReportHead, number: number): Generator<string> {
  const { say } = head;
  const words = say('report.unreadable', { fault: recordFaultText(say, fault) });
  yield text(html`${opening(head, number)}<div class="verdict errored">${mark('errored')}<div><strong>${say('outcome.errored')}</strong><p>${words}</p></div></div></article>
`);
}

export function* reportEnd(head: ReportHead): Generator<string> {
  yield text(html`<footer>${madeText(head)}</footer></body></html>
`);
}

function opening({ say, contents }: ReportHead, number: number): Html {
  const count = contents.length;
  const isListed = count > 0;
  return html`<article id="run-${number}"${isListed ? html` class="listed"` : null}>${
    isListed ? html`<p class="small">${say('report.page', { number, count })}</p>` : null
  }`;
}

function headline({ say }: ReportHead, { evidence: { state } }: ReportRun): Html {
  const { unit, measurements, purpose } = state;
  const imei = measurements.imei?.value;
  const name = unit ?? (typeof imei === 'string' ? `IMEI ${imei}` : say('report.unit.none'));
  const what =
    purpose === 'console' ? say('report.console') : purpose === 'bring_up' ? null : say('report.watched');
  return html`${what === null ? null : html`${what}: `}<bdi>${excerpt(say, name)}</bdi>`;
}

function verdictPart({ say }: ReportHead, run: ReportRun): Html {
  const { status, word, sentences, notes } = reportVerdict(say, run);
  const lines = sentences.map((each) => html`<p>${excerpt(say, each, 600)}</p>`);
  const list =
    notes.length === 0
      ? null
      : html`<ul>${notes.map((each) => html`<li>${excerpt(say, each, 600)}</li>`)}</ul>`;
  return html`<div class="verdict ${status}">${mark(status)}<div><strong>${word}</strong>${lines}${list}</div></div>`;
}

function madeText(head: ReportHead): string {
  const { say, productVersion, atMs } = head;
  return say('report.made', {
    product: say('product.name'),
    version: productVersion,
    at: moment(head, atMs) ?? '',
  });
}

const text = (each: Html): string => each.toString();
const part = (each: Html | null): string => (each === null ? '' : `${text(each)}\n`);
