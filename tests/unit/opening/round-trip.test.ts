import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPackFile } from '../../../electron/opening/open-pack.ts';
import type { Batch } from '../../../electron/records/index.ts';
import { evidenceOf } from '../../../shared/diagnosis/evidence.ts';
import type { RunEvent } from '../../../shared/events.ts';
import { type BenchStation, benchProfile, openBenchStation } from '../../support/bench-station.ts';
import { contentOf, runs as exportedRuns } from '../exports/exported.ts';
import { fileOf, packOf } from '../exports/made-pack.ts';
import {
  EXCHANGED,
  eventsOf,
  FINISHED,
  openedStore,
  STARTED,
  temporaryFile,
  traceOf,
} from '../records/synthetic.ts';
import { forgetting, opening, wholeRun } from './opened.ts';

let station: BenchStation;
let runs: readonly string[];

const ADDRESSES = [
  'sim:passes?speed=instant',
  'sim:noisy?speed=instant&fault=echo-stays&fault=unsolicited-inside&fault=under-voltage',
  'sim:torn?speed=instant&fault=byte-by-byte&fault=garbage',
  'sim:cached?speed=instant&fault=cached-instead-of-direct&fault=missing-ok',
  'sim:refused?speed=instant&fault=connack-refused',
  'sim:no-card?speed=instant&fault=no-sim',
];

beforeAll(async () => {
  station = await openBenchStation();
  const started = ADDRESSES.map((port) => station.start(port, benchProfile()));
  await Promise.all(started.map(({ done }) => done));
  runs = started.map(({ runId }) => runId);
});

afterAll(async () => {
  await station.close();
});

const jsonOf = async (...runIds: readonly string[]) =>
  Buffer.from(
    await contentOf({ record: station.recordPath, what: exportedRuns(...runIds), format: 'jsonl' }),
  );

describe('a pack that is opened', () => {
  it('shows of every run the same facts, bytes, state, evidence and log, and speaks against none', async () => {
    const { send, pages } = opening();
    const opened = await send(await packOf(station.recordPath, runs));
    if (!opened.ok) throw new Error(opened.fault.kind);
    expect(opened.origin).toEqual({
      kind: 'pack',
      station: 'bench-3',
      madeAtMs: Date.UTC(2026, 3, 12, 7, 31, 2),
      productVersion: '1.2.3',
    });
    expect(opened.runs.map(({ recordedId }) => recordedId)).toEqual(runs);
    for (const { runId, recordedId, doubts, summary } of opened.runs) {
      const [there, here] = [
        await wholeRun(station.store, recordedId),
        await wholeRun(pages, runId, recordedId),
      ];
      expect(here).toEqual(there);
      expect(evidenceOf(here.events)).toEqual(evidenceOf(there.events));
      expect(doubts).toEqual([]);
      expect(summary).toMatchObject({ id: runId, state: 'finished' });
    }
  });

  it('has names of its own for its runs: those of this station are other runs', async () => {
    const { send, pages } = opening();
    const opened = await send(await packOf(station.recordPath, runs.slice(0, 2)));
    if (!opened.ok) throw new Error(opened.fault.kind);
    const again = await send(await packOf(station.recordPath, runs.slice(0, 1)));
    if (!again.ok) throw new Error(again.fault.kind);
    const names = [...opened.runs, ...again.runs].map(({ runId }) => runId);
    expect(new Set([...names, ...runs]).size).toBe(names.length + runs.length);
    for (const runId of runs)
      expect(await pages.readPage({ runId, afterSeq: 0, afterOrdinal: 0, limit: 1 })).toMatchObject({
        ok: false,
      });
  });

  it('comes to the same however it is sent', async () => {
    const { send, pages } = opening();
    const pack = await packOf(station.recordPath, runs.slice(0, 1));
    const [one, other] = [await send(pack, 1000), await send(pack)];
    if (!one.ok || !other.ok) throw new Error('refused');
    expect(await wholeRun(pages, one.runId, 'x')).toEqual(await wholeRun(pages, other.runId, 'x'));
  });

  it('can be handed on: opened, packed and opened again it is the same', async () => {
    const { send, pages, pathOf } = opening();
    const [runId = ''] = runs;
    const opened = await send(await packOf(station.recordPath, [runId]));
    if (!opened.ok) throw new Error(opened.fault.kind);
    const again = await send(await packOf(pathOf(opened.runId), [opened.runId]));
    if (!again.ok) throw new Error(again.fault.kind);
    expect(again.runs[0]?.doubts).toEqual([]);
    expect(await wholeRun(pages, again.runId, runId)).toEqual(await wholeRun(station.store, runId));
  });

  it('tells where each of its runs is from, for as long as it is kept', async () => {
    const { send, logs } = opening();
    const pack = await packOf(station.recordPath, runs.slice(0, 1));
    const opened = await send(pack, undefined, 'unit 7.zip');
    if (!opened.ok) throw new Error(opened.fault.kind);
    expect(logs.opened(opened.runId)).toMatchObject({
      fileName: 'unit 7.zip',
      origin: { kind: 'pack' },
      doubts: [],
    });
    expect(logs.opened(runs[0] ?? '')).toBeNull();
    for (let count = 0; count < 4; count += 1) await send(pack);
    expect(logs.opened(opened.runId)).toBeNull();
  });
});

