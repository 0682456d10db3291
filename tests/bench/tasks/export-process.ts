import { createWriteStream } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { toFile, type WrittenFormat, writeExport } from '../../../electron/exports/index.ts';
import { peakMegabytes } from './peak-memory.ts';

/**
 * A process that exports a record once and tells what it took. It loads what the export needs, and no more.
 *
 *   export-process.ts FORMAT|plain RECORD FILE
 */
const [how = '', record = '', file = ''] = process.argv.slice(2);

const begun = performance.now();
if (how === 'plain') await plainly(record, file);
else await exportOnce(how);
process.send?.([(performance.now() - begun) / 1000, peakMegabytes()], () => process.disconnect());

async function exportOnce(format: string): Promise<void> {
  if (!isFormat(format)) throw new Error(`no such format: ${format}`);
  const what = { kind: 'period', fromMs: null, toMs: null } as const;
  const made = await writeExport({ record, what, format, language: 'en', bom: false, target: toFile(file) });
  if (!made.ok) throw new Error(`no file: ${made.fault.kind}`);
}

function isFormat(format: string): format is WrittenFormat {
  return ['text', 'jsonl', 'csv-runs', 'csv-steps'].includes(format);
}

/** What anybody would write: rows through a stream, each made of its parts and taken apart again. */
async function plainly(path: string, target: string): Promise<void> {
  const database = new DatabaseSync(path, { readOnly: true });
  await pipeline(Readable.from(plainLines(database)), createWriteStream(target));
  database.close();
}

function* plainLines(database: DatabaseSync): Generator<string> {
  const run = database.prepare('SELECT id, port, started_at_ms FROM runs').get() ?? {};
  const { id: runId, port, started_at_ms: beganMs } = run;
  const facts = database.prepare('SELECT * FROM facts ORDER BY seq').iterate();
  const pieces = database.prepare('SELECT * FROM trace ORDER BY ordinal').iterate();
  const linesBefore = (untilMs: number): string[] => {
    const lines: string[] = [];
    for (; !piece.done && Number(piece.value['elapsed_ms']) < untilMs; piece = pieces.next()) {
      const { elapsed_ms: elapsedMs, direction, bytes } = piece.value;
      const known = Buffer.from(bytes instanceof Uint8Array ? bytes : []);
      const atMs = Math.round(Number(beganMs) + Number(elapsedMs));
      const hex = known.toString('hex').toUpperCase();
      const line = { type: 'bytes', runId, port, elapsedMs, atMs, direction, text: known.toString(), hex };
      lines.push(`${JSON.stringify(line)}\n`);
    }
    return lines;
  };
  let piece = pieces.next();
  for (const { seq, at_ms: atMs, elapsed_ms: elapsedMs, type, body } of facts) {
    yield* linesBefore(Number(elapsedMs));
    const fact: unknown = JSON.parse(String(body));
    yield `${JSON.stringify(Object.assign({ seq, runId, port, atMs, elapsedMs, type }, fact))}\n`;
  }
  yield* linesBefore(Number.POSITIVE_INFINITY);
}
