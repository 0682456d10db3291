import { diagnose } from '../../shared/diagnosis.ts';
import { TextLines, textHeader } from '../../shared/log/export.ts';
import { logFileName } from '../../shared/log/file-name.ts';
import type { Profile } from '../../shared/profile.ts';
import { jsonLines } from './json-lines.ts';
import { diagnosisJson, diagnosisText } from './pack/diagnosis-files.ts';
import { portDetails } from './pack/environment.ts';
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
import { reportHead, surroundingsOf } from './report.ts';
import { RunReader } from './report/collect.ts';
import { reportHtml } from './report/page.ts';
import { reportSay } from './report/texts.ts';
import type { RunDigest } from './run-digest.ts';
import { pagesOf } from './run-pages.ts';
import { shownPort } from './shown-port.ts';
import type { ChosenRun, ExportSource, SurroundedSource } from './source.ts';
import { surrounded } from './surrounded.ts';

/**
 * A hand-over pack of runs: whatever somebody else needs to see what this station saw, and no secret.
 * @throws RunUnreadable
 */
export async function* handOverPack(given: ExportSource): AsyncGenerator<Uint8Array> {
  const source = surrounded(given);
  const { runs: chosen, surroundings } = source;
  const reader = new RunReader(source.database);
  const written: WrittenEntry[] = [];
  const runs: Manifest['runs'][number][] = [];
  async function* entries(): AsyncGenerator<ZipEntry> {
    yield { name: README_NAME, chunks: [readme({ ...surroundings, runs: chosen.length })] };
    for (const [index, run] of chosen.entries()) {
      const digest = await reader.digest(run);
      const folder = folderOf(digest, index + 1);
      const { facts, pieces } = digest.extent;
      runs.push({
        id: run.id,
        folder,
        summary: digest.summary(run.id, source.live.has(run.id)),
        facts,
        pieces,
      });
      for await (const { name, chunks } of runEntries(source, reader, run, digest))
        yield { name: `${folder}/${name}`, chunks };
    }
    yield { name: MANIFEST_NAME, chunks: [json(manifest(source, runs, written))] };
  }
  yield* zipOf(entries(), new Date(surroundings.atMs), (entry) => written.push(entry));
}

function manifest(
  { surroundings }: SurroundedSource,
  runs: Manifest['runs'],
  entries: Manifest['entries'],
): Manifest {
  const { productVersion, atMs, environment } = surroundings;
  return {
    format: PACK_FORMAT,
    formatVersion: PACK_VERSION,
    product: PRODUCT,
    productVersion,
    madeAtMs: atMs,
    madeAt: new Date(atMs).toISOString(),
    station: environment.station,
    runs,
    entries,
  };
}

const folderOf = ({ evidence }: RunDigest, number: number): string =>
  `${String(number).padStart(3, '0')}-${logFileName(evidence.state, 'txt').replace(/\.txt$/, '')}`;

/** The files of one run. */
async function* runEntries(
  source: SurroundedSource,
  reader: RunReader,
  run: ChosenRun,
  digest: RunDigest,
): AsyncGenerator<ZipEntry> {
  const alone = { ...source, runs: [run] };
  const { evidence } = digest;
  yield { name: RECORD_NAME, chunks: jsonLines(alone) };
  yield { name: 'log.txt', chunks: textChunks(source, reader, run.id, digest) };
  const reported = await reader.reportRun(run.id, digest, surroundingsOf(source, run));
  yield { name: 'report.html', chunks: reportHtml(reported, reportHead(source)) };
  if (evidence.profile !== null)
    yield { name: 'profile.json', chunks: [json(withoutSecrets(evidence.profile))] };
  const diagnosis = diagnose(evidence);
  if (diagnosis !== null) {
    yield { name: 'diagnosis.json', chunks: [diagnosisJson(diagnosis)] };
    yield { name: 'diagnosis.txt', chunks: diagnosisText(reportSay(source.language), diagnosis) };
  }
  yield { name: 'environment.json', chunks: [json(environmentOf(source, digest))] };
}

/** The log for people; what stands at its head is known already. */
async function* textChunks(
  { advance }: ExportSource,
  { pages }: RunReader,
  runId: string,
  { head }: RunDigest,
): AsyncGenerator<string> {
  yield [...textHeader(head)].join('');
  const lines = new TextLines(head.state.startedAtMs);
  for await (const page of pagesOf(pages, runId)) {
    yield [...lines.of(page)].join('');
    advance(page.events.length + page.trace.length);
  }
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

function environmentOf({ surroundings, language }: SurroundedSource, { evidence, head }: RunDigest) {
  const { environment, productVersion, ports } = surroundings;
  const { port } = evidence.state;
  return {
    product: PRODUCT,
    productVersion,
    /** The release that recorded the run. */
    recordedBy: head.version,
    ...environment,
    language,
    port: port === null ? null : shownPort(port),
    portDetails: port === null ? null : portDetails(port, ports),
  };
}

const PRODUCT = reportSay('en')('product.name');
const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
