import { createPageReader } from '../records/page.ts';
import { encodedLater } from './encoded.ts';
import { packChunks } from './pack.ts';
import { environment } from './pack/environment.ts';
import { reportChunks, type ReportSource } from './report.ts';
import type { ExportSource } from './source.ts';

/** The files for people: what a report and a pack are made of, from the record. */

/** One page about the runs. */
export function reportFile(source: ExportSource): AsyncIterable<Uint8Array> {
  return encodedLater(reportChunks(sourceOf(source), idsOf(source)));
}

/** Whatever somebody else needs to see what this station saw. */
export function packFile(source: ExportSource): AsyncIterable<Uint8Array> {
  const { ports } = source.about;
  return packChunks({ ...sourceOf(source), environment: environment(), ports }, idsOf(source));
}

const idsOf = ({ runs }: ExportSource): readonly string[] => runs.map(({ id }) => id);

function sourceOf({ database, language, live, about, advance }: ExportSource): ReportSource {
  const readPage = createPageReader(database);
  return {
    pages: {
      readPage: async (query) => {
        const read = readPage(query);
        if (read.ok) advance(read.page.events.length + read.page.trace.length);
        return read;
      },
    },
    language,
    timeZone: about.timeZone,
    productVersion: about.productVersion,
    atMs: about.atMs,
    usual: about.usual,
    isLive: (runId) => live.has(runId),
    originOf: (runId) => about.origins[runId] ?? null,
  };
}
