import { type FileHandle, lstat, open, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { errorCode } from '../port/errno.ts';
import { attempt, type FileResult } from './fault.ts';
import { untilReleased } from './held-file.ts';
import { sweep, unfinishedPath } from './unfinished.ts';

/** What a file is made of, piece by piece. While one is written the next is made, and the one before may be reused. */
export type Pieces = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

const OK: FileResult = { ok: true };

/**
 * Replaces a file's text so that a crash leaves the old or the new one, whole. The folder must exist.
 * @param mode of the new file from its first byte on, narrowed by the umask; Windows knows no such thing.
 */
export function writeTextFile(path: string, text: string, mode: number): Promise<FileResult> {
  return writeWhole(path, [text], mode);
}

/**
 * The same piece by piece. A link stays a link, and the file behind it is replaced. What is no file, such as a pipe, is
 * written to as it stands.
 * @throws what `pieces` throws; what stood there before is then still there, and nothing else
 */
export async function writeWhole(path: string, pieces: Pieces, mode: number): Promise<FileResult> {
  const target = await targetOf(path);
  const found = await stat(target).catch(() => null);
  if (found !== null && !found.isFile() && !found.isDirectory()) return writeInto(target, pieces);
  const unfinished = unfinishedPath(dirname(target));
  let done = false;
  try {
    const written = await writeNew(unfinished, pieces, mode);
    if (!written.ok) return written;
    const moved = await attempt(() => untilReleased(() => rename(unfinished, target)));
    done = moved.ok;
    if (!moved.ok) return moved;
  } finally {
    if (!done) await rm(unfinished, { force: true }).catch(() => {});
  }
  await syncFolder(dirname(target));
  await sweep(dirname(target));
  return OK;
}

/** What a path leads to in the end, though nothing need be there. */
async function targetOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (thrown) {
    const isLink = (await lstat(path).catch(() => null))?.isSymbolicLink() ?? false;
    // Links in a circle lead nowhere; whoever opens the path hears it from the system.
    if (!isLink || errorCode(thrown) !== 'ENOENT') return path;
    return targetOf(resolve(dirname(path), await readlink(path)));
  }
}

async function writeInto(path: string, pieces: Pieces): Promise<FileResult> {
  const opened = await attempt(() => open(path, 'w'));
  if (!opened.ok) return opened;
  try {
    return await writePieces(opened.value, pieces);
  } finally {
    await opened.value.close();
  }
}

async function writeNew(path: string, pieces: Pieces, mode: number): Promise<FileResult> {
  const opened = await attempt(() => open(path, 'wx', mode));
  if (!opened.ok) return opened;
  const file = opened.value;
  try {
    const written = await writePieces(file, pieces);
    return written.ok ? await attempt(() => file.sync()) : written;
  } finally {
    await file.close();
  }
}

async function writePieces(file: FileHandle, pieces: Pieces): Promise<FileResult> {
  let writing: Promise<FileResult> = Promise.resolve(OK);
  try {
    for await (const piece of pieces) {
      const before = await writing;
      if (!before.ok) return before;
      writing = attempt(() => file.writeFile(piece));
    }
  } finally {
    await writing;
  }
  return writing;
}

/** A power cut can undo the renaming until the folder is on the disk, too. Windows has no way to ask for that. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
