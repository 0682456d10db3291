import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPackFile } from '../../../electron/opening/open-pack.ts';
import type { Batch } from '../../../electron/records/index.ts';
import { speaksAgainst } from '../../../shared/opened-log.ts';
import { type BenchStation, benchProfile, openBenchStation } from '../../support/bench-station.ts';
import { fileOf, packOf, unzipped } from '../exports/made-pack.ts';
import { changed, entriesOf, type Files, recordName, withLines, zipped } from './altered.ts';
import { forgetting, opening } from './opened.ts';
import { ENCRYPTED, type RawEntry, rawZip } from './raw-zip.ts';

let station: BenchStation;
let runId: string;
let pack: Buffer;
let files: Files;

beforeAll(async () => {
  station = await openBenchStation();
  const run = station.start('sim:?speed=instant', benchProfile());
  await run.done;
  ({ runId } = run);
  pack = await packOf(station.recordPath, [runId]);
  files = await unzipped(pack);
});

afterAll(async () => {
  await station.close();
});

const opened = async (bytes: Uint8Array) => await openPackFile(fileOf(bytes), forgetting);

async function faultOf(bytes: Uint8Array): Promise<string> {
  const read = await opened(bytes);
  return read.ok ? 'opened' : read.fault.kind;
}

/** The pack with one more entry. */
const withEntry = (entry: RawEntry): Buffer => rawZip([...entriesOf(files), entry]);
/** The pack with the entry of the record made otherwise. */
const withRecord = (change: Partial<RawEntry>): Buffer =>
  rawZip(
    entriesOf(files).map((entry) => (entry.name === recordName(files) ? { ...entry, ...change } : entry)),
  );
const withManifest = (text: string): Buffer => zipped(changed(files, 'manifest.json', () => text));
const manifest = (change: object): Buffer =>
  zipped(
    changed(files, 'manifest.json', (text) => JSON.stringify({ ...Object(JSON.parse(text)), ...change })),
  );

