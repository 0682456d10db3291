import { diagnose } from '../../shared/diagnosis.ts';
import { JsonLines, TextLines, textHeader } from '../../shared/log/export.ts';
import { logFileName } from '../../shared/log/file-name.ts';
import { translator } from '../../shared/messages/index.ts';
import type { PortInfo } from '../../shared/port.ts';
import type { Profile } from '../../shared/profile.ts';
import { INITIAL_RUN_STATE, reduceRun, type RunState } from '../../shared/run-state.ts';
import { diagnosisJson, diagnosisText } from './pack/diagnosis-files.ts';
import { type Environment, portDetails } from './pack/environment.ts';
import {
  MANIFEST_NAME,
  type Manifest,
  PACK_FORMAT,
  PACK_VERSION,
  README_NAME,
  RECORD_NAME,
} from './pack/manifest.ts';
import { readme } from './pack/readme.ts';
import { type WrittenEntry, type ZipEntry, zipOf } from './pack/zip.ts';
import { type ReportSource, reportHead, surroundingsOf } from './report.ts';
import { reportRunOf } from './report/collect.ts';
import { reportHtml } from './report/page.ts';
import { RunDigest } from './run-digest.ts';
import { BrokenOff, pagesOf } from './run-pages.ts';
import { shownPort } from './shown-port.ts';

/** What a pack is made with: what its reports are, and the computer. */
export interface PackSource extends ReportSource {
  readonly environment: Environment;
  /** The ports that are there now. */
  readonly ports: readonly PortInfo[];
}

/**
 * A hand-over pack of runs, piece by piece: whatever somebody else needs to see what this station saw, and no secret.
 * @throws BrokenOff
 */
export async function* packChunks(source: PackSource, runIds: readonly string[]): AsyncGenerator<Uint8Array> {
  const written: WrittenEntry[] = [];
  const runs: Manifest['runs'][number][] = [];
  async function* entries(): AsyncGenerator<ZipEntry> {
    const { productVersion, atMs, timeZone, environment } = source;
    const facts = { productVersion, atMs, timeZone, station: environment.station, runs: runIds.length };
    yield { name: README_NAME, chunks: [readme(facts)] };
    for (const [index, runId] of runIds.entries()) {
      const folder = await folderOf(source, runId, index + 1);
      const digest = new RunDigest();
      yield* runEntries(source, runId, folder, digest);
      const summary = digest.summary(runId, source.isLive(runId));
      const { facts: factCount, pieces } = digest.extent;
      runs.push({ id: runId, folder, summary, facts: factCount, pieces });
    }
    yield { name: MANIFEST_NAME, chunks: [json(manifest(source, runs, written))] };
  }
  yield* zipOf(entries(), new Date(source.atMs), (entry) => written.push(entry));
}

function manifest(
  { productVersion, atMs, environment }: PackSource,
  runs: Manifest['runs'],
  entries: Manifest['entries'],
): Manifest {
  return {
    format: PACK_FORMAT,
    formatVersion: PACK_VERSION,
    product: translator('en')('product.name'),
    productVersion,
    madeAtMs: atMs,
    madeAt: new Date(atMs).toISOString(),
    station: environment.station,
    runs,
    entries,
  };
}

/** A name for the folder of a run: the first page has what it is called by, unless the unit told its numbers late. */
async function folderOf({ pages }: PackSource, runId: string, number: number): Promise<string> {
  const first = await pages.readPage({ runId, afterSeq: 0, afterOrdinal: 0, limit: 200 });
  if (!first.ok) throw new BrokenOff(first.fault);
  const state = first.page.events.reduce<RunState>(reduceRun, INITIAL_RUN_STATE);
  return `${String(number).padStart(3, '0')}-${logFileName(state, 'txt').replace(/\.txt$/, '')}`;
}

/** The files of one run. The record goes first: what all others say is gathered while it is written. */
async function* runEntries(
  source: PackSource,
  runId: string,
  folder: string,
  digest: RunDigest,
): AsyncGenerator<ZipEntry> {
  const { pages, language } = source;
  const say = translator(language);
  const entry = (name: string, chunks: ZipEntry['chunks']): ZipEntry => ({
    name: `${folder}/${name}`,
    chunks,
  });
  yield entry(RECORD_NAME, recordChunks(source, runId, digest));
  yield entry('log.txt', textChunks(source, runId, digest));
  const { evidence } = digest;
  const run = await reportRunOf(pages, runId, digest, surroundingsOf(source, runId, evidence.state.port));
  yield entry('report.html', reportHtml(run, reportHead(source)));
  if (evidence.profile !== null) yield entry('profile.json', [json(withoutSecrets(evidence.profile))]);
  const diagnosis = diagnose(evidence);
  if (diagnosis !== null) {
    yield entry('diagnosis.json', [diagnosisJson(diagnosis)]);
    yield entry('diagnosis.txt', diagnosisText(say, diagnosis));
  }
  yield entry('environment.json', [json(environmentOf(source, digest))]);
}

async function* recordChunks(
  { pages }: PackSource,
  runId: string,
  digest: RunDigest,
): AsyncGenerator<string> {
  const lines = new JsonLines();
  for await (const page of pagesOf(pages, runId)) {
    digest.add(page);
    yield [...lines.of(page)].join('');
  }
}

async function* textChunks(
  { pages }: PackSource,
  runId: string,
  { head }: RunDigest,
): AsyncGenerator<string> {
  yield [...textHeader(head)].join('');
  const lines = new TextLines(head.state.startedAtMs);
  for await (const page of pagesOf(pages, runId)) yield [...lines.of(page)].join('');
  yield [...lines.rest()].join('');
}

/** A profile that can be imported; who imports it enters the secrets anew. */
function withoutSecrets(profile: Profile): Profile {
  return {
    ...profile,
    sim: { ...profile.sim, pin: '' },
    apn: { ...profile.apn, password: '' },
    mqtt: { ...profile.mqtt, password: '' },
  };
}

function environmentOf({ environment, productVersion, language, ports }: PackSource, digest: RunDigest) {
  const { port } = digest.evidence.state;
  return {
    product: translator('en')('product.name'),
    productVersion,
    /** The release that recorded the run. */
    recordedBy: digest.head.version,
    ...environment,
    language,
    port: port === null ? null : shownPort(port),
    portDetails: port === null ? null : portDetails(port, ports),
  };
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
