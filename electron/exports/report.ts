import type { Language } from '../../shared/messages/index.ts';
import { translator } from '../../shared/messages/index.ts';
import type { UsualTimes } from '../../shared/usual-time.ts';
import { isSimulatedPort } from '../../shared/usual-time.ts';
import { collectRun, type ReportSurroundings } from './report/collect.ts';
import {
  type ContentsRow,
  type ReportHead,
  reportBegin,
  reportEnd,
  reportRun,
  reportUnreadable,
} from './report/page.ts';
import type { ReportOrigin, ReportRun } from './report/report-run.ts';
import { reportVerdict } from './report/verdict.ts';
import { RunDigest } from './run-digest.ts';
import { BrokenOff, type Pages, pagesOf } from './run-pages.ts';

/** What a report is made with, beside the runs themselves. */
export interface ReportSource {
  readonly pages: Pages;
  readonly language: Language;
  /** IANA name of the zone in which times are told. */
  readonly timeZone: string;
  readonly productVersion: string;
  /** When it is made. */
  readonly atMs: number;
  readonly usual: UsualTimes;
  readonly isLive: (runId: string) => boolean;
  /** Where a run was opened from; null for those of this station's record. */
  readonly originOf: (runId: string) => ReportOrigin | null;
}

/**
 * A page about one or many runs, piece by piece: however many there are, one of them is held at a time. A run that
 * cannot be read among several is said to be so; where it is the only one, there is no page.
 * @throws BrokenOff
 */
export async function* reportChunks(source: ReportSource, runIds: readonly string[]): AsyncGenerator<string> {
  const contents: ContentsRow[] = [];
  if (runIds.length > 1) for (const runId of runIds) contents.push(await contentsRow(source, runId));
  const head = reportHead(source, contents);
  yield [...reportBegin(head)].join('');
  for (const [index, runId] of runIds.entries()) {
    const part = await readRun(source, runId, runIds.length > 1);
    const page =
      part instanceof BrokenOff
        ? reportUnreadable(part.fault, head, index + 1)
        : reportRun(part, head, index + 1);
    yield [...page].join('');
  }
  yield [...reportEnd(head)].join('');
}

/** What every page of a report begins with. */
export function reportHead(
  { language, timeZone, productVersion, atMs }: Omit<ReportSource, 'pages'>,
  contents: readonly ContentsRow[] = [],
): ReportHead {
  return { say: translator(language), language, timeZone, productVersion, atMs, contents };
}

/** What a report says of a run that its record does not. */
export function surroundingsOf(
  { usual, isLive, originOf }: Pick<ReportSource, 'usual' | 'isLive' | 'originOf'>,
  runId: string,
  port: string | null,
): ReportSurroundings {
  return {
    isLive: isLive(runId),
    usual: isSimulatedPort(port ?? '') ? usual.simulated : usual.real,
    origin: originOf(runId),
  };
}

async function contentsRow(source: ReportSource, runId: string): Promise<ContentsRow> {
  const digest = new RunDigest();
  const say = translator(source.language);
  try {
    for await (const page of pagesOf(source.pages, runId)) digest.add(page);
  } catch (thrown) {
    if (!(thrown instanceof BrokenOff)) throw thrown;
    return { unit: null, startedAtMs: null, port: null, status: 'errored', word: say('outcome.errored') };
  }
  const { evidence, extent } = digest;
  const { unit, startedAtMs, port, measurements } = evidence.state;
  const run = { evidence, extent, cited: new Map(), ...surroundingsOf(source, runId, port) };
  const { status, word } = reportVerdict(say, run);
  const imei = measurements.imei?.value;
  return { unit: unit ?? (typeof imei === 'string' ? imei : null), startedAtMs, port, status, word };
}

async function readRun(
  source: ReportSource,
  runId: string,
  isOneOfMany: boolean,
): Promise<ReportRun | BrokenOff> {
  try {
    return await collectRun(source.pages, runId, (port) => surroundingsOf(source, runId, port));
  } catch (thrown) {
    if (thrown instanceof BrokenOff && isOneOfMany) return thrown;
    throw thrown;
  }
}
