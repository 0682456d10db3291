import type { Writable } from 'node:stream';
import { attempt, type FileResult } from '../files/fault.ts';
import { writeWhole } from '../files/whole-file.ts';

/**
 * Takes the content of a file, block by block, until there are no more; see `Pieces`. What is thrown while it asks for
 * one must leave nothing behind and be thrown on.
 */
export type ExportTarget = (blocks: AsyncIterable<Uint8Array>) => Promise<FileResult>;

/** As any new file: others may read it as far as the user's umask goes. */
const MODE = 0o666;

/** A file, which is there whole or not at all. */
export function toFile(path: string): ExportTarget {
  return (blocks) => writeWhole(path, blocks, MODE);
}

/** Where somebody else reads while it is made, and who gets half of it where it breaks off. The stream stays open. */
export function toStream(stream: Writable): ExportTarget {
  // The fault of a write is told to it; that the stream tells it once more, later, is no bug of anybody.
  stream.on('error', () => {});
  return async (blocks) => {
    for await (const block of blocks) {
      const written = await attempt(() => writeTo(stream, block));
      if (!written.ok) return written;
    }
    return { ok: true };
  };
}

function writeTo(stream: Writable, block: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(block, (fault) => (fault instanceof Error ? reject(fault) : resolve()));
  });
}