describe('JSON Lines that are opened', () => {
  it('show the same run, whether of one or of many', async () => {
    const { send, pages } = opening();
    const opened = await send(await jsonOf(...runs), undefined, 'run.jsonl');
    if (!opened.ok) throw new Error(opened.fault.kind);
    expect(opened.origin).toEqual({ kind: 'record' });
    for (const [index, { runId, recordedId, doubts }] of opened.runs.entries()) {
      expect(recordedId).toBe(runs[index]);
      expect(await wholeRun(pages, runId, recordedId)).toEqual(await wholeRun(station.store, recordedId));
      expect(doubts).toEqual([]);
    }
  });

  it.each([
    ['with a byte order mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['in UTF-16, as a shell writes them', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['with the line ends of Windows', (text: string) => Buffer.from(text.replaceAll('\n', '\r\n'))],
    ['without a last line end', (text: string) => Buffer.from(text.trimEnd())],
    ['behind blank lines', (text: string) => Buffer.from(`\n\n${text}`)],
  ])('may be written %s', async (_how, encode) => {
    const { send, pages } = opening();
    const [runId = ''] = runs;
    const opened = await send(encode((await jsonOf(runId)).toString()), 997);
    if (!opened.ok) throw new Error(opened.fault.kind);
    expect(opened.runs[0]?.doubts).toEqual([]);
    expect((await wholeRun(pages, opened.runId, runId)).events).toEqual(
      (await wholeRun(station.store, runId)).events,
    );
  });

  it('may be facts alone, as the command line prints them; then their bytes cannot be looked at', async () => {
    const { send, pages } = opening();
    const { events } = await wholeRun(station.store, runs[0] ?? '');
    const lines = [...events, { type: 'summary', outcome: 'passed' }].map((line) => JSON.stringify(line));
    const opened = await send(Buffer.from(lines.join('\n')), undefined, 'events.jsonl');
    if (!opened.ok) throw new Error(opened.fault.kind);
    expect(opened.runs[0]?.doubts).toEqual([{ kind: 'no_bytes' }]);
    expect((await wholeRun(pages, opened.runId, runs[0])).events).toEqual(events);
  });
});

describe('a record that is not whole', () => {
  async function recorded(events: readonly RunEvent[], trace: Batch['trace'] = []) {
    const path = temporaryFile();
    const store = await openedStore(path);
    await store.append({ events, trace });
    return { path, store };
  }

  it('is opened as what it is: interrupted, with the places where bytes are missing', async () => {
    const { path, store } = await recorded(eventsOf('a', [STARTED, EXCHANGED]), [
      ...traceOf('a', ['AT+CREG?\r\n']),
      {
        runId: 'a',
        ordinal: 2,
        chunk: { direction: 'dropped', droppedChunks: 3, droppedBytes: 99, elapsedMs: 2 },
      },
    ]);
    const { send, pages } = opening();
    const opened = await send(await packOf(path, ['a']));
    if (!opened.ok) throw new Error(opened.fault.kind);
    expect(opened.runs[0]).toMatchObject({ doubts: [], summary: { state: 'interrupted' } });
    expect(await wholeRun(pages, opened.runId, 'a')).toEqual(await wholeRun(store, 'a'));
  });

  it('keeps the places of facts that were lost before it was exported, which speaks against nobody', async () => {
    const all = eventsOf('a', [STARTED, EXCHANGED, EXCHANGED, FINISHED]);
    const { path, store } = await recorded(
      all.filter(({ seq }) => seq !== 2),
      traceOf('a', ['AT\r\n', 'OK\r\n']),
    );
    const there = await wholeRun(store, 'a');
    expect(there.damaged).toEqual([2]);
    const { send, pages } = opening();
    const opened = await send(await packOf(path, ['a']));
    if (!opened.ok) throw new Error(opened.fault.kind);
    expect(opened.runs[0]?.doubts).toEqual([]);
    expect(await wholeRun(pages, opened.runId, 'a')).toEqual(there);
  });

  it('of a run that was live when it was packed has no end, and its list need not know', async () => {
    const { path } = await recorded(eventsOf('a', [STARTED]), traceOf('a', ['AT\r\n']));
    const live = new Set(['a']);
    const read = await openPackFile(fileOf(await packOf(path, ['a'], { live })), forgetting);
    expect(read).toMatchObject({ ok: true, runs: [{ doubts: [], summary: { state: 'interrupted' } }] });
  });
});
