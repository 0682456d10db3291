import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunLog } from '../../../electron/reading/log/run-log.ts';
import { rowsOf } from '../../../electron/reading/log/rows.ts';
import { View } from '../../../electron/reading/log/view.ts';
import { entryWords } from '../../../shared/log/entry-words.ts';
import { type LogFilter, matches, NO_FILTER } from '../../../shared/log/filter.ts';
import { LogBook } from '../../../shared/log/log-book.ts';
import type { LogEntry, TracePiece } from '../../../shared/log/log-entry.ts';
import { plainText } from '../../../shared/log/shown-bytes.ts';
import { type Language, translator } from '../../../shared/messages/index.ts';
import { anyCuts, anyRun } from '../shared/log/any-run.ts';
import { began, received, sent, stated, unsolicited } from '../shared/log/dialogue.ts';
import { GrowingRecord, readAll } from './growing-record.ts';

const FOREVER = Number.POSITIVE_INFINITY;

/** Places of the rows of a view that takes in all there is. */
function placesOf(view: View): (number | null)[] {
  while (!view.update(FOREVER));
  return Array.from({ length: view.length }, (_, row) => view.entryOf(row));
}

/** What of a whole log is shown, by a look at every entry. */
function shown(book: LogBook, filter: LogFilter, language: Language): number[] {
  const say = translator(language);
  const { entries } = book;
  const isShown = (entry: LogEntry) => matches(entry, filter, book, (each) => entryWords(say, each));
  const heads = filter.folded ? foldedUnder(book) : entries.map(() => null);
  return entries.flatMap((entry, index) => {
    const head = heads[index] ?? null;
    const counted = head === null ? undefined : entries[head];
    const isLeftOut = counted !== undefined && isShown(counted);
    return isShown(entry) && !isLeftOut ? [index] : [];
  });
}

/** Of each entry, the line under which it is left out as a repetition; null where it is none. */
function foldedUnder(book: LogBook): (number | null)[] {
  const { entries } = book;
  const said = (entry: LogEntry) =>
    entry.kind === 'note'
      ? entryWords(translator('en'), entry)
      : [entry.direction, entry.bytes, entry.unsolicited, entry.open].join();
  const under: (number | null)[] = entries.map(() => null);
  const starts = entries.flatMap((entry, index) =>
    entry.kind === 'line' && entry.direction === 'sent' ? [index] : [],
  );
  const exchanges = starts.map((start, place) => {
    const end = starts[place + 1] ?? entries.length;
    const [first] = entries.slice(start, start + 1);
    const words = JSON.stringify(entries.slice(start, end).map(said));
    return { start, end, words, step: first === undefined ? null : book.stepOf(first), head: start };
  });
  for (const [place, own] of exchanges.entries()) {
    const [two, one] = [exchanges[place - 2], exchanges[place - 1]];
    const isInOneStep = own.step !== null && two?.step === own.step && one?.step === own.step;
    const repeated = one?.words === own.words ? one : isInOneStep && two.words === own.words ? two : null;
    if (repeated === null) continue;
    own.head = repeated.head;
    under.fill(own.head, own.start, own.end);
  }
  return under;
}

const anyFilter: fc.Arbitrary<LogFilter> = fc.record({
  show: fc.constantFrom('all', 'sent', 'received', 'unsolicited', 'notes'),
  search: fc.constantFrom(
    '',
    '',
    'rdy',
    'K',
    '␊',
    '\r',
    '52 44',
    '4 5',
    'd 0',
    '0',
    ' ',
    '温',
    'registered',
    '^RDY$',
    'y.*r|ok',
  ),
  pattern: fc.boolean(),
  hex: fc.boolean(),
  step: fc.constantFrom(null, null, 1, 2),
  folded: fc.boolean(),
});

const anyLanguage = fc.constantFrom<Language>('en', 'zh-CN');

