import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { RunFact } from '../../../../shared/events.ts';
import { jsonExport, JsonLines, textExport } from '../../../../shared/log/export.ts';
import type { LogBook } from '../../../../shared/log/log-book.ts';
import type { TracePiece } from '../../../../shared/log/log-entry.ts';
import { eventSchema } from '../../../../shared/wire-schema.ts';
import { anyFact } from '../../records/fact-arbitrary.ts';
import { fold } from '../run-events.ts';
import {
  began,
  BEGAN_AT_MS,
  bookOf,
  exchanged,
  passed,
  place,
  received,
  RUN_STARTED,
  sent,
  stated,
  unsolicited,
} from './dialogue.ts';

const measured = (name: 'imei' | 'iccid', value: string): RunFact => ({
  type: 'measurement.recorded',
  place: place(null),
  name,
  value,
  unit: null,
  criterion: null,
  verdict: 'none',
});
const FINISHED: RunFact = {
  type: 'run.finished',
  outcome: 'failed',
  failedStep: 11,
  code: 'connect_failed',
  detail: null,
  complete: true,
  durationMs: 21_000,
};
const FACTS = stated([
  [0, RUN_STARTED],
  [3, measured('imei', '866104020123454')],
  [4, measured('iccid', '89860117851012345678')],
  [10, began(11)],
  [21.5, unsolicited('+CREG: 1', 11)],
  [13_000, exchanged('AT+MIPSTART="b","1"', 12_989, { kind: 'completion_timeout' })],
  [13_001, passed(11)],
  [13_002, { type: 'run.paused', nextStep: 14 }],
  [21_000, FINISHED],
]);
const TRACE = [
  sent(11, 'AT+MIPSTART="b","1"\r\n'),
  received(21, '\r\n+CREG: 1\r\n'),
  received(31.4, '\r\nOK\r\n'),
  received(13_001.6, '温度\u001b\r\n'),
];

// oxlint-disable-next-line no-control-regex
const ONE_LINE = /^[^\u0000-\u001f\u007f]+\n$/;
const text = (book: LogBook, state = fold(FACTS)): string[] => [...textExport(book, state)];
const body = (lines: readonly string[]): readonly string[] => lines.filter((line) => !line.startsWith('# '));

describe('the log as text', () => {
  it('begins with what run it is', () => {
    expect(text(bookOf(TRACE, FACTS)).slice(0, 9)).toEqual([
      '# WIS800C Commissioner 1\n',
      '# run: r\n',
      '# port: p\n',
      '# profile: bench\n',
      '# unit: SN-1\n',
      '# started: 2023-11-14T22:13:20.000Z\n',
      '# imei: 866104020123454\n',
      '# iccid: 89860117851012345678\n',
      '# outcome: failed step 11 connect_failed\n',
    ]);
  });

  it('has time, seconds, direction, step and text of every entry', () => {
    expect(body(text(bookOf(TRACE, FACTS)))).toEqual([
      '2023-11-14T22:13:20.000Z    +0.000 ·    run.started r p bench\n',
      '2023-11-14T22:13:20.010Z    +0.010 · 11 step.started broker_connect attempt 1\n',
      '2023-11-14T22:13:20.011Z    +0.011 → 11 AT+MIPSTART="b","1"␍␊\n',
      '2023-11-14T22:13:20.021Z    +0.021 ! 11 ␍␊+CREG: 1␍␊  — registered, home\n',
      '2023-11-14T22:13:20.031Z    +0.031 ← 11 ␍␊OK␍␊\n',
      '2023-11-14T22:13:33.000Z   +13.000 · 11 completion_timeout after 12989 ms\n',
      '2023-11-14T22:13:33.001Z   +13.001 · 11 step.finished passed 1 ms\n',
      '2023-11-14T22:13:33.002Z   +13.002 ←    温度<U+001B>␍␊\n',
      '2023-11-14T22:13:33.002Z   +13.002 ·    run.paused before 14\n',
      '2023-11-14T22:13:41.000Z   +21.000 ·    run.finished failed connect_failed 21000 ms\n',
    ]);
  });

  it('says in words what was received, never what was sent, nor a line that may still grow', () => {
    const trace = [
      sent(1, '+CREG: 0,3\r\n'),
      received(2, '\r\n+CREG: 0,3\r\n'),
      received(3, '+MSUB: "t",10 byte,+CREG: 0,3\r\n'),
      received(4, '+CREG: 0,1'),
    ];
    expect(body(text(bookOf(trace), fold([]))).map((line) => line.slice(35, -1))).toEqual([
      '→    +CREG: 0,3␍␊',
      '←    ␍␊+CREG: 0,3␍␊  — registration denied',
      '←    +MSUB: "t",10 byte,+CREG: 0,3␍␊',
      '←    +CREG: 0,1',
    ]);
  });

  it('says what is not known, and invents no time', () => {
    const lines = text(bookOf([received(5, 'RDY\r\n')]), fold([]));
    expect(lines).toEqual([
      '# WIS800C Commissioner unknown\n',
      '# run: unknown\n',
      '# port: unknown\n',
      '# profile: unknown\n',
      '# unit: unknown\n',
      '# started: unknown\n',
      '# imei: unknown\n',
      '# iccid: unknown\n',
      '# outcome: none\n',
      'unknown                     +0.005 ←    RDY␍␊  — the module has started\n',
    ]);
  });

  it('stays one line an entry, whatever stands in names and facts', () => {
    const started = { ...RUN_STARTED, profileName: 'a\nb', unit: 'x\ry' };
    const events = stated([[0, started]]);
    const lines = text(bookOf([], events), fold(events));
    expect(lines).toContain('# profile: a␊b\n');
    expect(lines).toContain('# unit: x␍y\n');
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 10 }), (facts) => {
        const all = stated([RUN_STARTED, ...facts].map((fact, index) => [index, fact] as const));
        for (const line of text(bookOf(TRACE, all), fold(all))) expect(line).toMatch(ONE_LINE);
      }),
    );
  });

  it('cannot be broken by a time that no date can name', () => {
    const far = fold(FACTS.map((event) => ({ ...event, atMs: 1e17 })));
    expect(text(bookOf(TRACE, FACTS), far)).toContain('# started: unknown\n');
  });
});