describe('a zip of a stranger', () => {
  it('is opened when it is sound, whoever packed it', async () => {
    expect(await opened(zipped(files))).toMatchObject({ ok: true, runs: [{ doubts: [] }] });
    expect(await opened(rawZip(entriesOf(files).map((entry) => ({ ...entry, method: 0 }))))).toMatchObject({
      ok: true,
    });
    expect(await opened(withEntry({ name: 'folder/', content: '' }))).toMatchObject({
      ok: true,
      runs: [{ doubts: [] }],
    });
    expect(await opened(rawZip(entriesOf(files), 'a comment'))).toMatchObject({ ok: true });
  });

  it.each([
    '../evil',
    'a/../../b',
    '/etc/passwd',
    'C:evil',
    'a\\b',
    '..',
    './x',
    'a//b',
    'nul\u0000',
    'x\u202egpj.exe',
    'line\nbreak',
    '',
  ])('is not opened when a name would lead elsewhere or deceive: %j', async (name) => {
    expect(await faultOf(withEntry({ name, content: 'x' }))).toBe('pack_names');
  });

  it('is not opened when a name is no text, or stands twice', async () => {
    expect(await faultOf(withEntry({ name: Buffer.from([0x61, 0xff, 0xfe]), content: 'x' }))).toBe(
      'pack_names',
    );
    expect(await faultOf(withEntry({ name: 'manifest.json', content: '{}' }))).toBe('pack_names');
    expect(await faultOf(withEntry({ name: recordName(files), content: '' }))).toBe('pack_names');
  });

  it.each<[string, () => Buffer, string]>([
    ['an entry is encrypted', () => withRecord({ flags: ENCRYPTED }), 'pack_encrypted'],
    [
      'all of it is',
      () => rawZip(entriesOf(files).map((entry) => ({ ...entry, flags: ENCRYPTED }))),
      'pack_encrypted',
    ],
    ['an entry is packed in a way that nobody knows', () => withRecord({ method: 12 }), 'pack_damaged'],
    ['a check sum is wrong', () => withRecord({ crc: 1 }), 'pack_damaged'],
    [
      'the check sum of the manifest is wrong',
      () =>
        rawZip(
          entriesOf(files).map((entry) => (entry.name === 'manifest.json' ? { ...entry, crc: 7 } : entry)),
        ),
      'pack_damaged',
    ],
    ['an entry has more bytes than the list says', () => withRecord({ size: 10 }), 'pack_damaged'],
    ['an entry has fewer bytes than the list says', () => withRecord({ size: 99_999 }), 'pack_damaged'],
    [
      'it is none, though it begins like one',
      () => Buffer.from('PK\u0003\u0004 and then nothing of the kind'),
      'pack_damaged',
    ],
    ['it is empty', () => rawZip([]), 'pack_foreign'],
    ['it is somebody else’s', () => rawZip([{ name: 'photo.jpg', content: 'x' }]), 'pack_foreign'],
    [
      'something stands behind its end',
      () => Buffer.concat([zipped(files), Buffer.from('more')]),
      'pack_damaged',
    ],
  ])('is refused in words when %s', async (_what, make, fault) => {
    expect(await faultOf(make())).toBe(fault);
  });

  it.each<[string, () => Buffer]>([
    ['an entry grows out of all proportion', () => withRecord({ content: Buffer.alloc(64 * 1024 * 1024) })],
    [
      'one that nobody asked for does',
      () => withEntry({ name: 'big', content: Buffer.alloc(16 * 1024 * 1024) }),
    ],
    [
      'entries share their bytes',
      () =>
        rawZip([
          ...entriesOf(files),
          ...Array.from({ length: 40 }, (_, index) => ({
            name: `again-${index}`,
            content: fileText(recordName(files)),
            overlaps: true,
          })),
        ]),
    ],
    [
      'the list says that there are gigabytes',
      () => withEntry({ name: 'big', content: 'x'.repeat(1000), size: 0xfffffff0 }),
    ],
  ])('is not unpacked when %s', async (_what, make) => {
    expect(await faultOf(make())).toBe('pack_too_large');
  });

  const fileText = (name: string): string => files.get(name) ?? '';

  it('that is cut short anywhere is refused', async () => {
    for (let length = 0; length < pack.length; length += Math.ceil(pack.length / 60))
      expect(await faultOf(pack.subarray(0, length))).toMatch(/^pack_(?:damaged|foreign)$/);
  });

  it('in which any byte was changed is refused, or doubted, or says the same all the same', async () => {
    const there = await taken(pack);
    await fc.assert(
      fc.asyncProperty(fc.nat(pack.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = Buffer.from(pack);
        bytes.writeUInt8(bytes.readUInt8(at) ^ change, at);
        const { read, batches } = await taken(bytes);
        if (!read.ok || read.runs.every(({ doubts }) => doubts.some(speaksAgainst))) return;
        expect(batches).toEqual(there.batches);
      }),
      { numRuns: 300 },
    );
  });

  /** What is read of a pack, and what is written down of it, whatever the name it is given. */
  async function taken(bytes: Uint8Array) {
    const batches: unknown[] = [];
    const keep = async (given: Iterable<Batch> | AsyncIterable<Batch>) => {
      for await (const { events, trace } of given) {
        batches.push(
          events.map((event) => ({ ...event, runId })),
          trace.map(({ chunk }) => chunk),
        );
      }
      return { ok: true } as const;
    };
    const read = await openPackFile(fileOf(bytes), keep);
    return { read, batches };
  }

  it('of noise is refused, whatever it begins with', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (noise) => {
        const read = await opened(Buffer.concat([Buffer.from('PK\u0003\u0004'), noise]));
        expect(read.ok).toBe(false);
      }),
    );
  });
});

