import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { writeExport } from '../../../electron/exports/index.ts';
import { manifestSchema } from '../../../electron/exports/pack/manifest.ts';
import { type ZipEntry, zipOf } from '../../../electron/exports/pack/zip.ts';
import { shownPort } from '../../../electron/exports/shown-port.ts';
import { readProfileText } from '../../../shared/profile-file.ts';
import { maskedProfile } from '../../../shared/profile.ts';
import { benchProfile } from '../../support/bench-station.ts';
import {
  EXCHANGED,
  eventsOf,
  FINISHED,
  openedStore,
  STARTED,
  temporaryFile,
  traceOf,
} from '../records/synthetic.ts';
import { fileNamed, packOf, SURROUNDINGS, unzipped } from './made-pack.ts';

const profile = benchProfile({ apn: { name: 'CMNET', username: 'u', password: 'apn-pass-4711' } });

/** A record with one run; its file. */
async function stored(runId = 'a'): Promise<string> {
  const path = temporaryFile();
  const store = await openedStore(path);
  const started = { ...STARTED, profile: maskedProfile(profile), unit: '单元 1/7' } as const;
  await store.append({
    events: eventsOf(runId, [started, EXCHANGED, FINISHED]),
    trace: traceOf(runId, ['AT+CREG?\r\n', '\r\n+CREG: 0,1\r\n\r\nOK\r\n']),
  });
  return path;
}

describe('a hand-over pack', () => {
  it('has everything of a run in a folder that is called by its unit', async () => {
    const files = await unzipped(await packOf(await stored(), ['a']));
    const folder = '001-WIS800C-单元-1-7-2023-11-14T22-13-20';
    expect([...files.keys()]).toEqual([
      'README.txt',
      ...[
        'record.jsonl',
        'log.txt',
        'report.html',
        'profile.json',
        'diagnosis.json',
        'diagnosis.txt',
        'environment.json',
      ].map((name) => `${folder}/${name}`),
      'manifest.json',
    ]);
  });

  it('names every file with its size and its hash, and every run', async () => {
    const files = await unzipped(await packOf(await stored(), ['a']));
    const manifest = manifestSchema.parse(JSON.parse(fileNamed(files, 'manifest.json')));
    expect(manifest.entries).toEqual(
      [...files]
        .filter(([name]) => name !== 'manifest.json')
        .map(([name, text]) => ({
          name,
          bytes: Buffer.byteLength(text),
          sha256: createHash('sha256').update(text).digest('hex'),
        })),
    );
    expect(manifest).toMatchObject({
      formatVersion: 1,
      productVersion: '1.2.3',
      station: 'bench-3',
      madeAt: '2026-04-12T07:31:02.000Z',
      runs: [{ id: 'a', facts: 3, pieces: 2, summary: { id: 'a', state: 'finished', outcome: 'failed' } }],
    });
  });

  it('says in both languages what it is and how it is opened', async () => {
    const text = fileNamed(await unzipped(await packOf(await stored(), ['a'])), 'README.txt');
    expect(text).toContain('HAND-OVER PACK\r\n');
    expect(text).toContain('移交包\r\n');
    expect(text).toContain('bench-3');
    expect(text).not.toMatch(/[^\r]\n/);
  });

  it('has settings that can be imported, and no secret in them', async () => {
    const text = fileNamed(await unzipped(await packOf(await stored(), ['a'])), 'profile.json');
    const read = readProfileText(text);
    expect(read).toMatchObject({
      ok: true,
      profile: { ...profile, mqtt: { password: '' }, apn: { password: '' } },
    });
    expect(text).not.toContain('***');
  });

  it('explains a failure for programs and for people, by the numbers of the facts', async () => {
    const files = await unzipped(await packOf(await stored(), ['a'], { language: 'zh-CN' }));
    expect(JSON.parse(fileNamed(files, 'diagnosis.json'))).toMatchObject({
      step: 11,
      code: 'connect_failed',
    });
    expect(fileNamed(files, 'diagnosis.txt')).toMatch(/^11 连接服务器\n/);
  });

  it('tells of the computer no more than its name, and of the port what the system knows', async () => {
    const ports = [{ path: '/dev/ttyUSB0', kind: 'serial', vendorId: '10c4', serialNumber: '0001' }] as const;
    const files = await unzipped(
      await packOf(await stored(), ['a'], { surroundings: { ...SURROUNDINGS, ports } }),
    );
    expect(JSON.parse(fileNamed(files, 'environment.json'))).toEqual({
      product: 'WIS800C Commissioner',
      productVersion: '1.2.3',
      recordedBy: '0.1.0',
      station: 'bench-3',
      node: '24.0.0',
      electron: null,
      system: 'linux',
      systemRelease: '6.1',
      architecture: 'x64',
      timeZone: 'Asia/Shanghai',
      language: 'en',
      port: '/dev/ttyUSB0',
      portDetails: { kind: 'serial', vendorId: '10c4' },
    });
  });

  it('may hold many runs, each with a folder of its own', async () => {
    const path = await stored('a');
    const store = await openedStore(path);
    await store.append({ events: eventsOf('b', [STARTED]), trace: [] });
    const files = await unzipped(await packOf(path, ['b', 'a']));
    const manifest = manifestSchema.parse(JSON.parse(fileNamed(files, 'manifest.json')));
    expect(manifest.runs.map(({ summary }) => summary.state)).toEqual(['finished', 'interrupted']);
    expect(new Set(manifest.runs.map(({ folder }) => folder)).size).toBe(2);
  });

  it('tells how far it has come until it is there', async () => {
    const told: (readonly [number, number])[] = [];
    const result = await writeExport({
      record: await stored(),
      what: { kind: 'runs', ids: ['a'] },
      format: 'pack',
      language: 'en',
      bom: false,
      onProgress: (done, total) => told.push([done, total]),
      target: async (blocks) => {
        for await (const _ of blocks);
        return { ok: true };
      },
    });
    expect(result).toEqual({ ok: true, runs: 1 });
    // Three facts and two pieces, as JSON and in words.
    expect(told[0]).toEqual([0, 10]);
    expect(told.at(-1)).toEqual([10, 10]);
  });

  it('is none of what the record does not have', async () => {
    await expect(packOf(await stored(), ['a', 'nobody'])).rejects.toThrow('not_found');
  });

  it('is called off between two blocks of it', async () => {
    const path = temporaryFile();
    const store = await openedStore(path);
    const many = Array.from({ length: 20_000 }, (_, index) => ({
      ...EXCHANGED,
      command: `AT+${index * 7919}`,
    }));
    await store.append({ events: eventsOf('a', [STARTED, ...many]), trace: [] });
    const stop = new AbortController();
    let blocks = 0;
    const result = await writeExport({
      record: path,
      what: { kind: 'runs', ids: ['a'] },
      format: 'pack',
      language: 'en',
      bom: false,
      signal: stop.signal,
      target: async (given) => {
        for await (const _ of given) {
          blocks += 1;
          if (blocks === 3) stop.abort();
        }
        return { ok: true };
      },
    });
    expect(result).toEqual({ ok: false, fault: { kind: 'cancelled' } });
    expect(blocks).toBe(3);
  });
});

