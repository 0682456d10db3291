import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { type ExportOptions, toFile, writeExport } from '../../../electron/exports/index.ts';
import type { FileResult } from '../../../electron/files/fault.ts';
import { EVERY_RUN, type RunQuery } from '../../../shared/history.ts';
import { temporaryFolder } from '../service/data-folder.ts';
import {
  EXCHANGED,
  eventsOf,
  FINISHED,
  openedStore,
  STARTED,
  temporaryFile,
  traceOf,
} from '../records/synthetic.ts';
import { exported, runs } from './exported.ts';

const DAY_MS = 86_400_000;

/** Runs `a`, `b`, `c`, …, a day apart. */
async function recordOf(count: number, facts = 3): Promise<string> {
  const path = temporaryFile();
  const store = await openedStore(path);
  for (let no = 0; no < count; no += 1) {
    const id = String.fromCharCode(0x61 + no);
    const all = [STARTED, ...Array.from({ length: facts }, () => EXCHANGED), FINISHED];
    const events = eventsOf(id, all).map((event) => ({ ...event, atMs: event.atMs + no * DAY_MS }));
    await store.append({ events, trace: traceOf(id, ['AT\r', 'OK\r\n']) });
  }
  await store.close();
  return path;
}

const options = (record: string, more: Partial<ExportOptions> = {}): ExportOptions => ({
  record,
  what: runs('a'),
  format: 'jsonl',
  language: 'en',
  bom: false,
  target: async () => ({ ok: true }),
  ...more,
});

describe('what is exported', () => {
  const idsOf = (text: string) =>
    [...new Set([...text.matchAll(/"runId":"(.)"/g)].map(([, id]) => id))].join('');
  const query = (more: Partial<RunQuery>) => ({ kind: 'query', query: { ...EVERY_RUN, ...more } }) as const;

  it.each([
    ['every run', query({}), 'abc'],
    ['a day', query({ fromMs: 1_700_000_000_000 + DAY_MS, toMs: 1_700_000_000_000 + 2 * DAY_MS }), 'b'],
    [
      'by how it ended',
      query({ outcomes: ['failed'], step: 11, profile: 'Baidu IoT Hub', operator: 'Li' }),
      'abc',
    ],
    ['by purpose', query({ purposes: ['bring_up', 'listening'] }), 'abc'],
    ['by what was said', query({ search: 'at+creg sn-0117' }), 'abc'],
    ['some runs, each once, in the order of the record', runs('c', 'a', 'c'), 'ac'],
  ])('can be %s', async (_, what, ids) => {
    const { result, text } = await exported({ record: await recordOf(3), what, format: 'jsonl' });
    expect(result).toEqual({ ok: true, runs: ids.length });
    expect(idsOf(text)).toBe(ids);
  });

  it.each([
    ['a run that is not there', runs('a', 'z'), 'not_found'],
    ['what nobody said', query({ search: 'at+cops' }), 'no_runs'],
    ['nothing', query({ network: 'nobody' }), 'no_runs'],
    ['runs of no such purpose', query({ purposes: ['console'] }), 'no_runs'],
    ['runs that were cut short, where there are none', query({ outcomes: ['interrupted'] }), 'no_runs'],
  ])('is told where it is %s', async (_, what, kind) => {
    const { result, text } = await exported({ record: await recordOf(1), what, format: 'jsonl' });
    expect([result, text]).toEqual([{ ok: false, fault: { kind } }, '']);
  });

  it('is no more looked for once it is called off', async () => {
    const signal = AbortSignal.abort();
    const { result } = await exported({ record: await recordOf(1), what: query({}), format: 'text', signal });
    expect(result).toEqual({ ok: false, fault: { kind: 'cancelled' } });
  });

  it('is the record at one moment, though somebody goes on recording', async () => {
    const record = await recordOf(1, 20_000);
    const store = await openedStore(record);
    let added = 0;
    const target = async (blocks: AsyncIterable<Uint8Array>): Promise<FileResult> => {
      for await (const _ of blocks) {
        added += 1;
        await store.append({ events: eventsOf('a', [EXCHANGED], 20_002 + added), trace: [] });
      }
      return { ok: true };
    };
    let total = 0;
    const onProgress = (done: number, all: number) => {
      total = all;
      expect(done).toBeLessThanOrEqual(all);
    };
    expect(await writeExport(options(record, { target, onProgress }))).toEqual({ ok: true, runs: 1 });
    expect(added).toBeGreaterThan(5);
    expect(total).toBe(20_004);
  });
});