describe('the manifest of a stranger', () => {
  it.each<[string, () => Buffer, string]>([
    ['no JSON', () => withManifest('{'), 'pack_foreign'],
    ['no object', () => withManifest('[]'), 'pack_foreign'],
    ['of something else', () => withManifest('{"format":"other","formatVersion":1}'), 'pack_foreign'],
    ['of a newer format', () => manifest({ formatVersion: 2, runs: 'otherwise' }), 'pack_newer'],
    ['of no version', () => manifest({ formatVersion: '1' }), 'pack_foreign'],
    ['of version 0', () => manifest({ formatVersion: 0 }), 'pack_damaged'],
    ['without runs', () => manifest({ runs: undefined }), 'pack_damaged'],
    ['with runs of wrong types', () => manifest({ runs: [{ id: 7, folder: null }] }), 'pack_damaged'],
    [
      'with hashes that are none',
      () => manifest({ entries: [{ name: 'x', bytes: 1, sha256: 'abc' }] }),
      'pack_damaged',
    ],
    ['with a time that is none', () => manifest({ madeAtMs: '2026' }), 'pack_damaged'],
    ['that names nobody', () => manifest({ runs: [] }), 'no_facts'],
    [
      'that leads to other folders',
      () => manifest({ runs: [{ ...firstRun(), folder: '../../etc' }] }),
      'no_facts',
    ],
    ['that names a run twice', () => manifest({ runs: [firstRun(), firstRun()] }), 'pack_damaged'],
    [
      'that names a folder twice',
      () => manifest({ runs: [firstRun(), { ...firstRun(), id: 'b' }] }),
      'pack_damaged',
    ],
    ['of another run', () => manifest({ runs: [{ ...firstRun(), id: 'other' }] }), 'no_facts'],
  ])('%s is refused in words', async (_what, make, fault) => {
    expect(await faultOf(make())).toBe(fault);
  });

  function firstRun(): object {
    const { runs } = Object(JSON.parse(files.get('manifest.json') ?? ''));
    return Object(Array.isArray(runs) ? runs[0] : null);
  }

  it('cannot turn the text around what it says', async () => {
    const read = await opened(manifest({ station: 'bench\u202e3\u0000', productVersion: '\u20669\u2069' }));
    expect(read).toMatchObject({ ok: true, origin: { station: 'bench3', productVersion: '9' } });
  });
});

describe('the record of a stranger', () => {
  it.each<[string, (lines: readonly string[]) => readonly string[]]>([
    ['is no JSON at all', () => ['not', 'a', 'record']],
    [
      'has only lines of wrong types',
      () => ['{"type":"bytes","hex":7}', '{"type":"run.started"}', '{"seq":"1"}', 'null', '[]', '7'],
    ],
    ['is of bytes alone', (lines) => lines.filter((line) => line.includes('"type":"bytes"'))],
    ['is empty', () => []],
  ])('is refused in words when it %s', async (_what, change) => {
    expect(await faultOf(zipped(withLines(files, change)))).toBe('no_facts');
  });

  it('may have a line of any length: it is left out, and said to be', async () => {
    const long = `{"type":"bytes","hex":"${'00'.repeat(17_000_000)}"}`;
    const read = await opened(
      rawZip(
        entriesOf(withLines(files, (lines) => [...lines, long, '{'])).map((entry) => ({
          ...entry,
          method: 0,
        })),
      ),
    );
    expect(read).toMatchObject({ ok: true });
    const doubts = read.ok ? (read.runs[0]?.doubts ?? []) : [];
    expect(doubts).toContainEqual({ kind: 'lines', count: 2 });
  });

  it('of any values that JSON has never breaks anything', async () => {
    const { send } = opening();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.json()), fc.nat(), async (noise, place) => {
        const read = await send(
          zipped(withLines(files, (lines) => lines.toSpliced(place % lines.length, 1, ...noise))),
        );
        if (read.ok) expect(read.runs[0]?.doubts.some(speaksAgainst)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
