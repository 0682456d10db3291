import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Reader } from '../../../electron/reading/index.ts';
import { createReader } from '../../../electron/reading/index.ts';
import { ReadingThread } from '../../../electron/reading/reading-thread.ts';
import type { RecordStore, TraceEntry } from '../../../electron/records/index.ts';
import { openRecordStore } from '../../../electron/records/index.ts';
import { systemClock } from '../../../electron/system-clock.ts';
import type { RunFact } from '../../../shared/events.ts';
import { EVERY_RUN } from '../../../shared/history.ts';
import { NO_FILTER } from '../../../shared/log/filter.ts';
import type { LogHead, LogView } from '../../../shared/log-view.ts';
import { evidenceOf } from '../../../shared/diagnosis/evidence.ts';
import { began, exchanged, passed } from '../shared/log/dialogue.ts';
import { EXCHANGED, eventsOf, FINISHED, STARTED, temporaryFile } from '../records/synthetic.ts';

/** A record with a reader of its own. */
interface Bench {
  readonly path: string;
  readonly store: RecordStore;
  readonly reader: Reader;
  readonly threads: readonly ReadingThread[];
  close(): Promise<void>;
}

async function openBench(): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'reader-'));
  const path = join(folder, 'record.sqlite');
  const opened = await openRecordStore(path);
  if (!opened.ok) throw new Error(opened.fault.kind);
  const { store } = opened;
  const threads: ReadingThread[] = [];
  const reader = createReader([path], systemClock, (beginning) => {
    const thread = new ReadingThread(beginning, (fault) => {
      throw fault;
    });
    threads.push(thread);
    return thread;
  });
  const close = async () => {
    await reader.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { path, store, reader, threads, close };
}

/** For all tests that leave the thread alive: it takes long to begin one. */
let shared: Bench;
/** That of the test that runs. */
let bench: Bench;
let reader: Reader;
/** The name of the test's run. */
let runId = '';
let count = 0;

beforeAll(async () => {
  shared = await openBench();
});

afterAll(() => shared.close());

beforeEach(() => {
  use(shared);
  count += 1;
  runId = `run ${count}`;
});

function use(other: Bench): void {
  bench = other;
  ({ reader } = other);
}

/** Gives the test a record, a reader and threads of its own. */
async function useOwn(): Promise<void> {
  const own = await openBench();
  onTestFinished(() => own.close());
  use(own);
}

const ordinals = new Map<string, number>();

/** Adds facts from a number on, and received lines of 10 ms each, to a run; the reader is told. */
async function record(facts: readonly RunFact[], lines: number, firstSeq = 1, id = runId): Promise<void> {
  const from = ordinals.get(id) ?? 0;
  const trace = Array.from({ length: lines }, (_, index): TraceEntry => {
    const ordinal = from + index + 1;
    const bytes = Buffer.from(`line ${ordinal}\r\n`);
    return { runId: id, ordinal, chunk: { direction: 'received', bytes, elapsedMs: ordinal * 10 } };
  });
  ordinals.set(id, from + lines);
  const written = await bench.store.append({ events: eventsOf(id, facts, firstSeq), trace });
  if (!written.ok) throw new Error(written.fault.kind);
  const seq = firstSeq + facts.length - 1;
  reader.grown({ runId: id, seq, ordinal: from + lines, live: facts.at(-1)?.type !== 'run.finished' });
}

/** Records a run that the reader is not told of. */
async function unheard(facts: readonly RunFact[], id: string): Promise<void> {
  const written = await bench.store.append({ events: eventsOf(id, facts), trace: [] });
  if (!written.ok) throw new Error(written.fault.kind);
}

const viewOf = (filter = {}, id = runId): LogView => ({
  runId: id,
  filter: { ...NO_FILTER, ...filter },
  language: 'en',
});

/** The next item of a stream that is as wanted. */
async function nextWhere<Item>(
  stream: AsyncIterator<Item, unknown>,
  isWanted: (item: Item) => boolean,
): Promise<Item> {
  for (;;) {
    const next = await stream.next();
    if (next.done === true) throw new Error('it has ended');
    if (isWanted(next.value)) return next.value;
  }
}

