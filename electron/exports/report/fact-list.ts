import { imeiValid, luhnValid, operatorOf } from '../../../shared/identity.ts';
import { excerpt } from './excerpt.ts';
import { type Html, html } from './html.ts';
import type { ReportRun } from './report-run.ts';
import { shownPort } from '../shown-port.ts';
import { duration, measuredWords, moment, type ReportTongue } from './words.ts';
import type { ReportSay } from './texts.ts';

/** What unit it was, and when, where and by whom it was run. */

/** One row; nothing where the value is unknown and does not belong to every report. */
function row(name: string, value: Html | string | null): Html | null {
  return value === null ? null : html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

const raw = (say: ReportSay, value: string): Html => html`<bdi class="raw">${excerpt(say, value)}</bdi>`;

const textOf = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;

/** Numbers of the unit and its card, and where it was in the network. */
export function unitFacts(say: ReportSay, { evidence: { state } }: ReportRun): Html {
  const { measurements, unit } = state;
  const measured = (name: keyof typeof measurements) => textOf(measurements[name]?.value);
  const unknown = html`<i>${say('window.unknown')}</i>`;
  const [imei, iccid, imsi] = [measured('imei'), measured('iccid'), measured('imsi')];
  const operator = operatorOf(imsi, iccid);
  const words = (name: 'registration' | 'signal') => {
    const value = measurements[name]?.value ?? null;
    return value === null ? null : `${value} — ${measuredWords(say, name, value)}`;
  };
  const named = [measured('operator'), operator === null ? null : say(`operator.${operator}`)];
  const network = named.filter((each) => each !== null).join(' · ');
  const firmware = measured('firmware');
  return html`<dl>${list(
    row(say('report.serial'), unit === null ? html`<i>${say('report.unit.none')}</i>` : raw(say, unit)),
    row('IMEI', imei === null ? unknown : html`${raw(say, imei)} ${imeiCheck(say, imei)}`),
    row('ICCID', iccid === null ? unknown : html`${raw(say, iccid)} ${iccidCheck(say, iccid)}`),
    row('IMSI', imsi === null ? unknown : raw(say, imsi)),
    row(say('window.fact.firmware'), firmware === null ? unknown : raw(say, firmware)),
    row(say('report.network'), network === '' ? unknown : excerpt(say, network)),
    row(say('report.registration'), words('registration')),
    row(say('report.signal'), words('signal')),
    row(say('report.address'), measured('ip_address')),
  )}</dl>`;
}

function list(...rows: readonly (Html | null)[]): readonly Html[] {
  return rows.filter((each) => each !== null);
}

function imeiCheck(say: ReportSay, imei: string): Html {
  const isRight = imeiValid(imei);
  return html`<b class="${isRight ? 'pass' : 'fail'}">${isRight ? '✓' : '✗'} ${say(isRight ? 'report.imei.right' : 'report.imei.wrong')}</b>`;
}

/** Operators do not all keep the rule: only a right one says anything. */
function iccidCheck(say: ReportSay, iccid: string): Html | null {
  return luhnValid(iccid) ? html`<b class="pass">✓ ${say('report.imei.right')}</b>` : null;
}

/** When, where, by whom and with what. */
export function runFacts(tongue: ReportTongue, run: ReportRun): Html {
  const { say } = tongue;
  const { evidence, extent } = run;
  const { state, started } = evidence;
  const { startedAtMs, finish, port, operator, profileName, runId, link, isTimed } = state;
  const tookMs = finish?.durationMs ?? extent.endMs;
  const endMs = startedAtMs === null ? null : startedAtMs + tookMs;
  const text = (value: string | null) => (value === null ? null : raw(say, value));
  return html`<dl>${list(
    row(say('report.began'), moment(tongue, startedAtMs)),
    row(say(finish === null ? 'report.lastHeard' : 'report.ended'), isTimed ? moment(tongue, endMs) : null),
    row(say('report.took'), isTimed ? duration(say, tookMs) : say('report.untimed')),
    row(say('report.station'), text(started?.station ?? null)),
    row(say('report.port'), port === null ? null : raw(say, shownPort(port))),
    row(say('report.rate'), link.baudRate === null ? null : `${link.baudRate} bit/s`),
    row(say('report.person'), text(operator)),
    row(say('report.profile'), text(profileName)),
    row(say('report.release'), text(started?.version ?? null)),
    row(
      say('report.plan'),
      started?.planVersion === undefined
        ? null
        : say('report.plan.version', { version: started.planVersion }),
    ),
    row(say('report.id'), text(runId)),
  )}</dl>`;
}
