import type { DatabaseSync } from 'node:sqlite';
import { diagnose } from '../../shared/diagnosis.ts';
import { type Evidence, INITIAL_EVIDENCE, reduceEvidence } from '../../shared/diagnosis/evidence.ts';
import { visible } from '../../shared/log-text.ts';
import { localMinute } from '../../shared/local-time.ts';
import type { Language } from '../../shared/messages/index.ts';
import { stepRow } from '../../shared/plan.ts';
import { ExportEnded } from '../exports/fault.ts';
import { pageReader } from '../exports/record-pages.ts';
import { openForReading, readingFault, type ReadingFault } from '../records/open-for-reading.ts';
import { summaryOf } from '../records/run-summary.ts';
import { recordPathIn } from '../service/data-folder.ts';
import { Checklist } from './checklist.ts';
import { EXIT } from './exit-status.ts';
import type { Output } from './output.ts';
import { liveRuns } from './records-live.ts';
import { namedRun } from './records-named.ts';
import { type RunObject, runObject } from './records-run.ts';
import { readingFaultStatus, readingFaultText, type RecordsWords } from './records-words.ts';

export interface ShowOptions {
  /** An id, or what only one begins with. */
  readonly name: string;
  readonly json: boolean;
  readonly dataFolder: string;
  readonly language: Language;
}

/** `records show`: a run with its steps and why it failed. Resolves with the exit status. */
export async function showCommand(
  options: ShowOptions,
  output: Output,
  words: RecordsWords,
): Promise<number> {
  const path = recordPathIn(options.dataFolder);
  const failed = async (fault: ReadingFault) => {
    output.error(await readingFaultText(options.language, fault, path));
    return readingFaultStatus(fault);
  };
  const opened = await openForReading(path);
  if (!opened.ok) return failed(opened.fault);
  const { record } = opened;
  try {
    record.database.exec('BEGIN');
    const named = namedRun(record.database, options.name);
    if (!named.ok) {
      output.error(words(`records.${named.fault}`, { name: options.name }));
      return EXIT.usage;
    }
    const shown = await readShown(record.database, named.id, options.dataFolder);
    if (!record.isSound()) return await failed({ kind: 'changed' });
    if (options.json) output.line(JSON.stringify(jsonOf(shown)));
    else show(shown, output, words);
    return EXIT.passed;
  } catch (error) {
    return failed(error instanceof ExportEnded ? { kind: 'not_found' } : readingFault(error));
  } finally {
    record.close();
  }
}

interface Shown {
  readonly run: RunObject;
  readonly evidence: Evidence;
  readonly damaged: readonly number[];
}

async function readShown(database: DatabaseSync, id: string, dataFolder: string): Promise<Shown> {
  const live = await liveRuns(database, dataFolder);
  const row = database.prepare('SELECT * FROM runs WHERE id = ?').get(id) ?? {};
  const run = runObject({ id, run: summaryOf(row, (each) => live.has(each)) });
  let evidence = INITIAL_EVIDENCE;
  const damaged: number[] = [];
  for (const page of pageReader(database)(id, 'facts')) {
    for (const event of page.events) evidence = reduceEvidence(evidence, event);
    damaged.push(...(page.damaged ?? []));
  }
  return { run, evidence, damaged };
}

/** The same for programs: numbers, codes, and nothing in any language. */
function jsonOf({ run, evidence, damaged }: Shown) {
  const { steps, measurements } = evidence.state;
  const diagnosis = diagnose(evidence);
  return {
    ...run,
    steps: steps
      .filter(({ startedMs, outcome }) => startedMs !== null || outcome !== null)
      .map(({ number, status, outcome, attempt, startedMs, durationMs }) => ({
        step: number,
        id: stepRow(number).id,
        status,
        code: outcome !== null && 'code' in outcome ? outcome.code : null,
        warnings: outcome?.kind === 'passed' ? outcome.warnings : [],
        attempts: attempt,
        startOffsetMs: startedMs,
        durationMs,
      })),
    measurements: Object.fromEntries(
      Object.entries(measurements).map(([name, { value, unit, verdict }]) => [
        name,
        { value, unit, verdict },
      ]),
    ),
    causes: (diagnosis?.causes ?? []).map(({ id, weight, standing, evidence: seen }) => ({
      id,
      weight,
      standing,
      facts: seen.map(({ seq }) => seq),
    })),
    damagedFacts: damaged,
  };
}

function show({ run, evidence, damaged }: Shown, output: Output, words: RecordsWords): void {
  for (const line of headLines(run, words)) output.line(visible(line));
  if (damaged.length > 0) output.line(words('records.damagedFacts', { count: damaged.length }));
  const checklist = new Checklist(output, null);
  checklist.showEvidence(evidence);
  if (run.outcome === 'live' || run.outcome === 'interrupted') output.line(words(`records.${run.outcome}`));
}

/** What run it is; what is not known has no place. */
function headLines(run: RunObject, words: RecordsWords): readonly string[] {
  const { id, start, end, port, profile, unit, imei, iccid, imsi, network, operator, station, version } = run;
  const at = (time: string | null) => (time === null ? null : localMinute(Date.parse(time)));
  const named = (name: string, value: string | null) =>
    value === null ? [] : [words('records.line', { name, value })];
  return [
    ...named(words('records.column.run'), id),
    ...named(words('records.column.start'), at(start)),
    ...named(words('records.end'), at(end)),
    ...named(
      words('records.column.what'),
      run.purpose === null ? null : words(`records.purpose.${run.purpose}`),
    ),
    ...named(words('records.column.port'), port),
    ...named(words('records.profile'), profile),
    ...named(words('records.column.unit'), unit),
    ...named(words('records.column.imei'), imei),
    ...named(words('records.iccid'), iccid),
    ...named(words('records.imsi'), imsi),
    ...named(words('records.network'), network),
    ...named(words('records.operator'), operator),
    ...named(words('records.station'), station),
    ...named(words('records.version'), version),
  ];
}