/** The first head that is as wanted; the stream is given up behind it. */
async function headWhere(view: LogView, isWanted: (head: LogHead) => boolean): Promise<LogHead> {
  for await (const head of await reader.ask.log.follow({ view })) if (isWanted(head)) return head;
  throw new Error('no such head');
}

async function heads(view: LogView): Promise<readonly LogHead[]> {
  const all: LogHead[] = [];
  for await (const head of await reader.ask.log.follow({ view })) all.push(head);
  return all;
}

describe('a log that is followed', () => {
  it('ends with the run, and has told of everything then', async () => {
    await record([STARTED], 3);
    const following = heads(viewOf());
    await record([EXCHANGED], 2, 2);
    await record([FINISHED], 1, 3);
    const all = await following;
    expect(all.at(-1)).toMatchObject({ rows: 8, entries: 8, percent: null, live: false, fault: null });
    expect(all.at(-1)?.summary).toMatchObject({ lines: 6, heard: true, endMs: 60 });
    const versions = all.map(({ version }) => version);
    expect(versions).toEqual(versions.toSorted((one, other) => one - other));
  });

  it('says which rows are as they were', async () => {
    await record([STARTED], 3);
    const stream = await reader.ask.log.follow({ view: viewOf() });
    expect(await nextWhere(stream, ({ rows }) => rows === 4)).toMatchObject({ live: true });
    await record([], 2, 2);
    expect(await nextWhere(stream, ({ rows }) => rows === 6)).toMatchObject({ unchanged: 4 });
    await stream.return();
  });

  it('of a run that is in no record yet waits for it, and of one that will never be does not', async () => {
    reader.grown({ runId, seq: 0, ordinal: 0, live: true });
    const first = await headWhere(viewOf(), () => true);
    expect(first).toMatchObject({ rows: 0, live: true, fault: null });
    const coming = headWhere(viewOf(), ({ rows }) => rows === 2);
    await record([STARTED], 1);
    expect((await coming).live).toBe(true);
    expect(await heads(viewOf({}, 'never'))).toMatchObject([
      { rows: 0, live: false, fault: { kind: 'record', fault: { kind: 'not_found' } } },
    ]);
  });

  it('goes on when the thread has died, with other version numbers', async () => {
    await useOwn();
    await record([STARTED], 3);
    const stream = await reader.ask.log.follow({ view: viewOf() });
    const before = await nextWhere(stream, ({ rows }) => rows === 4);
    await bench.threads[0]?.kill();
    const after = await nextWhere(stream, ({ rows }) => rows === 4);
    expect(after.version).toBeGreaterThan(before.version);
    await record([FINISHED], 2, 2);
    expect(await nextWhere(stream, ({ live }) => !live)).toMatchObject({ rows: 7 });
    expect((await stream.next()).done).toBe(true);
    expect(bench.threads).toHaveLength(2);
  });

  it('is given up with its signal, or when nobody reads on', async () => {
    await record([STARTED], 3);
    const abort = new AbortController();
    const stream = await reader.ask.log.follow({ view: viewOf() }, { signal: abort.signal });
    await stream.next();
    const next = stream.next();
    abort.abort();
    expect((await next).done).toBe(true);
    // The thread has nothing to do with it any more, and answers others.
    expect(await reader.ask.log.rows({ view: viewOf(), from: 0, count: 9 })).toMatchObject({ ok: true });
  });

  it('says what is wrong with a pattern, and calls one off that never ends while others are answered', async () => {
    await record([STARTED, FINISHED], 3000);
    expect((await heads(viewOf({ search: '(', pattern: true }))).at(-1)).toMatchObject({
      rows: 0,
      entries: 3002,
      fault: { kind: 'bad_pattern' },
    });
    const slow = viewOf({ search: '(?:[^x]*)*x', pattern: true });
    const calledOff = reader.ask.log.rows({ view: slow, from: 0, count: 1 });
    let answered = 0;
    const others = async () => {
      for (; answered < 3; answered += 1)
        expect(await reader.ask.log.rows({ view: viewOf(), from: 0, count: 5 })).toMatchObject({
          ok: true,
        });
      return 'others';
    };
    expect(await Promise.race([others(), calledOff])).toBe('others');
    expect(await calledOff).toEqual({ ok: false, fault: { kind: 'slow_pattern' } });
    expect(bench.threads).toHaveLength(1);
  });
});