describe('a file', () => {
  it('is there whole, and its making is told', async () => {
    const folder = temporaryFolder();
    const told: (readonly [number, number])[] = [];
    const made = await writeExport(
      options(await recordOf(2, 5000), {
        what: runs('a', 'b'),
        target: toFile(join(folder, 'a.jsonl')),
        onProgress: (done, total) => told.push([done, total]),
      }),
    );
    expect(made).toEqual({ ok: true, runs: 2 });
    expect(readFileSync(join(folder, 'a.jsonl'), 'utf8').split('\n')).toHaveLength(2 * 5004 + 1);
    expect(readdirSync(folder)).toEqual(['a.jsonl']);
    expect(told[0]).toEqual([0, 2 * 5004]);
    expect(told.at(-1)).toEqual([2 * 5004, 2 * 5004]);
    expect(told.map(([done]) => done)).toEqual(told.map(([done]) => done).toSorted((a, b) => a - b));
  });

  it.each([
    ['before it is begun', 0],
    ['in its midst', 3],
  ])('that is called off %s leaves what stood there, and nothing else', async (_, after) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.jsonl'), 'before');
    const calling = new AbortController();
    let times = 0;
    const made = await writeExport(
      options(await recordOf(1, 20_000), {
        target: toFile(join(folder, 'a.jsonl')),
        signal: calling.signal,
        onProgress: () => {
          if (times === after) calling.abort();
          times += 1;
        },
      }),
    );
    expect(made).toEqual({ ok: false, fault: { kind: 'cancelled' } });
    expect(readFileSync(join(folder, 'a.jsonl'), 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['a.jsonl']);
  });

  it('leaves the event loop its turn while it is made', async () => {
    let turns = 0;
    const turn = setInterval(() => {
      turns += 1;
    }, 0);
    await writeExport(options(await recordOf(1, 50_000), { target: toFile('/dev/null') }));
    clearInterval(turn);
    expect(turns).toBeGreaterThan(5);
  });

  it.each([
    ['in a folder that is not there', (folder: string) => join(folder, 'missing', 'a'), 'not_writable'],
    ['in the place of a folder', (folder: string) => folder, 'not_writable'],
    ['below a file', () => '/dev/null/a', 'not_writable'],
  ])('cannot be made %s', async (_, place, kind) => {
    const target = toFile(place(temporaryFolder()));
    expect(await writeExport(options(await recordOf(1), { target }))).toMatchObject({
      ok: false,
      fault: { kind },
    });
  });

  it.skipIf(process.platform !== 'linux')('that the medium has no room for is told as such', async () => {
    const made = await writeExport(options(await recordOf(1, 20_000), { target: toFile('/dev/full') }));
    expect(made).toEqual({ ok: false, fault: { kind: 'disk_full', code: 'ENOSPC' } });
  });
});

describe('a record that cannot be read', () => {
  it('since there is none, gives no file', async () => {
    const folder = temporaryFolder();
    const made = await writeExport(
      options(join(folder, 'record.sqlite'), { target: toFile(join(folder, 'a')) }),
    );
    expect(made).toEqual({ ok: false, fault: { kind: 'no_record' } });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('in the midst of it, leaves what stood there', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.jsonl'), 'before');
    const record = await recordOf(1, 20_000);
    const bytes = readFileSync(record);
    writeFileSync(record, bytes.fill(0xa5, bytes.length - 200_000, bytes.length - 4096));
    const made = await writeExport(options(record, { target: toFile(join(folder, 'a.jsonl')) }));
    expect(made).toMatchObject({ ok: false, fault: { kind: 'corrupt' } });
    expect(readFileSync(join(folder, 'a.jsonl'), 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['a.jsonl']);
  });

  it('since somebody began to write to it meanwhile, gives no file', async () => {
    const folder = temporaryFolder();
    const record = await recordOf(1, 20_000);
    let wrote = false;
    const made = await writeExport(
      options(record, {
        target: toFile(join(folder, 'a.jsonl')),
        onProgress: () => {
          if (wrote) return;
          wrote = true;
          const other = new DatabaseSync(record);
          other.exec("UPDATE runs SET unit = 'x'; PRAGMA wal_checkpoint(TRUNCATE)");
          other.close();
        },
      }),
    );
    expect(made).toEqual({ ok: false, fault: { kind: 'changed' } });
    expect(readdirSync(folder)).toEqual([]);
    expect(readdirSync(dirname(record))).toEqual(['record.sqlite']);
  });
});