describe('the rows of a log', () => {
  it('are those that the filter lets through, however the log grew', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, anyCuts, anyFilter, anyLanguage, async (run, cuts, filter, language) => {
        const { events, trace } = run;
        const record = await GrowingRecord.open();
        record.add(events.slice(0, 1), trace.slice(0, 1));
        const log = record.log();
        readAll(log);
        const view = new View(log, { filter, language });
        let [event, piece] = [1, 1];
        for (const [facts, pieces] of [...cuts, [events.length, trace.length] as const]) {
          record.add(events.slice(event, event + facts), trace.slice(piece, piece + pieces));
          event += facts;
          piece += pieces;
          readAll(log);
          const book = new LogBook();
          book.append({ events: events.slice(0, event), trace: trace.slice(0, piece) });
          const places = placesOf(view);
          expect(places).toEqual(shown(book, filter, language));
          for (const index of book.entries.keys())
            expect(view.rowsBefore(index)).toBe(places.filter((place) => (place ?? 0) < index).length);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('are as they were up to the first that is said to have changed', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, anyCuts, anyFilter, async ({ events, trace }, cuts, filter) => {
        const record = await GrowingRecord.open();
        record.add(events.slice(0, 1), trace.slice(0, 1));
        const log = record.log();
        const view = new View(log, { filter, language: 'en' });
        const seen: { readonly version: number; readonly rows: readonly unknown[] }[] = [];
        let [event, piece] = [1, 1];
        for (const [facts, pieces] of cuts) {
          readAll(log);
          placesOf(view);
          const rows = rowsOf(log, view, 0, view.length);
          for (const before of seen) {
            const from = view.changedSince(before.version);
            expect(rows.slice(0, from)).toEqual(before.rows.slice(0, from));
            if (view.version === before.version) expect(rows).toEqual(before.rows);
          }
          seen.push({ version: view.version, rows });
          record.add(events.slice(event, event + facts), trace.slice(piece, piece + pieces));
          event += facts;
          piece += pieces;
        }
      }),
      { numRuns: 100 },
    );
  });

  it('that have any bytes are found by any part of them', async () => {
    const byte = fc.oneof(
      fc.constantFrom(0x0d, 0x0a, 0x41, 0x61, 0x4b, 0xc4, 0xe3, 0xb0),
      fc.integer({ min: 0, max: 255 }),
    );
    const bytes = fc.array(byte, { maxLength: 40 }).map((codes) => String.fromCharCode(...codes));
    const search = fc.oneof(
      fc.constantFrom('a', 'K', 'aa', '␍', '␊a', '<c4>', '0d', '4b 0', '温', 'ä', '<u+00', '\u0000'),
      fc.string({ minLength: 1, maxLength: 4, unit: fc.constantFrom(...'0123456789abcdefABCDEF ') }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(bytes, { maxLength: 12 }),
        search,
        fc.boolean(),
        async (texts, wanted, hex) => {
          const record = await GrowingRecord.open();
          const trace = texts.map(
            (text, index): TracePiece => ({ direction: 'received', bytes: text, elapsedMs: index }),
          );
          record.add([], [received(0, 'x\r\n'), ...trace]);
          const log = record.log();
          readAll(log);
          const book = new LogBook();
          book.append({ events: [], trace: [received(0, 'x\r\n'), ...trace] });
          const filter = { ...NO_FILTER, search: wanted, hex };
          expect(placesOf(new View(log, { filter, language: 'en' }))).toEqual(shown(book, filter, 'en'));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the rows of a log of many thousand entries', () => {
  const trace = Array.from({ length: 40_000 }, (_, index): TracePiece => {
    if (index % 4 === 0) return sent(index, `AT+${Math.floor(index / 4000)}\r\n`);
    return received(index, index % 997 === 0 ? `é${index}\r\n` : `+X: ${index % 4}\r\n`);
  });
  const FILTERS: readonly Partial<LogFilter>[] = [
    { search: 'x: 3' },
    { search: '997␍' },
    { search: '^at\\+[37]$|é.*7$', pattern: true },
    { search: 'c3 a9 3', hex: true },
    { show: 'received', search: ': 1' },
    { folded: true },
    { folded: true, search: 'at+' },
  ];

  it.each([1e9, 40_000])(
    'are the same, whether its text is held or read again: %d bytes',
    async (textBytes) => {
      const record = await GrowingRecord.open();
      record.add(stated([[0, unsolicited('nothing')]]), trace);
      record.add(stated([[90_000, unsolicited('nothing')]], 2), [received(90_000, 'end\r\n')]);
      const log = record.log(textBytes);
      readAll(log);
      const book = new LogBook();
      book.append({ events: [], trace: [...trace, received(90_000, 'end\r\n')] });
      for (const each of FILTERS) {
        const filter = { ...NO_FILTER, ...each };
        expect(placesOf(new View(log, { filter, language: 'en' }))).toEqual(shown(book, filter, 'en'));
      }
    },
    30_000,
  );
});

/** What a view of a dialogue shows, with the counts. */
async function told(trace: readonly TracePiece[], filter: Partial<LogFilter>): Promise<string[]> {
  const record = await GrowingRecord.open();
  record.add(stated([[99_000, unsolicited('RDY')]]), trace);
  const log = record.log();
  readAll(log);
  return rowsTold(log, filter);
}

function rowsTold(log: RunLog, filter: Partial<LogFilter>): string[] {
  const view = new View(log, { filter: { ...NO_FILTER, ...filter }, language: 'en' });
  placesOf(view);
  return toldBy(log, view);
}

function toldBy(log: RunLog, view: View): string[] {
  return rowsOf(log, view, 0, view.length).map((row) => {
    if (row.kind === 'note') return row.event.type;
    const count = row.repeats === null ? '' : ` ×${row.repeats.times} until ${row.repeats.lastMs}`;
    return `${plainText(row.bytes)}${count}`;
  });
}

const poll = (ms: number, answer: string) => [
  sent(ms, 'AT+CSQ\r\n'),
  received(ms + 5, `${answer}\r\nOK\r\n`),
];
const ask = (ms: number, answer: string) => [
  sent(ms, 'AT+CREG?\r\n'),
  received(ms + 5, `${answer}\r\nOK\r\n`),
];
const POLLS = [
  ...poll(10, '+CSQ: 21,0'),
  ...poll(20, '+CSQ: 21,0'),
  ...poll(30, '+CSQ: 21,0'),
  ...poll(40, '+CSQ: 22,0'),
  ...poll(50, '+CSQ: 21,0'),
];

describe('polls that say the same', () => {
  it('are one, with a count; another value is shown', async () => {
    expect(await told(POLLS, { folded: true })).toEqual([
      'AT+CSQ␍␊ ×3 until 30',
      '+CSQ: 21,0␍␊',
      'OK␍␊',
      'AT+CSQ␍␊',
      '+CSQ: 22,0␍␊',
      'OK␍␊',
      'AT+CSQ␍␊',
      '+CSQ: 21,0␍␊',
      'OK␍␊',
    ]);
    expect(await told(POLLS, {})).toHaveLength(15);
  });

  const inTurn = [
    ...poll(10, '+CSQ: 21,0'),
    ...ask(20, '+CREG: 0,2'),
    ...poll(30, '+CSQ: 21,0'),
    ...ask(40, '+CREG: 0,2'),
    ...poll(50, '+CSQ: 22,0'),
    ...ask(60, '+CREG: 0,2'),
    ...poll(70, '+CSQ: 22,0'),
    ...ask(80, '+CREG: 0,1'),
  ];

  it('are one within a step that asks two things in turn, each with its count', async () => {
    const record = await GrowingRecord.open();
    record.add(stated([[1, began(5)]]), inTurn);
    const log = record.log();
    readAll(log);
    expect(rowsTold(log, { folded: true, show: 'sent' })).toEqual([
      'AT+CSQ␍␊ ×2 until 30',
      'AT+CREG?␍␊ ×3 until 60',
      'AT+CSQ␍␊ ×2 until 70',
      'AT+CREG?␍␊',
    ]);
  });

  it('are each shown where somebody typed two things in turn', async () => {
    expect(await told(inTurn, { folded: true })).toHaveLength(24);
  });

  it('are counted the same however the log grew', async () => {
    // What is long looks like what is short until its last line comes.
    const exchange = fc.constantFrom('A', 'A', 'B', 'B', 'C', 'A long', 'B long');
    const cuts = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.array(exchange, { maxLength: 24 }), cuts, async (asked, sizes) => {
        const trace = asked.flatMap((each, index) => [
          sent(10 * index + 10, `AT+${each.slice(0, 1)}\r\n`),
          received(10 * index + 12, 'OK\r\n'),
          ...(each.endsWith('long') ? [received(10 * index + 14, '+X: 1\r\n')] : []),
        ]);
        const record = await GrowingRecord.open();
        record.add(stated([[1, began(5)]]), []);
        const log = record.log();
        const view = new View(log, { filter: { ...NO_FILTER, folded: true }, language: 'en' });
        for (let at = 0, turn = 0; at < trace.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          record.add([], trace.slice(at, at + size));
          at += size;
          readAll(log);
          placesOf(view);
          expect(toldBy(log, view)).toEqual(rowsTold(log, { folded: true }));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('are shown where the line that would have the count is not', async () => {
    expect(await told(POLLS, { folded: true, show: 'received', search: 'csq' })).toEqual([
      '+CSQ: 21,0␍␊',
      '+CSQ: 21,0␍␊',
      '+CSQ: 21,0␍␊',
      '+CSQ: 22,0␍␊',
      '+CSQ: 21,0␍␊',
    ]);
    expect(await told(POLLS, { folded: true, search: 'csq' })).toEqual([
      'AT+CSQ␍␊ ×3 until 30',
      '+CSQ: 21,0␍␊',
      'AT+CSQ␍␊',
      '+CSQ: 22,0␍␊',
      'AT+CSQ␍␊',
      '+CSQ: 21,0␍␊',
    ]);
  });

  it('are not told apart by what came of a longer exchange', async () => {
    const long = (ms: number) => [sent(ms, 'AT\r\n'), received(ms, 'x\r\n'.repeat(80))];
    expect(await told([...long(1), ...long(2)], { folded: true })).toHaveLength(162);
    const short = (ms: number) => [sent(ms, 'AT\r\n'), received(ms, 'x\r\n'.repeat(40))];
    expect(await told([...short(1), ...short(2)], { folded: true })).toHaveLength(41);
  });

  it('are not the same where a line came by itself', async () => {
    const trace = [
      sent(98_000, 'AT\r\n'),
      received(98_001, 'RDY\r\n'),
      sent(98_002, 'AT\r\n'),
      received(98_003, 'RDY\r\n'),
    ];
    expect(await told(trace, { folded: true })).toHaveLength(4);
  });

  it('are counted on while they go on', async () => {
    const record = await GrowingRecord.open();
    record.add([], poll(10, '+CSQ: 21,0'));
    const log = record.log();
    const view = new View(log, { filter: { ...NO_FILTER, folded: true }, language: 'en' });
    const now = () => {
      readAll(log);
      placesOf(view);
      return { rows: view.length, times: view.repeatsAt(0)?.times ?? 1 };
    };
    expect(now()).toEqual({ rows: 3, times: 1 });
    record.add([], poll(20, '+CSQ: 21,0').slice(0, 1));
    expect(now()).toEqual({ rows: 4, times: 1 });
    record.add([], poll(20, '+CSQ: 21,0').slice(1));
    expect(now()).toEqual({ rows: 3, times: 2 });
    const { version } = view;
    record.add([], poll(30, '+CSQ: 21,0'));
    expect(now()).toEqual({ rows: 3, times: 3 });
    expect(view.changedSince(version)).toBe(0);
  });
});