describe('what is asked of a log', () => {
  beforeEach(async () => {
    await record([STARTED, began(5), passed(5), EXCHANGED, FINISHED], 100);
  });

  it('is rows, each with the time of the one ahead of it', async () => {
    const reply = await reader.ask.log.rows({ view: viewOf(), from: 4, count: 3 });
    if (!reply.ok) throw new Error(reply.fault.kind);
    expect(reply.rows.map(({ elapsedMs, beforeMs }) => [elapsedMs, beforeMs])).toEqual([
      [10, 7.5],
      [20, 10],
      [30, 20],
    ]);
    expect(reply.rows[0]).toMatchObject({ kind: 'line', no: 1, bytes: 'line 1\r\n', length: 8, step: null });
    const end = await reader.ask.log.rows({ view: viewOf(), from: 100, count: 50 });
    expect(end.ok && end.rows.map((row) => (row.kind === 'line' ? row.no : row.event.type))).toEqual([
      97, 98, 99, 100,
    ]);
    const none = await reader.ask.log.rows({ view: viewOf({ show: 'sent' }), from: 0, count: 50 });
    expect(none).toMatchObject({ ok: true, rows: [] });
  });

  it('is the place of a line, or of a moment', async () => {
    const at = (where: Parameters<typeof reader.ask.log.locate>[0]['at'], filter = {}) =>
      reader.ask.log.locate({ view: viewOf(filter), at: where });
    expect(await at({ line: 1 })).toEqual({ ok: true, row: 4 });
    expect(await at({ line: 50 }, { search: 'line 6' })).toEqual({ ok: true, row: 1 });
    expect(await at({ line: 1000 })).toEqual({ ok: true, row: 104 });
    expect(await at({ untilMs: 20 })).toEqual({ ok: true, row: 6 });
    expect(await at({ untilMs: -1 })).toEqual({ ok: true, row: 0 });
  });

  it('is text, as the text log has it', async () => {
    const reply = await reader.ask.log.text({ view: viewOf({ search: 'line 10' }), from: 0, count: 2 });
    expect(reply.ok && reply.text.split('\n')).toEqual([
      '2023-11-14T22:13:20.101Z    +0.100 ←    line 10␍␊',
      '2023-11-14T22:13:21.001Z    +1.000 ←    line 100␍␊',
      '',
    ]);
  });

  it('is a line, if there is one', async () => {
    expect(await reader.ask.log.line({ runId, no: 7 })).toMatchObject({
      ok: true,
      line: { no: 7, bytes: 'line 7\r\n' },
    });
    expect(await reader.ask.log.line({ runId, no: 101 })).toEqual({ ok: true, line: null });
    expect(await reader.ask.log.line({ runId: 'none', no: 1 })).toEqual({
      ok: false,
      fault: { kind: 'not_found' },
    });
  });
});

describe('a run that is opened', () => {
  const FACTS = [STARTED, ...Array.from({ length: 1200 }, () => EXCHANGED), FINISHED];

  it('is what was known at any moment', async () => {
    await record(FACTS, 0);
    const events = eventsOf(runId, FACTS);
    for (const untilMs of [null, 0, 1.5, 1000, 999, 1801.5, 1803, 5]) {
      const known = events.filter(({ elapsedMs }) => untilMs === null || elapsedMs <= untilMs);
      const evidence = JSON.parse(JSON.stringify(evidenceOf(known)));
      const opened = await reader.ask.runs.open({ runId, untilMs });
      expect(opened).toMatchObject({ ok: true, run: { seq: known.length, endMs: events.length * 1.5 } });
      expect(opened.ok && JSON.parse(JSON.stringify(opened.run.evidence))).toEqual(evidence);
    }
    expect(await reader.ask.runs.open({ runId: 'none', untilMs: null })).toMatchObject({ ok: false });
  });
});