const bytesLine = z.strictObject({
  type: z.literal('bytes'),
  runId: z.string().nullable(),
  port: z.string().nullable(),
  elapsedMs: z.number(),
  atMs: z.number().nullable(),
  direction: z.enum(['sent', 'received']),
  text: z.string(),
  hex: z.string(),
});
const typed = z.looseObject({ type: z.string() });

/** What a program reads back: the facts, and the bytes of the trace. */
function readBack(lines: readonly string[]) {
  const values = lines.map((line) => {
    expect(line).toMatch(/^[^\n]*\n$/);
    return typed.parse(JSON.parse(line));
  });
  return {
    events: values.filter(({ type }) => type !== 'bytes').map((value) => eventSchema.parse(value)),
    bytes: values.filter(({ type }) => type === 'bytes').map((value) => bytesLine.parse(value)),
  };
}

describe('the record as JSON Lines', () => {
  it('has every fact as it is and every piece of the trace, by time', () => {
    const lines = [...jsonExport([{ events: FACTS, trace: TRACE }])];
    expect(lines[0]).toBe(`${JSON.stringify(FACTS[0])}\n`);
    expect(lines[4]).toBe(
      '{"type":"bytes","runId":"r","port":"p","elapsedMs":11,"atMs":1700000000011,"direction":"sent",' +
        '"text":"AT+MIPSTART=\\"b\\",\\"1\\"\\r\\n","hex":"41542B4D495053544152543D2262222C2231220D0A"}\n',
    );
    const times = [...lines].map(
      (line) => z.object({ elapsedMs: z.number() }).parse(JSON.parse(line)).elapsedMs,
    );
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });

  it('has text where the bytes are some, and one character a byte where they are not', () => {
    const gbk: TracePiece = { direction: 'received', bytes: '\u00ce\u00c2', elapsedMs: 2 };
    const { bytes } = readBack([...jsonExport([{ events: [], trace: [received(1, '温'), gbk] }])]);
    expect(bytes.map((line) => [line.text, line.hex])).toEqual([
      ['温', 'E6B8A9'],
      ['ÎÂ', 'CEC2'],
    ]);
  });

  it('knows the run by its first fact, also when that is not its beginning', () => {
    const page = { events: FACTS.slice(3), trace: TRACE.slice(0, 1) };
    expect(readBack([...jsonExport([page])]).bytes).toMatchObject([
      { runId: 'r', port: 'p', atMs: BEGAN_AT_MS + 11 },
    ]);
    const alone = readBack([...jsonExport([{ events: [], trace: TRACE.slice(0, 1) }])]);
    expect(alone.bytes).toMatchObject([{ runId: null, port: null, atMs: null }]);
  });

  it('is the same line by line when pages come one after the other', () => {
    const pages = [
      { events: FACTS.slice(0, 3), trace: [] },
      { events: FACTS.slice(3), trace: TRACE },
      { events: [], trace: TRACE },
    ];
    const lines = new JsonLines();
    expect(pages.flatMap((page) => [...lines.of(page)])).toEqual([...jsonExport(pages)]);
    expect([...jsonExport([])]).toEqual([]);
  });

  it('gives back the state of the run and the bytes of the trace', () => {
    const piece = fc.record({
      direction: fc.constantFrom('sent' as const, 'received' as const),
      bytes: fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)) }),
      elapsedMs: fc.nat(300),
    });
    const page = fc.record({
      facts: fc.array(anyFact, { maxLength: 8 }),
      trace: fc.array(piece, { maxLength: 8 }),
    });
    fc.assert(
      fc.property(fc.array(page, { maxLength: 4 }), (drawn) => {
        let seq = 0;
        const pages = drawn.map(({ facts, trace }) => {
          const events = stated(
            facts.map((fact, index) => [(seq + index) * 10, fact] as const),
            seq + 1,
          );
          seq += facts.length;
          return { events, trace };
        });
        const back = readBack([...jsonExport(pages)]);
        const events = pages.flatMap((each) => each.events);
        expect(back.events).toEqual(events);
        expect(fold(back.events)).toEqual(fold(events));
        const trace = pages.flatMap((each) => each.trace);
        const digits = (bytes: string) => Buffer.from(bytes, 'latin1').toString('hex').toUpperCase();
        expect(back.bytes.map(({ direction, hex, elapsedMs }) => ({ direction, hex, elapsedMs }))).toEqual(
          trace.map(({ direction, bytes, elapsedMs }) => ({ direction, hex: digits(bytes), elapsedMs })),
        );
      }),
      { numRuns: 300 },
    );
  });
});
