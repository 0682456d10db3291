import { stat } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';

/** Zips of strangers: nothing of them is believed before it is known to be bounded and sound. */

export type ZipFault = 'pack_damaged' | 'pack_encrypted' | 'pack_names' | 'pack_too_large';

/** Thrown while an entry is read. */
export class ZipError extends Error {
  readonly fault: ZipFault;

  constructor(fault: ZipFault) {
    super(`the zip cannot be read: ${fault}`);
    this.fault = fault;
  }
}

export type OpenZipResult =
  | { readonly ok: true; readonly zip: OpenZip }
  | { readonly ok: false; readonly fault: ZipFault };

/** So many entries have ten thousand runs, and some more. */
const MOST_ENTRIES = 100_000;
/** All entries together, unpacked. */
const MOST_BYTES = 8 * 1024 ** 3;
/** What one byte may become. A log of nothing but polls comes to a thirtieth of it. */
const MOST_RATIO = 250;
/** What is no larger than this, unpacked, harms nobody. */
const HARMLESS_BYTES = 4 * 1024 * 1024;

/** A zip whose list of entries was looked at. */
export class OpenZip {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;

  constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  /** Names of the files in it. */
  get names(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /** Bytes of a file, unpacked, as the list says; null when there is none of this name. */
  sizeOf(name: string): number | null {
    return this.#entries.get(name)?.uncompressedSize ?? null;
  }

  /**
   * The bytes of a file, which are as many as the list says and have its check sum.
   * @throws ZipError
   */
  async *read(name: string): AsyncGenerator<Uint8Array> {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw new ZipError('pack_damaged');
    let sum = 0;
    try {
      const stream = await this.#zip.openReadStreamPromise(entry);
      for await (const chunk of stream) {
        if (!(chunk instanceof Uint8Array)) continue;
        sum = crc32(chunk, sum);
        yield chunk;
      }
    } catch (thrown) {
      // Whatever it is that the package says: it is about the file.
      throw thrown instanceof ZipError ? thrown : new ZipError('pack_damaged');
    }
    if (sum !== entry.crc32) throw new ZipError('pack_damaged');
  }

  close(): void {
    this.#zip.close();
  }
}

/** Opens a zip at a path and looks at its list. */
export async function openZip(path: string): Promise<OpenZipResult> {
  let zip: ZipFile | null = null;
  try {
    const { size } = await stat(path);
    zip = await openPromise(path, { lazyEntries: true, decodeStrings: false, autoClose: false });
    // Errors of single entries come where they are read.
    zip.on('error', () => {});
    const entries = await listed(zip, size);
    return { ok: true, zip: new OpenZip(zip, entries) };
  } catch (thrown) {
    zip?.close();
    return { ok: false, fault: thrown instanceof ZipError ? thrown.fault : 'pack_damaged' };
  }
}

/** @throws ZipError, or whatever the package says of a list that is none. */
async function listed(zip: ZipFile, fileBytes: number): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > MOST_ENTRIES) throw new ZipError('pack_too_large');
  const entries = new Map<string, Entry>();
  let [packed, unpacked] = [0, 0];
  for await (const entry of zip.eachEntry()) {
    const name = nameOf(entry);
    packed += entry.compressedSize;
    unpacked += entry.uncompressedSize;
    // Entries that share their bytes are how a small file becomes an endless one.
    if (packed > fileBytes || unpacked > MOST_BYTES || isBomb(entry)) throw new ZipError('pack_too_large');
    if (entry.isEncrypted()) throw new ZipError('pack_encrypted');
    if (!entry.canDecodeFileData()) throw new ZipError('pack_damaged');
    if (name.endsWith('/')) continue;
    if (entries.has(name)) throw new ZipError('pack_names');
    entries.set(name, entry);
  }
  return entries;
}

function isBomb({ compressedSize, uncompressedSize }: Entry): boolean {
  return uncompressedSize > HARMLESS_BYTES && uncompressedSize > compressedSize * MOST_RATIO;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
/** Parts of a path that lead elsewhere, and characters that no name of ours has. */
const TRICKS = /^\/|^[A-Za-z]:|\\|(?:^|\/)\.\.?(?:\/|$)|\/\/|\p{C}/u;

/** @throws ZipError for a name that is no UTF-8, or would lead elsewhere if anybody unpacked it. */
function nameOf({ fileNameRaw }: Entry): string {
  let name = '';
  try {
    name = utf8.decode(fileNameRaw);
  } catch {
    throw new ZipError('pack_names');
  }
  if (name === '' || TRICKS.test(name)) throw new ZipError('pack_names');
  return name;
}
