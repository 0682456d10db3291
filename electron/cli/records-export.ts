import {
  type ExportChoice,
  type ExportFault,
  type ExportOptions,
  toFile,
  toStream,
  writeExport,
} from '../exports/index.ts';
import { openForReading, readingFault, type ReadOnlyRecord } from '../records/open-for-reading.ts';
import { recordPathIn } from '../service/data-folder.ts';
import { EXIT } from './exit-status.ts';
import { onStopRequest } from './interrupts.ts';
import type { ExportAsked } from './records-export-flags.ts';
import { namedRun } from './records-named.ts';
import { ExportProgressLine } from './records-progress.ts';
import type { RecordsWords } from './records-words.ts';

/**
 * `records export`: resolves with the exit status. What it needs beside the export itself it loads when there is
 * something to say.
 */
export async function exportCommand(asked: ExportAsked): Promise<number> {
  const path = recordPathIn(asked.dataFolder);
  const opened = await openForReading(path);
  if (!opened.ok) return told(asked, opened.fault);
  let plan: Plan;
  try {
    plan = await planOf(opened.record, asked);
  } catch (error) {
    return told(asked, readingFault(error));
  } finally {
    opened.record.close();
  }
  if (!plan.ok) return toldName(asked, plan);
  const calling = new AbortController();
  const unlisten = onStopRequest(() => calling.abort());
  const progress = new ExportProgressLine(asked.out !== null || !process.stdout.isTTY);
  const result = await writeExport({
    ...asked,
    ...plan,
    record: path,
    target: asked.out === null ? toStream(process.stdout) : toFile(asked.out),
    signal: calling.signal,
    onProgress: progress.show,
  });
  progress.end();
  unlisten();
  return result.ok ? EXIT.passed : told(asked, result.fault);
}

type Plan =
  | ({ readonly ok: true } & Pick<ExportOptions, 'what' | 'language' | 'live' | 'surroundings'>)
  | { readonly ok: false; readonly name: string; readonly fault: 'unknown' | 'ambiguous' };

/** The runs that are meant, and what files of their format say beside them. */
async function planOf({ database }: ReadOnlyRecord, asked: ExportAsked): Promise<Plan> {
  const { what, format, dataFolder, language } = asked;
  const ids: string[] = [];
  for (const name of what.kind === 'named' ? what.names : []) {
    const run = namedRun(database, name);
    if (!run.ok) return { ...run, name };
    ids.push(run.id);
  }
  const choice: ExportChoice = what.kind === 'named' ? { kind: 'runs', ids } : what;
  // Logs tell of a run as far as it has come, and are no language's.
  if (format === 'text' || format === 'jsonl') return { ok: true, what: choice, language: 'en' };
  const { liveRuns } = await import('./records-live.ts');
  const live = await liveRuns(database, dataFolder);
  if (format !== 'report' && format !== 'pack') return { ok: true, what: choice, language: 'en', live };
  const { surroundingsOf } = await import('./records-surroundings.ts');
  const surroundings = await surroundingsOf(database);
  return { ok: true, what: choice, language: language(), live, surroundings };
}

async function toldName(
  { language }: ExportAsked,
  { name, fault }: { readonly name: string; readonly fault: 'unknown' | 'ambiguous' },
): Promise<number> {
  const { recordsWords } = await import('./records-words.ts');
  const words = await recordsWords(language());
  say(words(`records.${fault}`, { name }));
  return EXIT.usage;
}

/** Tells why there is no file; resolves with the exit status. */
async function told({ language, out, dataFolder }: ExportAsked, fault: ExportFault): Promise<number> {
  // Whoever read it has enough.
  if (out === null && fault.kind === 'io' && fault.code === 'EPIPE') return EXIT.passed;
  const { readingFaultStatus, readingFaultText, recordsWords } = await import('./records-words.ts');
  const words = await recordsWords(language());
  switch (fault.kind) {
    case 'cancelled':
      say(words(out === null ? 'records.cancelled.stream' : 'records.cancelled'));
      return EXIT.cancelled;
    case 'no_runs':
      say(words('records.noRuns'));
      return EXIT.usage;
    case 'not_writable':
    case 'disk_full':
    case 'io':
      return toldFile(words, out, fault);
    default:
      say(await readingFaultText(language(), fault, recordPathIn(dataFolder)));
      return readingFaultStatus(fault);
  }
}

function toldFile(
  words: RecordsWords,
  out: string | null,
  fault: Extract<ExportFault, { kind: 'not_writable' | 'disk_full' | 'io' }>,
): number {
  const path = out ?? words('records.standardOutput');
  if (fault.kind === 'disk_full') say(words('records.diskFull', { path }));
  else say(words('records.notWritten', { path, code: fault.code }));
  return fault.kind === 'not_writable' ? EXIT.usage : EXIT.errored;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
