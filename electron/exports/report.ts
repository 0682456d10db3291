import { isSimulatedPort } from '../../shared/usual-time.ts';
import { Blocks } from './encoded.ts';
import { type ReportSurroundings, RunReader } from './report/collect.ts';
import {
  type ContentsRow,
  type ReportHead,
  reportBegin,
  reportEnd,
  reportRun,
  reportUnreadable,
} from './report/page.ts';
import type { ReportRun } from './report/report-run.ts';
import { reportSay } from './report/texts.ts';
import { reportVerdict } from './report/verdict.ts';
import { RunUnreadable } from './run-pages.ts';
import type { ChosenRun, ExportSource, SurroundedSource } from './source.ts';
import { surrounded } from './surrounded.ts';

/**
 * A page about one or many runs: however many there are, one of them is held at a time. A run that cannot be read among
 * several is said to be so; where it is the only one, there is no page.
 * @throws RunUnreadable
 */
export async function* reportPage(given: ExportSource): AsyncGenerator<Uint8Array> {
  const source = surrounded(given);
  const blocks = new Blocks();
  for await (const text of reportTexts(source)) {
    const full = blocks.fits(text) ? null : blocks.take();
    if (full !== null) yield full;
    blocks.add(text);
  }
  const rest = blocks.take();
  if (rest !== null) yield rest;
}

async function* reportTexts(source: SurroundedSource): AsyncGenerator<string> {
  const { runs, database, advance } = source;
  const reader = new RunReader(database);
  const contents: ContentsRow[] = [];
  if (runs.length > 1) for (const run of runs) contents.push(await contentsRow(source, reader, run));
  const head = reportHead(source, contents);
  yield [...reportBegin(head)].join('');
  for (const [index, run] of runs.entries()) {
    const part = await readRun(source, reader, run);
    const number = index + 1;
    yield* part instanceof RunUnreadable
      ? reportUnreadable(part.fault, head, number)
      : reportRun(part, head, number);
    advance(1);
  }
  yield [...reportEnd(head)].join('');
}

/** What every page of a report begins with. */
export function reportHead(
  { language, surroundings }: Pick<SurroundedSource, 'language' | 'surroundings'>,
  contents: readonly ContentsRow[] = [],
): ReportHead {
  const { productVersion, atMs, environment } = surroundings;
  const { timeZone } = environment;
  return { say: reportSay(language), language, timeZone, productVersion, atMs, contents };
}

/** What a report says of a run that its record does not; what is usual depends on the kind of port. */
export function surroundingsOf(
  { live, surroundings }: Pick<SurroundedSource, 'live' | 'surroundings'>,
  { id, port }: ChosenRun,
): ReportSurroundings {
  const { usual, origins } = surroundings;
  return {
    isLive: live.has(id),
    usual: isSimulatedPort(port ?? '') ? usual.simulated : usual.real,
    origin: Object.hasOwn(origins, id) ? (origins[id] ?? null) : null,
  };
}

async function contentsRow(
  source: SurroundedSource,
  reader: RunReader,
  run: ChosenRun,
): Promise<ContentsRow> {
  const say = reportSay(source.language);
  try {
    const { evidence, extent } = await reader.digest(run);
    const { unit, startedAtMs, port, measurements } = evidence.state;
    const shown = { evidence, extent, cited: new Map(), ...surroundingsOf(source, run) };
    const { status, word } = reportVerdict(say, shown);
    const imei = measurements.imei?.value;
    return { unit: unit ?? (typeof imei === 'string' ? imei : null), startedAtMs, port, status, word };
  } catch (thrown) {
    if (!(thrown instanceof RunUnreadable)) throw thrown;
    return {
      unit: null,
      startedAtMs: null,
      port: run.port,
      status: 'errored',
      word: say('outcome.errored'),
    };
  }
}

async function readRun(
  source: SurroundedSource,
  reader: RunReader,
  run: ChosenRun,
): Promise<ReportRun | RunUnreadable> {
  try {
    return await reader.reportRun(run.id, await reader.digest(run), surroundingsOf(source, run));
  } catch (thrown) {
    if (thrown instanceof RunUnreadable && source.runs.length > 1) return thrown;
    throw thrown;
  }
}