describe('a zip', () => {
  async function zipped(entries: AsyncIterable<ZipEntry>): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of zipOf(entries, new Date(0), () => {})) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  it('has its entries in order, also empty ones, in any tongue', async () => {
    async function* entries() {
      yield { name: 'empty', chunks: [] };
      yield { name: '文件.txt', chunks: ['a', '中', ''] };
    }
    expect([...(await unzipped(await zipped(entries())))]).toEqual([
      ['empty', ''],
      ['文件.txt', 'a中'],
    ]);
  });

  it('throws what an entry throws, and ends what makes the entries', async () => {
    let isOver = false;
    async function* broken() {
      try {
        yield {
          name: 'a',
          chunks: (function* () {
            yield 'x';
            throw new Error('half-way');
          })(),
        };
        yield* [];
      } finally {
        isOver = true;
      }
    }
    await expect(zipped(broken())).rejects.toThrow('half-way');
    expect(isOver).toBe(true);
  });
});

describe('the address of a port, as others may know of it,', () => {
  it.each([
    ['/dev/ttyUSB0', '/dev/ttyUSB0'],
    ['COM7', 'COM7'],
    ['sim:a?fault=no-sim', 'sim:a?fault=no-sim'],
    ['sim:?replay=run:1234', 'sim:?replay=run:1234'],
    ['sim:?replay=/home/li/my+logs/a.log', 'sim:?replay=a.log'],
    ['sim:?replay=C%3A%5CUsers%5CLi%5Cb%2Blog.txt&speed=instant', 'sim:?replay=b+log.txt'],
    ['sim:?replay=%2Fhome%2Fli%2Fc', 'sim:?replay=c'],
  ])('of %s is %s', (address, shown) => {
    expect(shownPort(address)).toBe(shown);
  });
});
