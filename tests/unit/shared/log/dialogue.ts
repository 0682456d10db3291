import { wholeMicroseconds } from '../../../../shared/clock.ts';
import type { RunEvent, RunFact } from '../../../../shared/events.ts';
import { binaryOf } from '../../../../shared/log/binary.ts';
import { LogBook } from '../../../../shared/log/log-book.ts';
import type { LineEntry, LogEntry, TracePiece } from '../../../../shared/log/log-entry.ts';
import { plainText } from '../../../../shared/log/shown-bytes.ts';
import type { StepNumber } from '../../../../shared/plan.ts';
import { utf8Bytes } from '../../../../shared/utf8.ts';
import { STARTED } from '../run-events.ts';

/** The wall clock when the runs of these tests begin: 2023-11-14T22:13:20.000Z. */
export const BEGAN_AT_MS = 1_700_000_000_000;

/** The binary string of a text's UTF-8 bytes. */
export const binary = (text: string): string => binaryOf(utf8Bytes(text));

export const sent = (elapsedMs: number, text: string): TracePiece => ({
  direction: 'sent',
  bytes: binary(text),
  elapsedMs,
});

export const received = (elapsedMs: number, text: string): TracePiece => ({
  direction: 'received',
  bytes: binary(text),
  elapsedMs,
});

/** Facts with their times, numbered from `first`. */
export function stated(facts: readonly (readonly [number, RunFact])[], first = 1): RunEvent[] {
  return facts.map(([elapsedMs, fact], index): RunEvent => {
    const atMs = Math.round(BEGAN_AT_MS + elapsedMs);
    return {
      seq: first + index,
      runId: 'r',
      port: 'p',
      atMs,
      elapsedMs: wholeMicroseconds(elapsedMs),
      ...fact,
    };
  });
}

export const place = (step: StepNumber | null) => ({ phase: 'step', step, attempt: 1 }) as const;

export const began = (step: StepNumber, attempt = 1): RunFact => ({ type: 'step.started', step, attempt });

export const passed = (step: StepNumber): RunFact => ({
  type: 'step.finished',
  step,
  outcome: { kind: 'passed', evidence: [], warnings: [] },
  attempts: 1,
  durationMs: 1,
});

export const unsolicited = (line: string, step: StepNumber | null = null): RunFact => ({
  type: 'at.unsolicited',
  place: place(step),
  line,
  urc: null,
});

export const exchanged = (
  command: string,
  durationMs: number,
  outcome: Extract<RunFact, { type: 'at.exchanged' }>['outcome'] = { kind: 'ok' },
): Extract<RunFact, { type: 'at.exchanged' }> => ({
  type: 'at.exchanged',
  place: place(11),
  command,
  lines: ['OK'],
  outcome,
  durationMs,
  echoed: false,
});

export const RUN_STARTED = STARTED;

/** A book of one page. */
export function bookOf(trace: readonly TracePiece[], events: readonly RunEvent[] = []): LogBook {
  const book = new LogBook();
  book.append({ events, trace });
  return book;
}

export const lines = (book: LogBook): LineEntry[] => book.entries.filter((entry) => entry.kind === 'line');

/** An entry in a few characters: mark, text. */
export function told(entry: LogEntry): string {
  if (entry.kind === 'note') return `· ${entry.event.type}`;
  const mark = entry.unsolicited ? '!' : entry.direction === 'sent' ? '→' : '←';
  return `${mark} ${plainText(entry.bytes)}${entry.open ? '…' : ''}`;
}

export const log = (book: LogBook): string[] => book.entries.map(told);

export const CONNECT = 'AT+MIPSTART="broker.example","1883"';

/** Step 11 in two attempts, with its neighbours. */
export const CONNECT_FACTS = stated([
  [0.1, RUN_STARTED],
  [1, { type: 'link.opened', baudRate: 115200 }],
  [9.9, passed(10)],
  [10, began(11)],
  [21_000, exchanged(CONNECT, 20_990)],
  [21_000.1, began(11, 2)],
  [43_000, exchanged(CONNECT, 21_999.8)],
  [43_001, passed(11)],
  [43_002, began(12)],
  [43_100, passed(12)],
]);
export const CONNECT_TRACE = [
  sent(10.05, `${CONNECT}\r\n`),
  received(41, '\r\nOK\r\n'),
  received(20_999.9, '\r\nCONNECT FAIL\r\n'),
  sent(21_000.2, `${CONNECT}\r\n`),
  received(21_032, '\r\nOK\r\n'),
  received(42_999.9, '\r\nCONNECT OK\r\n'),
  sent(43_002.1, 'AT+MCONFIG="id","user",***\r\n'),
  received(43_099, '\r\nOK\r\n'),
  received(50_000, '\r\n+CREG: 1\r\n'),
];
