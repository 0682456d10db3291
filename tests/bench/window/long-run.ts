import { join } from 'node:path';
import { openRecordStore, type TraceEntry } from '../../../electron/records/index.ts';
import type { RunEvent, RunFact } from '../../../shared/events.ts';
import { throwFault } from '../tasks/station.ts';

const RUN_ID = 'long-run';
const PORT = '/dev/ttyUSB0';
/** A command, its answer, its result code. */
const LINES_PER_EXCHANGE = 3;
const EXCHANGE_MS = 30;
const PER_BATCH = 2000;

const STARTED: RunFact = {
  type: 'run.started',
  purpose: 'bring_up',
  profileName: 'long',
  profile: null,
  unit: 'LONG',
  operator: null,
  fromStep: 1,
  version: '0',
  warnings: [],
  changes: [],
};

const encoder = new TextEncoder();

/** After so many exchanges the module says something by itself. */
const UNASKED_EVERY = 100;
const UNASKED = '+CREG: 1';

/**
 * Records a run whose module was asked for its signal until the log had this many lines; the last tenth of it in another
 * step, and now and then something by itself.
 */
export async function recordLongRun(dataFolder: string, lines: number): Promise<void> {
  const opened = await openRecordStore(join(dataFolder, 'record.sqlite'));
  if (!opened.ok) throwFault(opened.fault);
  const { store } = opened;
  let seq = 0;
  const event = (elapsedMs: number, fact: RunFact): RunEvent => {
    seq += 1;
    return { seq, runId: RUN_ID, port: PORT, atMs: 1_790_000_000_000 + elapsedMs, elapsedMs, ...fact };
  };
  const head = [event(0, STARTED), event(1, { type: 'step.started', step: 5, attempt: 1 })];
  await store.append({ events: head, trace: [] });
  const exchanges = Math.ceil((lines * UNASKED_EVERY) / (LINES_PER_EXCHANGE * UNASKED_EVERY + 1));
  const turning = Math.floor(exchanges * 0.9);
  for (let first = 0; first < exchanges; first += PER_BATCH) {
    const count = Math.min(PER_BATCH, exchanges - first);
    const numbers = Array.from({ length: count }, (_, index) => first + index);
    const written = await store.append({
      events: numbers.flatMap((number) => factsOf(number, turning).map((fact) => event(endOf(number), fact))),
      trace: numbers.flatMap(traceOf),
    });
    if (!written.ok) throwFault(written.fault);
  }
  await store.close();
}

const endOf = (number: number): number => 2 + number * EXCHANGE_MS + 20;
const isFollowed = (number: number): boolean => number % UNASKED_EVERY === UNASKED_EVERY - 1;

function factsOf(number: number, turning: number): readonly RunFact[] {
  const step = number < turning ? 5 : 6;
  const place = { phase: 'step', step, attempt: 1 } as const;
  const begun: readonly RunFact[] =
    number === turning
      ? [
          {
            type: 'step.finished',
            step: 5,
            outcome: { kind: 'passed', evidence: [], warnings: [] },
            attempts: 1,
            durationMs: 1,
          },
          { type: 'step.started', step: 6, attempt: 1 },
        ]
      : [];
  const unasked: readonly RunFact[] = isFollowed(number)
    ? [{ type: 'at.unsolicited', place, line: UNASKED, urc: null }]
    : [];
  return [
    ...begun,
    {
      type: 'at.exchanged',
      place,
      command: 'AT+CSQ',
      lines: [`+CSQ: ${number % 32},0`, 'OK'],
      outcome: { kind: 'ok' },
      durationMs: 20,
      echoed: false,
    },
    ...unasked,
  ];
}

function traceOf(number: number): TraceEntry[] {
  const end = endOf(number);
  const piece = (direction: 'sent' | 'received', text: string, elapsedMs: number, within: number) => ({
    runId: RUN_ID,
    ordinal: number * 2 + within,
    chunk: { direction, bytes: encoder.encode(text), elapsedMs },
  });
  const unasked = isFollowed(number) ? `\r\n${UNASKED}\r\n` : '';
  return [
    piece('sent', 'AT+CSQ\r\n', end - 20, 1),
    piece('received', `\r\n+CSQ: ${number % 32},0\r\n\r\nOK\r\n${unasked}`, end - 1, 2),
  ];
}
