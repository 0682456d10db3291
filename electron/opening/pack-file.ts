import { createHash } from 'node:crypto';
import {
  MANIFEST_NAME,
  type Manifest,
  manifestHeadSchema,
  manifestSchema,
  PACK_VERSION,
  RECORD_NAME,
} from '../exports/pack/manifest.ts';
import type { Doubt } from '../../shared/opened-log.ts';
import { type OpenZip, openZip, ZipError, type ZipFault } from './zip-file.ts';

/** A hand-over pack, as it is found. */

export type PackFault = ZipFault | 'pack_foreign' | 'pack_newer';

export type PackResult =
  | { readonly ok: true; readonly pack: PackFile }
  | { readonly ok: false; readonly fault: PackFault };

/** The manifest of ten thousand runs has a quarter of it. */
const LARGEST_MANIFEST = 64 * 1024 * 1024;
/** Entries that are named one by one as doubtful. */
const MOST_NAMED = 5;

/** Opens a pack at a path; nothing but its list and its manifest was read yet. */
export async function openPack(path: string): Promise<PackResult> {
  const opened = await openZip(path);
  if (!opened.ok) return opened;
  const { zip } = opened;
  try {
    const manifest = await readManifest(zip);
    if (typeof manifest !== 'string') return { ok: true, pack: new PackFile(zip, manifest) };
    zip.close();
    return { ok: false, fault: manifest };
  } catch (thrown) {
    zip.close();
    if (thrown instanceof ZipError) return { ok: false, fault: thrown.fault };
    throw thrown;
  }
}

/** @throws ZipError */
async function readManifest(zip: OpenZip): Promise<Manifest | PackFault> {
  const size = zip.sizeOf(MANIFEST_NAME);
  if (size === null) return 'pack_foreign';
  if (size > LARGEST_MANIFEST) return 'pack_too_large';
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.read(MANIFEST_NAME)) chunks.push(chunk);
  const value = parsed(Buffer.concat(chunks).toString('utf8'));
  const head = manifestHeadSchema.safeParse(value);
  if (!head.success) return 'pack_foreign';
  if (head.data.formatVersion > PACK_VERSION) return 'pack_newer';
  const read = manifestSchema.safeParse(value);
  if (!read.success) return 'pack_damaged';
  const { runs } = read.data;
  const isSound =
    new Set(runs.map(({ id }) => id)).size === runs.length &&
    new Set(runs.map(({ folder }) => folder)).size === runs.length;
  return isSound ? read.data : 'pack_damaged';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export class PackFile {
  readonly manifest: Manifest;
  readonly #zip: OpenZip;
  /** What the manifest says of each entry. */
  readonly #named: ReadonlyMap<string, Manifest['entries'][number]>;
  readonly #folders: ReadonlySet<string>;
  readonly #missing: readonly string[];
  readonly #unlisted: readonly string[];
  readonly #altered: string[] = [];

  constructor(zip: OpenZip, manifest: Manifest) {
    const named = new Map(manifest.entries.map((entry) => [entry.name, entry]));
    this.#zip = zip;
    this.manifest = manifest;
    this.#named = named;
    this.#folders = new Set(manifest.runs.map(({ folder }) => folder));
    this.#missing = [...named.keys()].filter((name) => zip.sizeOf(name) === null);
    this.#unlisted = zip.names.filter((name) => name !== MANIFEST_NAME && !named.has(name));
  }

  /** Bytes of the record of a run, unpacked; null where it is not there. */
  recordSize({ folder }: Manifest['runs'][number]): number | null {
    return this.#zip.sizeOf(`${folder}/${RECORD_NAME}`);
  }

  /** The first run whose record is there. */
  get firstRun(): Manifest['runs'][number] | null {
    return this.manifest.runs.find((run) => this.recordSize(run) !== null) ?? null;
  }

  /**
   * The record of a run, held against the manifest as it is read.
   * @throws ZipError
   */
  async *record({ folder }: Manifest['runs'][number]): AsyncGenerator<Uint8Array> {
    yield* this.#checked(`${folder}/${RECORD_NAME}`);
  }

  /**
   * Reads everything that is no record, to hold it against the manifest.
   * @throws ZipError
   */
  async *readOthers(): AsyncGenerator<Uint8Array> {
    for (const name of this.#named.keys())
      if (!name.endsWith(`/${RECORD_NAME}`) && this.#zip.sizeOf(name) !== null) yield* this.#checked(name);
  }

  /** What speaks against the files of a run, and against those of the pack as a whole, as far as they were read. */
  doubts({ folder }: Manifest['runs'][number]): readonly Doubt[] {
    const isAbout = (name: string) => {
      const [top = ''] = name.split('/', 1);
      return top === folder || !this.#folders.has(top);
    };
    const named = (kind: 'hash' | 'missing' | 'unlisted', names: readonly string[]): readonly Doubt[] =>
      names
        .filter(isAbout)
        .slice(0, MOST_NAMED)
        .map((name) => ({ kind, name }));
    return [
      ...named('hash', this.#altered),
      ...named('missing', this.#missing),
      ...named('unlisted', this.#unlisted),
    ];
  }

  close(): void {
    this.#zip.close();
  }

  async *#checked(name: string): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    for await (const chunk of this.#zip.read(name)) {
      hash.update(chunk);
      yield chunk;
    }
    if (hash.digest('hex') !== this.#named.get(name)?.sha256) this.#altered.push(name);
  }
}
