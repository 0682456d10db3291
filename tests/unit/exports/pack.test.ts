import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { packChunks } from '../../../electron/exports/pack.ts';
import { manifestSchema } from '../../../electron/exports/pack/manifest.ts';
import { zipOf } from '../../../electron/exports/pack/zip.ts';
import { BrokenOff } from '../../../electron/exports/run-pages.ts';
import { shownPort } from '../../../electron/exports/shown-port.ts';
import type { PageQuery, RecordStore } from '../../../electron/records/index.ts';
import { readProfileText } from '../../../shared/profile-file.ts';
import { maskedProfile } from '../../../shared/profile.ts';
import { benchProfile } from '../../support/bench-station.ts';
import { EXCHANGED, eventsOf, FINISHED, openedStore, STARTED, traceOf } from '../records/synthetic.ts';
import { fileNamed, packOf, sourceOf, unzipped } from './made-pack.ts';

const profile = benchProfile({ apn: { name: 'CMNET', username: 'u', password: 'apn-pass-4711' } });

async function stored(runId = 'a'): Promise<RecordStore> {
  const store = await openedStore();
  const started = { ...STARTED, profile: maskedProfile(profile), unit: '单元 1/7' } as const;
  await store.append({
    events: eventsOf(runId, [started, EXCHANGED, FINISHED]),
    trace: traceOf(runId, ['AT+CREG?\r\n', '\r\n+CREG: 0,1\r\n\r\nOK\r\n']),
  });
  return store;
}

describe('a hand-over pack', () => {
  it('has everything of a run in a folder that is called by its unit', async () => {
    const files = await unzipped(await packOf(sourceOf(await stored()), ['a']));
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
    const files = await unzipped(await packOf(sourceOf(await stored()), ['a']));
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
    const text = fileNamed(await unzipped(await packOf(sourceOf(await stored()), ['a'])), 'README.txt');
    expect(text).toContain('HAND-OVER PACK\r\n');
    expect(text).toContain('移交包\r\n');
    expect(text).toContain('bench-3');
    expect(text).not.toMatch(/[^\r]\n/);
  });

  it('has settings that can be imported, and no secret in them', async () => {
    const text = fileNamed(await unzipped(await packOf(sourceOf(await stored()), ['a'])), 'profile.json');
    const read = readProfileText(text);
    expect(read).toMatchObject({
      ok: true,
      profile: { ...profile, mqtt: { password: '' }, apn: { password: '' } },
    });
    expect(text).not.toContain('***');
  });

  it('explains a failure for programs and for people, by the numbers of the facts', async () => {
    const source = sourceOf(await stored(), { language: 'zh-CN' });
    const files = await unzipped(await packOf(source, ['a']));
    expect(JSON.parse(fileNamed(files, 'diagnosis.json'))).toMatchObject({
      step: 11,
      code: 'connect_failed',
    });
    expect(fileNamed(files, 'diagnosis.txt')).toMatch(/^11 连接服务器\n/);
  });

  it('tells of the computer no more than its name, and of the port what the system knows', async () => {
    const ports = [{ path: '/dev/ttyUSB0', kind: 'serial', vendorId: '10c4', serialNumber: '0001' }] as const;
    const files = await unzipped(await packOf(sourceOf(await stored(), { ports }), ['a']));
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
    const store = await stored('a');
    await store.append({ events: eventsOf('b', [STARTED]), trace: [] });
    const files = await unzipped(await packOf(sourceOf(store), ['a', 'b']));
    const manifest = manifestSchema.parse(JSON.parse(fileNamed(files, 'manifest.json')));
    expect(manifest.runs.map(({ summary }) => summary.state)).toEqual(['finished', 'interrupted']);
    expect(new Set(manifest.runs.map(({ folder }) => folder)).size).toBe(2);
  });

  it('does not pass for whole when the record fails half-way', async () => {
    const store = await openedStore();
    const many = Array.from({ length: 3000 }, () => EXCHANGED);
    await store.append({ events: eventsOf('a', [STARTED, ...many]), trace: [] });
    const failing = {
      readPage: async (query: PageQuery) =>
        query.afterSeq > 1000
          ? ({ ok: false, fault: { kind: 'io', code: 'EIO' } } as const)
          : await store.readPage(query),
    };
    await expect(packOf(sourceOf(failing), ['a'])).rejects.toBeInstanceOf(BrokenOff);
    await expect(packOf(sourceOf(store), ['nobody'])).rejects.toBeInstanceOf(BrokenOff);
  });

  it('leaves the record alone as soon as nobody wants it any more', async () => {
    const store = await openedStore();
    const many = Array.from({ length: 5000 }, () => EXCHANGED);
    await store.append({ events: eventsOf('a', [STARTED, ...many]), trace: [] });
    let pages = 0;
    const counting = {
      readPage: async (query: PageQuery) => {
        pages += 1;
        return await store.readPage(query);
      },
    };
    for await (const _ of packChunks(sourceOf(counting), ['a'])) break;
    const before = pages;
    for (let turn = 0; turn < 50; turn += 1) await new Promise<void>((done) => setImmediate(done));
    expect(before).toBeLessThan(5);
    expect(pages).toBeLessThan(before + 5);
  });
});

describe('a zip', () => {
  async function zipped(entries: AsyncIterable<{ name: string; chunks: Iterable<string> }>): Promise<Buffer> {
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
