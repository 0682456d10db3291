import { writeFileSync } from 'node:fs';
import { fromBufferPromise } from 'yauzl';
import { type ExportOptions, writeExport } from '../../../electron/exports/index.ts';
import type { Surroundings } from '../../../electron/exports/source.ts';
import { NO_USUAL_TIMES } from '../../../shared/usual-time.ts';
import { temporaryFile } from '../records/synthetic.ts';

/** Packs of the tests' own, and what is in them. */

export const MADE_AT_MS = Date.UTC(2026, 3, 12, 7, 31, 2);

export const SURROUNDINGS: Surroundings = {
  productVersion: '1.2.3',
  atMs: MADE_AT_MS,
  usual: NO_USUAL_TIMES,
  environment: {
    station: 'bench-3',
    node: '24.0.0',
    electron: null,
    system: 'linux',
    systemRelease: '6.1',
    architecture: 'x64',
    timeZone: 'Asia/Shanghai',
  },
  ports: [],
  origins: {},
};

/** The bytes of a pack of runs of a record. */
export async function packOf(
  record: string,
  runIds: readonly string[],
  more: Partial<Pick<ExportOptions, 'language' | 'surroundings' | 'live'>> = {},
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const result = await writeExport({
    record,
    what: { kind: 'runs', ids: runIds },
    format: 'pack',
    language: 'en',
    bom: false,
    surroundings: SURROUNDINGS,
    target: async (blocks) => {
      for await (const block of blocks) chunks.push(Buffer.from(block));
      return { ok: true };
    },
    ...more,
  });
  if (!result.ok) throw new Error(`no pack: ${result.fault.kind}`);
  return Buffer.concat(chunks);
}

/** Puts bytes into a file that is gone after the test. */
export function fileOf(bytes: Uint8Array): string {
  const path = temporaryFile('opened.zip');
  writeFileSync(path, bytes);
  return path;
}

/** What is in a zip, by name. */
export async function unzipped(zip: Buffer): Promise<ReadonlyMap<string, string>> {
  const opened = await fromBufferPromise(zip, { lazyEntries: true });
  const files = new Map<string, string>();
  for await (const entry of opened.eachEntry()) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of await opened.openReadStreamPromise(entry))
      if (chunk instanceof Uint8Array) chunks.push(chunk);
    files.set(entry.fileName, Buffer.concat(chunks).toString('utf8'));
  }
  return files;
}

/** The file of that name in the folder of the only run. */
export function fileNamed(files: ReadonlyMap<string, string>, name: string): string {
  const found = [...files].find(([path]) => path.endsWith(`/${name}`) || path === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found[1];
}
