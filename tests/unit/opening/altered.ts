import { createHash } from 'node:crypto';
import { fileNamed } from '../exports/made-pack.ts';
import { type RawEntry, rawZip } from './raw-zip.ts';

/** Packs that somebody took apart, changed and put together again. */

export type Files = ReadonlyMap<string, string>;

/** The name of the record of the only run. */
export function recordName(files: Files): string {
  const name = [...files.keys()].find((each) => each.endsWith('/record.jsonl'));
  if (name === undefined) throw new Error('no record');
  return name;
}

/** The files with one of them changed. */
export function changed(files: Files, name: string, change: (text: string) => string): Files {
  return new Map([...files].map(([path, text]) => [path, path === name ? change(text) : text]));
}

/** The files with the record's lines changed. */
export function withLines(files: Files, change: (lines: readonly string[]) => readonly string[]): Files {
  return changed(files, recordName(files), (text) => `${change(text.trimEnd().split('\n')).join('\n')}\n`);
}

/** The files with a manifest that names them as they are now: the hashes are right again. */
export function rehashed(files: Files): Files {
  const manifest: unknown = JSON.parse(fileNamed(files, 'manifest.json'));
  const entries = [...files]
    .filter(([name]) => name !== 'manifest.json')
    .map(([name, text]) => ({
      name,
      bytes: Buffer.byteLength(text),
      sha256: createHash('sha256').update(text).digest('hex'),
    }));
  return changed(files, 'manifest.json', () => JSON.stringify({ ...Object(manifest), entries }));
}

export const entriesOf = (files: Files): readonly RawEntry[] =>
  [...files].map(([name, content]) => ({ name, content }));

export const zipped = (files: Files): Buffer => rawZip(entriesOf(files));
