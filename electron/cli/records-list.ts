import { setImmediate } from 'node:timers/promises';
import { visible } from '../../shared/log-text.ts';
import { localMinute } from '../../shared/local-time.ts';
import type { Language } from '../../shared/messages/index.ts';
import type { RunQuery } from '../../shared/history.ts';
import { History } from '../records/history.ts';
import { openForReading, readingFault, type ReadOnlyRecord } from '../records/open-for-reading.ts';
import { recordPathIn } from '../service/data-folder.ts';
import { columns, cropped, padded } from './columns.ts';
import { EXIT } from './exit-status.ts';
import { onStopRequest } from './interrupts.ts';
import type { Output } from './output.ts';
import { liveRuns } from './records-live.ts';
import { type RunObject, runObject } from './records-run.ts';
import { readingFaultStatus, readingFaultText, type RecordsWords } from './records-words.ts';

export interface ListOptions {
  readonly query: RunQuery;
  readonly json: boolean;
  /** Runs at most; null for what is usual: all of them for programs, and for people a screenful or two. */
  readonly limit: number | null;
  readonly dataFolder: string;
  readonly language: Language;
}

const LIMIT_FOR_PEOPLE = 50;
/** How long is searched before what was found is told, and somebody may call it off. */
const SLICE_MS = 20;

/** `records list`: runs, newest first, one line each. Resolves with the exit status. */
export async function listCommand(
  options: ListOptions,
  output: Output,
  words: RecordsWords,
): Promise<number> {
  const path = recordPathIn(options.dataFolder);
  const opened = await openForReading(path);
  if (!opened.ok) {
    output.error(await readingFaultText(options.language, opened.fault, path));
    return readingFaultStatus(opened.fault);
  }
  const calling = new AbortController();
  const unlisten = onStopRequest(() => calling.abort());
  const signal = AbortSignal.any([calling.signal, output.readerGone]);
  try {
    return await listOf(opened.record, options, { output, words, signal });
  } catch (error) {
    const fault = readingFault(error);
    output.error(await readingFaultText(options.language, fault, path));
    return readingFaultStatus(fault);
  } finally {
    unlisten();
    opened.record.close();
  }
}

interface Listing {
  readonly output: Output;
  readonly words: RecordsWords;
  readonly signal: AbortSignal;
}

async function listOf(record: ReadOnlyRecord, options: ListOptions, { output, words, signal }: Listing) {
  const { database } = record;
  const { query, json, dataFolder, language } = options;
  const limit = options.limit ?? (json ? Number.POSITIVE_INFINITY : LIMIT_FOR_PEOPLE);
  database.exec('BEGIN');
  const live = await liveRuns(database, dataFolder);
  const history = new History(database);
  const search = history.search(query, live);
  let told = 0;
  while (told < limit && !signal.aborted) {
    search.advance(SLICE_MS);
    const keys = search.found.slice(told, Math.min(search.found.length - told, limit - told));
    for (const found of history.rows(keys, live)) {
      if (!json && told === 0) output.line(headLine(words));
      if (found !== null)
        output.line(json ? JSON.stringify(runObject(found)) : runLine(runObject(found), output, words));
      told += 1;
    }
    if (search.done && told === search.found.length) break;
    await setImmediate();
  }
  if (output.readerGone.aborted) return EXIT.passed;
  if (signal.aborted) return EXIT.cancelled;
  if (!record.isSound()) {
    output.error(await readingFaultText(language, { kind: 'changed' }, recordPathIn(dataFolder)));
    return EXIT.errored;
  }
  if (!json && told === 0) output.error(words('records.noRuns'));
  if (!json && told === limit && (!search.done || search.found.length > told))
    output.error(words('records.more', { count: told }));
  return EXIT.passed;
}

/** As much of an id as tells runs apart among some ten thousands. */
const SHORT_ID = 8;

/** Columns, each with its width. */
const WIDTHS = [SHORT_ID, 16, 11, 4, 16, 15, 20];

function headLine(words: RecordsWords): string {
  return lineOf([
    words('records.column.run'),
    words('records.column.start'),
    words('records.column.outcome'),
    words('records.column.step'),
    words('records.column.unit'),
    words('records.column.imei'),
    words('records.column.port'),
    words('records.column.what'),
  ]);
}

function runLine(run: RunObject, { say }: Output, words: RecordsWords): string {
  const { id, start, outcome, failedStep, unit, imei, port, purpose, code } = run;
  const why = code === null ? '' : say(`failure.${code}`);
  return lineOf([
    id.slice(0, SHORT_ID),
    start === null ? '' : localMinute(Date.parse(start)),
    outcome === 'live' || outcome === 'interrupted' ? words(`records.${outcome}`) : say(`outcome.${outcome}`),
    failedStep === null ? '' : String(failedStep),
    unit ?? '',
    imei ?? '',
    port ?? '',
    purpose === null || purpose === 'bring_up' ? why : words(`records.purpose.${purpose}`),
  ]);
}

/** What the record holds may be any character, those that steer a terminal too. */
function lineOf(cells: readonly string[]): string {
  return cells
    .map((cell, index) => {
      const width = WIDTHS[index];
      return width === undefined ? visible(cell) : padded(shortened(visible(cell), width), width);
    })
    .join('  ')
    .trimEnd();
}

function shortened(text: string, width: number): string {
  return columns(text) <= width ? text : `${cropped(text, width - 1)}…`;
}
