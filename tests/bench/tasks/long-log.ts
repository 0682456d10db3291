import type { TraceEntry } from '../../../electron/records/index.ts';
import type { RunEvent, RunFact } from '../../../shared/events.ts';
import type { StepNumber } from '../../../shared/plan.ts';

const PORT = '/dev/ttyUSB0';
const BEGAN_MS = 1_790_000_000_000;
/** A command, its answer, its result code. */
const LINES_PER_EXCHANGE = 3;
const EXCHANGE_MS = 30;
/** Every so many exchanges a line comes by itself, a message comes, and another step begins. */
const UNSOLICITED_EVERY = 32;
const MESSAGE_EVERY = 8;
const STEP_EVERY = 5000;
const STEPS: readonly StepNumber[] = [5, 6, 7];

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

interface Rows {
  readonly events: readonly RunEvent[];
  readonly trace: readonly TraceEntry[];
}

/** A run whose module is asked for its signal on and on, made as it is wanted. */
export class LongLog {
  readonly #runId: string;
  #seq = 0;
  #ordinal = 0;
  #exchanges = 0;

  constructor(runId: string) {
    this.#runId = runId;
  }

  /** The beginning of the run. */
  begin(): Rows {
    return { events: [this.#event(0, STARTED)], trace: [] };
  }

  /** About so many lines more. */
  next(lines: number): Rows {
    const events: RunEvent[] = [];
    const trace: TraceEntry[] = [];
    for (let made = 0; made < lines; made += LINES_PER_EXCHANGE) this.#exchange(events, trace);
    return { events, trace };
  }

  #exchange(events: RunEvent[], trace: TraceEntry[]): void {
    const number = this.#exchanges;
    this.#exchanges += 1;
    const ms = 1 + number * EXCHANGE_MS;
    const step = STEPS[Math.floor(number / STEP_EVERY) % STEPS.length] ?? 5;
    if (number % STEP_EVERY === 0) events.push(this.#event(ms, { type: 'step.started', step, attempt: 1 }));
    const place = { phase: 'step', step, attempt: 1 } as const;
    const answer = number % MESSAGE_EVERY === 0 ? message(number) : `+CSQ: ${number % 32},0`;
    trace.push(this.#piece('sent', 'AT+CSQ\r\n', ms + 1));
    trace.push(this.#piece('received', `\r\n${answer}\r\n\r\nOK\r\n`, ms + 20));
    events.push(
      this.#event(ms + 21, {
        type: 'at.exchanged',
        place,
        command: 'AT+CSQ',
        lines: [answer, 'OK'],
        outcome: { kind: 'ok' },
        durationMs: 20,
        echoed: false,
      }),
    );
    if (number % UNSOLICITED_EVERY > 0) return;
    trace.push(this.#piece('received', '\r\n+CREG: 1\r\n', ms + 22));
    events.push(
      this.#event(ms + 23, { type: 'at.unsolicited', place, line: '+CREG: 1', urc: 'registration' }),
    );
  }

  #event(elapsedMs: number, fact: RunFact): RunEvent {
    this.#seq += 1;
    const atMs = BEGAN_MS + elapsedMs;
    return { seq: this.#seq, runId: this.#runId, port: PORT, atMs, elapsedMs, ...fact };
  }

  #piece(direction: 'sent' | 'received', text: string, elapsedMs: number): TraceEntry {
    this.#ordinal += 1;
    const bytes = Buffer.from(text);
    return { runId: this.#runId, ordinal: this.#ordinal, chunk: { direction, bytes, elapsedMs } };
  }
}

function message(number: number): string {
  return `+MSUB: "device/0117/down",48 byte,{"temperature":21.5,"humidity":48,"count":${number}}`;
}
