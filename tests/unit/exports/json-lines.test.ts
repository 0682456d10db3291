import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordStore, TraceItem } from '../../../electron/records/index.ts';
import type { RunEvent, RunFact } from '../../../shared/events.ts';
import { binaryOf } from '../../../shared/log/binary.ts';
import { JsonLines } from '../../../shared/log/export.ts';
import { anyFact } from '../records/fact-arbitrary.ts';
import {
  EXCHANGED,
  eventsOf,
  FINISHED,
  openedStore,
  STARTED,
  temporaryFile,
  traceOf,
} from '../records/synthetic.ts';
import { contentOf, runs } from './exported.ts';

const linesOf = (text: string): readonly string[] => text.split('\n').slice(0, -1);
const valuesOf = (text: string): readonly unknown[] => linesOf(text).map((line): unknown => JSON.parse(line));

/** The same as the plain writer has it: it takes apart every fact and every byte. */
function plainly(events: readonly RunEvent[], trace: readonly TraceItem[]): string {
  const pieces = trace.map((item) =>
    item.direction === 'dropped' ? item : { ...item, bytes: binaryOf(item.bytes) },
  );
  return [...new JsonLines().of({ events, trace: pieces })].join('');
}

async function record(
  store: RecordStore,
  events: readonly RunEvent[],
  trace: readonly TraceItem[] = [],
): Promise<void> {
  const runId = events[0]?.runId ?? '';
  const entries = trace.map((chunk, index) => ({ runId, ordinal: index + 1, chunk }));
  expect(await store.append({ events, trace: entries })).toEqual({ ok: true });
}

/** Few times, so that facts and pieces meet; and any other time. */
const time = fc.oneof(
  fc.nat(8),
  fc.nat(9000).map((ms) => ms / 1000),
  fc.double({ min: 0, max: 1e9, noNaN: true }).map((ms) => ms + 0),
);
const texts = fc.constantFrom(
  '\r\nOK\r\n',
  '温',
  'é',
  '"\\/',
  '\u0000',
  '\u2028\ufeff',
  'a'.repeat(5000),
  '',
);
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.uint8Array({ maxLength: 40, max: 0x7f }),
  fc.array(texts, { maxLength: 4 }).map((some) => new TextEncoder().encode(some.join(''))),
);
const piece: fc.Arbitrary<TraceItem> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ direction: fc.constantFrom('sent', 'received'), bytes, elapsedMs: time }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      direction: fc.constant('dropped'),
      elapsedMs: time,
      droppedChunks: fc.nat(),
      droppedBytes: fc.nat(),
    }),
  },
);
const anyRecord = fc.record({
  facts: fc.array(fc.tuple(anyFact, time), { minLength: 1, maxLength: 12 }),
  trace: fc.array(piece, { maxLength: 12 }),
  port: fc.string({ unit: 'binary' }),
});

const PLACE = { phase: 'step', step: 5, attempt: 1 } as const;

