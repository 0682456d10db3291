import { diagnose, type RankedCause } from '../../shared/diagnosis.ts';
import { evidenceOf } from '../../shared/diagnosis/evidence.ts';
import type { RunEvent } from '../../shared/events.ts';
import { doubtText } from '../../shared/messages/opened-words.ts';
import { speaksAgainst } from '../../shared/opened-log.ts';
import { visible } from '../../shared/log-text.ts';
import { type LogFileResult, readLogFile } from '../service/log-file.ts';
import { type LogReport, logReport } from '../service/log-report.ts';
import { type StepNumber, stepRow } from '../../shared/plan.ts';
import { causeLines } from './cause-lines.ts';
import { Checklist } from './checklist.ts';
import { EXIT } from './exit-status.ts';
import type { Output } from './output.ts';

export interface DiagnoseOptions {
  readonly path: string;
  readonly json: boolean;
}

/** `diagnose`: reads a log of any program and says which step it reached, where it is stuck, and why. */
export async function diagnoseCommand({ path, json }: DiagnoseOptions, output: Output): Promise<number> {
  const read = await readLogFile(path);
  if (!read.ok) {
    output.error(refusalText(read.fault, path, output));
    return EXIT.usage;
  }
  const report = logReport(path, read.log, read.doubts);
  if (json) output.line(JSON.stringify(report));
  else {
    const { say } = output;
    output.line(say('log.read', { file: visible(path), lines: report.lines, encoding: report.encoding }));
    new Checklist(output, null).showWhole(read.log.events);
    for (const line of doubtLines(report, output)) output.line(line);
    for (const line of reportLines(report, read.log.events, output)) output.line(line);
  }
  // Whatever it says: the file could be read.
  return EXIT.passed;
}

/** What speaks against the file, ahead of what it says. */
function doubtLines({ doubts }: LogReport, { say }: Output): string[] {
  const isDoubted = doubts.some(speaksAgainst);
  const lines = doubts.map((doubt) => `  ${visible(doubtText(say, doubt))}`);
  return isDoubted ? [say('opened.doubted'), ...lines] : lines;
}

/** Where it is stuck, and why. */
function reportLines(
  { reachedStep, stuckStep, outcome, code, causes }: LogReport,
  events: readonly RunEvent[],
  { say }: Output,
): string[] {
  const name = (step: StepNumber) => `${step}, ${say(`step.${stepRow(step).id}`)}`;
  const reached = reachedStep === null ? say('log.noStep') : say('log.reached', { step: name(reachedStep) });
  if (stuckStep === null || code === null)
    return [reached, say(outcome === 'passed' ? 'log.passed' : 'log.incomplete')];
  const diagnosis = diagnose(evidenceOf(events));
  const whereOf = ({ id }: RankedCause) => {
    const lines = causes.find((cause) => cause.id === id)?.lines ?? [];
    return lines.length === 0 ? '' : `, ${say('log.lines', { lines: lines.join(', ') })}`;
  };
  const why = diagnosis === null ? [] : causeLines(say, diagnosis, whereOf);
  return [reached, say('log.stuck', { step: name(stuckStep), why: say(`failure.${code}`) }), ...why];
}

type Fault = Extract<LogFileResult, { ok: false }>['fault'];

function refusalText(fault: Fault, path: string, { say }: Output): string {
  const file = visible(path);
  return fault.kind === 'unreadable'
    ? say('log.unreadable', { file, code: fault.code })
    : `${file}: ${say(`log.${fault.kind}`)}`;
}
