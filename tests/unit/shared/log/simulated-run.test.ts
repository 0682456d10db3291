import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../../shared/events.ts';
import { binaryOf } from '../../../../shared/log/binary.ts';
import { jsonExport, textExport } from '../../../../shared/log/export.ts';
import type { LogBook } from '../../../../shared/log/log-book.ts';
import { lineText, type TracePiece } from '../../../../shared/log/log-entry.ts';
import { type BenchStation, benchProfile, openBenchStation } from '../../../support/bench-station.ts';
import { citedLines, linesOfStep } from '../../../support/whole-book.ts';
import { fold } from '../run-events.ts';
import { bookOf, lines } from './dialogue.ts';

let station: BenchStation;

beforeAll(async () => {
  station = await openBenchStation();
});

afterAll(async () => {
  await station.close();
});

interface Recorded {
  readonly events: readonly RunEvent[];
  readonly trace: readonly TracePiece[];
  readonly book: LogBook;
}

/** Runs a simulated module to the end and reads the record back. */
async function recorded(port: string): Promise<Recorded> {
  const run = station.start(port, benchProfile({ messages: { delivery: 'cached' } }));
  await run.done;
  const facts = await station.store.readRun(run.runId);
  const bytes = await station.store.readTrace(run.runId);
  if (!facts.ok || !bytes.ok) throw new Error('the record cannot be read');
  const trace = bytes.items.map((item): TracePiece => {
    if (item.direction === 'dropped') throw new Error('bytes are missing');
    return { direction: item.direction, bytes: binaryOf(item.bytes), elapsedMs: item.elapsedMs };
  });
  return { events: facts.events, trace, book: bookOf(trace, facts.events) };
}

const exchangesOf = (events: readonly RunEvent[]) => events.filter((event) => event.type === 'at.exchanged');

describe('the log of a run of the simulated module', () => {
  let run: Recorded;

  beforeAll(async () => {
    run = await recorded('sim:log?speed=instant');
    expect(fold(run.events).finish?.outcome).toBe('passed');
  });

  it('has every command once, in order, with the step it was sent in', () => {
    const sent = lines(run.book).filter(({ direction }) => direction === 'sent');
    const commands = exchangesOf(run.events);
    expect(commands.length).toBeGreaterThan(20);
    expect(sent.map((line) => [lineText(line), run.book.stepOf(line)])).toEqual(
      commands.map(({ command, place }) => [command, place.step]),
    );
  });

  it('has the answers of an exchange among the lines it names, ahead of its end', () => {
    for (const event of exchangesOf(run.events)) {
      const range = citedLines(run.book, event);
      const own = lines(run.book).filter(({ no }) => range !== null && no >= range.first && no <= range.last);
      expect(own.map(lineText)).toEqual(expect.arrayContaining([event.command, ...event.lines]));
      expect(own.filter(({ direction }) => direction === 'sent').map(lineText)).toEqual([event.command]);
    }
  });

  it('has CONNECT OK in the step that AT+MIPSTART is in: 11', () => {
    const found = (start: string) => lines(run.book).filter((line) => lineText(line).startsWith(start));
    expect(found('AT+MIPSTART=').map((line) => run.book.stepOf(line))).toEqual([11]);
    expect(found('CONNECT OK').map((line) => run.book.stepOf(line))).toEqual([11]);
    expect(linesOfStep(run.book, 11)).toEqual(
      expect.arrayContaining([...found('AT+MIPSTART='), ...found('CONNECT OK')]),
    );
  });

  it('marks as unsolicited the lines that are facts of their own', () => {
    const stated = run.events.filter((event) => event.type === 'at.unsolicited').map(({ line }) => line);
    expect(stated.length).toBeGreaterThan(0);
    const marked = lines(run.book).filter((line) => line.unsolicited);
    expect(marked.map(lineText)).toEqual(stated);
  });

  it('has its notes in the order of the facts', () => {
    const seqs = run.book.entries.flatMap((entry) => (entry.kind === 'note' ? [entry.event.seq] : []));
    expect(seqs).toEqual(seqs.toSorted((one, other) => one - other));
    expect(seqs.length).toBeGreaterThan(39);
  });

  it('holds no secret, in no export', () => {
    const texts = [...textExport(run.book, fold(run.events)), ...jsonExport([run])].join('');
    expect(texts).toContain('***');
    expect(texts).not.toContain('marker-secret');
    expect(texts).not.toContain(Buffer.from('marker-secret').toString('hex').toUpperCase());
  });
});

describe('the log of a run that meets a fault', () => {
  const FAULTS = [
    'garbage',
    'echo-stays&fault=missing-ok',
    'line-ending:lf',
    'byte-by-byte&fault=unsolicited-inside',
    'answer-twice',
    'reboot@MIPSTART',
    'unplugged@CIICR',
  ];

  it.each(FAULTS)(
    '%s: has all bytes, every command in its step, and a mark for each unsolicited line',
    async (fault) => {
      const { book, trace, events } = await recorded(`sim:faulty?speed=instant&fault=${fault}`);
      const heard = trace.flatMap((piece) => (piece.direction === 'received' ? [piece.bytes] : [])).join('');
      const received = lines(book).filter(({ direction }) => direction === 'received');
      expect(received.length).toBeGreaterThan(5);
      expect(received.map(({ bytes }) => bytes).join('') + book.unlisted('received')).toBe(heard);

      const sent = lines(book).filter(({ direction }) => direction === 'sent');
      const exchanges = exchangesOf(events);
      const steps = exchanges.map(({ command, place }) => [command, place.step]);
      expect(sent.map((line) => [lineText(line), book.stepOf(line)])).toEqual(steps);

      const stated = events.filter((event) => event.type === 'at.unsolicited').map(({ line }) => line);
      expect(received.filter((line) => line.unsolicited).map(lineText)).toEqual(stated);
    },
  );
});