describe('the history', () => {
  it('has the runs of the record, and again when some begin or end', async () => {
    await useOwn();
    await record([STARTED, FINISHED], 1);
    const stream = await reader.ask.history.follow({ query: EVERY_RUN });
    const count = (wanted: number) =>
      nextWhere(stream, ({ count, percent }) => count === wanted && percent === null);
    const first = await count(1);
    await record([STARTED], 1, 1, 'later');
    const second = await count(2);
    expect(second.version).not.toBe(first.version);
    const rows = await reader.ask.history.rows({ query: EVERY_RUN, from: 0, count: 10 });
    expect(rows.ok && rows.runs.map((run) => [run?.id, run?.state])).toEqual([
      ['later', 'live'],
      [runId, 'finished'],
    ]);
    expect(await reader.ask.history.facets()).toMatchObject({ ok: true, facets: { operators: ['Li'] } });
    await stream.return();
  });

  it('has at once the run that has just ended, for whoever asks anew', async () => {
    await useOwn();
    await record([STARTED, FINISHED], 1);
    for await (const { percent } of await reader.ask.history.follow({ query: EVERY_RUN }))
      if (percent === null) break;
    // The reader is not told yet, or another program has recorded it.
    await unheard([STARTED, FINISHED], 'later');
    const rows = await reader.ask.history.rows({ query: EVERY_RUN, from: 0, count: 10 });
    expect(rows.ok && rows.runs.map((run) => run?.id)).toEqual(['later', runId]);
  });

  it('finds the runs of another program while it is looked at', async () => {
    await useOwn();
    await record([STARTED, FINISHED], 1);
    const stream = await reader.ask.history.follow({ query: EVERY_RUN });
    await nextWhere(stream, ({ count, percent }) => count === 1 && percent === null);
    await unheard([STARTED, FINISHED], 'elsewhere');
    expect(await nextWhere(stream, ({ count }) => count === 2)).toMatchObject({ fault: null });
    await stream.return();
  });

  it('holds two runs against each other', async () => {
    await useOwn();
    const answered = (line: string) => ({ ...exchanged('AT+CREG?', 12), lines: [line] });
    await record([STARTED, answered('+CREG: 0,1'), FINISHED], 1);
    await record([STARTED, answered('+CREG: 0,3'), FINISHED], 1, 1, 'later');
    expect(await reader.ask.history.compare({ one: runId, other: 'later' })).toMatchObject({
      ok: true,
      difference: { answers: [{ before: ['+CREG: 0,1'], after: ['+CREG: 0,3'] }] },
    });
    expect(await reader.ask.history.compare({ one: runId, other: 'none' })).toEqual({
      ok: false,
      fault: { kind: 'not_found' },
    });
  });
});

describe('a reader', () => {
  it('begins no thread before it is asked', async () => {
    await useOwn();
    reader.grown({ runId, seq: 1, ordinal: 0, live: true });
    reader.addRecord(bench.path);
    await reader.removeRecord('other');
    expect(bench.threads).toEqual([]);
    await reader.close();
    expect(bench.threads).toEqual([]);
  });

  it('looks for runs in further records, until they are taken away', async () => {
    const other = temporaryFile();
    const opened = await openRecordStore(other);
    if (!opened.ok) throw new Error(opened.fault.kind);
    await opened.store.append({ events: eventsOf('x', [STARTED, FINISHED]), trace: [] });
    const rows = () => reader.ask.log.rows({ view: viewOf({}, 'x'), from: 0, count: 5 });
    expect(await rows()).toMatchObject({ ok: false });
    reader.addRecord(other);
    expect(await rows()).toMatchObject({ ok: true, rows: [{ kind: 'note' }, { kind: 'note' }] });
    await reader.removeRecord(other);
    expect(await rows()).toMatchObject({ ok: false });
    await opened.store.close();
  });

  it('asks another thread what the first one died of, but no third one', async () => {
    await useOwn();
    await record([STARTED, FINISHED], 5);
    await reader.ask.log.rows({ view: viewOf(), from: 0, count: 1 });
    const asking = reader.ask.log.rows({ view: viewOf(), from: 0, count: 9 });
    await bench.threads[0]?.kill();
    expect(await asking).toMatchObject({ ok: true });
    expect(bench.threads.length).toBeLessThanOrEqual(2);
  });

  it('ends with all that is asked of it', async () => {
    await useOwn();
    await record([STARTED], 5);
    const following = heads(viewOf());
    await headWhere(viewOf(), ({ rows }) => rows === 6);
    await reader.close();
    expect((await following).at(-1)).toMatchObject({ rows: 6 });
    await expect(reader.ask.history.facets()).rejects.toThrow();
  });
});