describe('the record as JSON Lines', () => {
  it('has what the plain writer has, in the same order, for any record of several runs', async () => {
    const path = temporaryFile();
    const store = await openedStore(path);
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyRecord, { minLength: 1, maxLength: 3 }), async (drawn) => {
        const all = drawn.map(({ facts, trace, port }) => {
          count += 1;
          const runId = `run ${count} "é"`;
          const events = facts.map(
            ([fact, elapsedMs], index): RunEvent => ({
              seq: index + 1,
              runId,
              port,
              atMs: 1.7e12 + index,
              elapsedMs,
              ...fact,
            }),
          );
          return { runId, events, trace };
        });
        for (const { events, trace } of all) await record(store, events, trace);
        const ids = all.map(({ runId }) => runId);
        const text = await contentOf({ record: path, what: runs(...ids.toReversed()), format: 'jsonl' });
        const expected = all.map(({ events, trace }) => plainly(events, trace)).join('');
        expect(valuesOf(text)).toEqual(valuesOf(expected));
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('has the very same text where times are whole milliseconds', async () => {
    const path = temporaryFile();
    const store = await openedStore(path);
    const facts: readonly RunFact[] = [STARTED, { type: 'run.pauseRequested' }, EXCHANGED, FINISHED];
    const events = eventsOf('a', facts).map((event) => ({ ...event, elapsedMs: event.seq * 10 }));
    const trace = traceOf('a', ['AT\r', '\r\nOK "\\\r\n\u001b', '温度\u2028', '\ufffd']).map(({ chunk }) => ({
      ...chunk,
      elapsedMs: chunk.elapsedMs * 40,
    }));
    const broken = { direction: 'received', bytes: Uint8Array.of(0xce, 0xc2, 0), elapsedMs: 41 } as const;
    await record(store, events, [...trace, broken]);
    const text = await contentOf({ record: path, what: runs('a'), format: 'jsonl' });
    expect(text).toBe(plainly(events, [...trace, broken]));
  });

  it.each([7, 64, 300])('has every one of %i times as many rows as are read at once', async (times) => {
    const path = temporaryFile();
    const store = await openedStore(path);
    const count = times * 10 + 1;
    const events = eventsOf('a', [STARTED, ...Array.from({ length: count }, () => EXCHANGED)]);
    const trace = traceOf(
      'a',
      Array.from({ length: 2 * count }, (_, index) => `line ${index}\r\n`),
    );
    await record(
      store,
      events,
      trace.map(({ chunk }) => chunk),
    );
    const text = await contentOf({ record: path, what: runs('a'), format: 'jsonl' });
    expect(valuesOf(text)).toEqual(
      valuesOf(
        plainly(
          events,
          trace.map(({ chunk }) => chunk),
        ),
      ),
    );
  });

  it('has lines that are larger than a block of the file', async () => {
    const path = temporaryFile();
    const store = await openedStore(path);
    const long = ['\u0001', '温', 'x'].map(
      (text): RunFact => ({ type: 'at.late', place: PLACE, line: text.repeat(700_000), command: null }),
    );
    const events = eventsOf('a', [STARTED, ...long, EXCHANGED, ...long]);
    const trace = [0, 0xff].map((byte) => ({
      direction: 'received' as const,
      bytes: new Uint8Array(900_000).fill(byte),
      elapsedMs: 4,
    }));
    await record(store, events, trace);
    const text = await contentOf({ record: path, what: runs('a'), format: 'jsonl' });
    expect(text === plainly(events, trace)).toBe(true);
  });
});

/** A record of one run and what somebody else then did to it. */
async function tampered(sql: string, facts: readonly RunFact[] = [STARTED, EXCHANGED, FINISHED]) {
  const path = temporaryFile();
  const store = await openedStore(path);
  await record(
    store,
    eventsOf('a', facts),
    traceOf('a', ['AT\r', 'OK\r\n']).map(({ chunk }) => chunk),
  );
  const other = new DatabaseSync(path);
  other.exec(sql);
  other.close();
  return valuesOf(await contentOf({ record: path, what: runs('a'), format: 'jsonl' }));
}

const only = (type: string, values: readonly unknown[]) =>
  values.filter(
    (value) => typeof value === 'object' && value !== null && 'type' in value && value.type === type,
  );

describe('what cannot be read', () => {
  it.each([
    ['is cut off', '{"place":{"phase":"st'],
    ['is a text', '"text"'],
    ['is a list', '[{"a":1}]'],
    ['is null', 'null'],
    ['is nothing', ''],
    ['only begins like a fact', '{"place":1} {'],
    ['is JSON5, which JSON is not', "{place:'x'}"],
  ])('a fact that %s has a line that says so, in its place', async (_, body) => {
    const values = await tampered(`UPDATE facts SET body = '${body.replaceAll("'", "''")}' WHERE seq = 2`);
    expect(only('fact.damaged', values)).toEqual([{ type: 'fact.damaged', runId: 'a', seq: 2 }]);
    expect(values).toHaveLength(5);
    expect(values.at(-2)).toMatchObject({ type: 'fact.damaged' });
    expect(values.at(-1)).toMatchObject({ type: 'run.finished' });
  });

  it('facts that are gone have a line each, ahead of the next one', async () => {
    const facts = [STARTED, EXCHANGED, EXCHANGED, EXCHANGED, FINISHED];
    const values = await tampered('DELETE FROM facts WHERE seq IN (1, 3, 4)', facts);
    expect(only('fact.damaged', values)).toEqual(
      [1, 3, 4].map((seq) => ({ type: 'fact.damaged', runId: 'a', seq })),
    );
    expect(values.at(-1)).toMatchObject({ type: 'run.finished', seq: 5 });
  });

  it('a fact at a number far beyond the others follows, and not every number between has a line', async () => {
    const values = await tampered('UPDATE facts SET seq = 9007199254740991 WHERE seq = 3');
    expect(only('fact.damaged', values)).toHaveLength(1000);
    expect(values.at(-1)).toMatchObject({ type: 'run.finished', seq: 9007199254740991 });
  });
});

describe('nothing is lost', () => {
  it('of a fact of a type that this release does not know', async () => {
    const values = await tampered(
      `UPDATE facts SET type = 'moon."risen"', body = '{"phase":"full","at":[1,{"x":null}]}' WHERE seq = 2`,
    );
    expect(values[3]).toEqual({
      seq: 2,
      runId: 'a',
      port: '/dev/ttyUSB0',
      atMs: 1_700_000_000_002,
      elapsedMs: 3,
      type: 'moon."risen"',
      phase: 'full',
      at: [1, { x: null }],
    });
  });

  it('of a fact that lacks what this release expects, or has more', async () => {
    const values = await tampered(`UPDATE facts SET body = '{"later":1.50}' WHERE seq = 2`);
    expect(values[3]).toMatchObject({ type: 'at.exchanged', later: 1.5 });
  });

  it('of a fact that stands on several lines: it stands on one', async () => {
    const values = await tampered(
      `UPDATE facts SET body = ' {\n "a" :\r\n "b c",\t"d": [ ] }\n' WHERE seq = 2`,
    );
    expect(values[3]).toMatchObject({ type: 'at.exchanged', a: 'b c', d: [] });
    expect(values).toHaveLength(5);
  });

  it('of bytes that crossed in a direction nobody knows', async () => {
    const values = await tampered(`UPDATE trace SET direction = 'side"ways' WHERE ordinal = 2`);
    expect(values[1]).toMatchObject({ type: 'bytes', direction: 'side"ways', text: 'OK\r\n' });
  });

  it('of a run of which only bytes are known', async () => {
    const values = await tampered('DELETE FROM facts; UPDATE runs SET port = NULL');
    expect(values).toMatchObject([
      { type: 'bytes', runId: 'a', port: null, atMs: null, elapsedMs: 0, text: 'AT\r', hex: '41540D' },
      { type: 'bytes', atMs: null, elapsedMs: 0.25 },
    ]);
  });

  it('of times that no clock tells: they stay JSON', async () => {
    const values = await tampered('UPDATE trace SET elapsed_ms = 9e999 WHERE ordinal = 2');
    expect(values.at(-1)).toMatchObject({ type: 'bytes', elapsedMs: null, text: 'OK\r\n' });
    expect(await tampered('UPDATE facts SET elapsed_ms = 1e300, at_ms = 1e-7')).toMatchObject([
      { type: 'bytes' },
      { type: 'bytes' },
      { elapsedMs: 1e300, atMs: 1e-7 },
      {},
      {},
    ]);
  });
});

it('tells times with every digit that they have', async () => {
  const path = temporaryFile();
  const store = await openedStore(path);
  let runsSoFar = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 50 }),
      async (ms) => {
        runsSoFar += 1;
        const runId = `run ${runsSoFar}`;
        const events = ms.map(
          (elapsedMs, index): RunEvent => ({
            ...STARTED,
            seq: index + 1,
            runId,
            port: '',
            atMs: elapsedMs,
            elapsedMs,
          }),
        );
        if (events.length === 0) return;
        await record(store, events);
        const text = await contentOf({ record: path, what: runs(runId), format: 'jsonl' });
        expect(valuesOf(text)).toMatchObject(
          ms.map((elapsedMs) => ({ elapsedMs: elapsedMs + 0, atMs: elapsedMs + 0 })),
        );
      },
    ),
    { numRuns: 60 },
  );
});
