import { createHash } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** One file in a zip. */
export interface ZipEntry {
  readonly name: string;
  /** A block may be reused by whoever gave it, once the next one was asked for. */
  readonly chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;
}

/** What was written of an entry. */
export interface WrittenEntry {
  readonly name: string;
  /** Before it was compressed. */
  readonly bytes: number;
  /** Lower-case hexadecimal digits. */
  readonly sha256: string;
}

/** Quick enough not to be waited for; more would save little of a log. */
const LEVEL = 3;
/** An ordinary file that others may read. */
const MODE = 0o100644;

/**
 * A zip as its entries come, one after the other; names are UTF-8, and what is too large for the old format is written
 * in the new one. Bounded memory: an entry is asked for when the one before it was taken. What an entry throws is
 * thrown here; whoever stops reading ends the entry under way.
 * @param written is told of each entry when all of it was taken, before the next one is asked for.
 */
export async function* zipOf(
  entries: AsyncIterable<ZipEntry>,
  madeAt: Date,
  written: (entry: WrittenEntry) => void,
): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const output = zip.outputStream.pipe(new PassThrough());
  const adding = addAll(zip, output, entries, { madeAt, written }).catch((fault: unknown) => {
    output.destroy(fault instanceof Error ? fault : new Error(String(fault)));
  });
  for await (const chunk of output) if (chunk instanceof Uint8Array) yield chunk;
  await adding;
}

async function addAll(
  zip: ZipFile,
  output: PassThrough,
  entries: AsyncIterable<ZipEntry>,
  { madeAt, written }: { readonly madeAt: Date; readonly written: (entry: WrittenEntry) => void },
): Promise<void> {
  for await (const entry of entries) {
    if (output.destroyed) return;
    written(await add(zip, output, entry, madeAt));
  }
  zip.end();
}

/** Resolves when the last byte of the entry was taken; rejects when nobody reads any more. */
function add(
  zip: ZipFile,
  output: PassThrough,
  { name, chunks }: ZipEntry,
  mtime: Date,
): Promise<WrittenEntry> {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      // A copy: it lies in the compressor's queue while the next one is made.
      const piece = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : Buffer.from(chunk);
      bytes += piece.length;
      hash.update(piece);
      yield piece;
    }
  }
  const source = Readable.from(counted(), { objectMode: false });
  return new Promise((resolve, reject) => {
    const stop = () => source.destroy();
    output.once('close', stop);
    source.once('end', () => resolve({ name, bytes, sha256: hash.digest('hex') }));
    source.once('error', reject);
    source.once('close', () => {
      output.off('close', stop);
      // Of no account where it has ended.
      reject(new Error('nobody reads the zip any more'));
    });
    zip.addReadStream(source, name, { mtime, mode: MODE, compressionLevel: LEVEL });
  });
}
