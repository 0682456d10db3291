import type { RowSource } from '../../../../renderer/service/run-rows.ts';
import type { RunCount } from '../../../../shared/contract/history.ts';
import type { RecordFault } from '../../../../shared/record-fault.ts';
import type { RunSummary } from '../../../../shared/run-summary.ts';

/** A run without an end, as the list has it. */
export function summary(id: string, state: 'interrupted' | 'live' = 'interrupted'): RunSummary {
  return {
    id,
    port: 'COM1',
    purpose: 'bring_up',
    unit: null,
    operator: null,
    profileName: 'bench',
    version: '1',
    fromStep: 1,
    startedAtMs: 0,
    imei: null,
    iccid: null,
    imsi: null,
    network: null,
    station: null,
    lastAtMs: null,
    state,
  };
}

interface Question {
  readonly from: number;
  readonly count: number;
  readonly answer: () => Promise<void>;
}

/** A record that is asked for rows; the test says when counts are told and when rows come. */
export class RecordDouble implements RowSource {
  /** What is in it, newest first. */
  runs: readonly (RunSummary | null)[] = [];
  fault: RecordFault | null = null;
  /** Questions for rows without an answer yet, in order. */
  readonly open: Question[] = [];
  /** Where each question for rows began, in order. */
  readonly asked: number[] = [];
  readonly #counts: RunCount[] = [];
  #wake: () => void = () => {};
  #isBroken = false;

  follow: RowSource['follow'] = (_input, { signal }) => Promise.resolve(this.#stream(signal));

  rows: RowSource['rows'] = ({ from, count }) =>
    new Promise((resolve, reject) => {
      this.asked.push(from);
      this.open.push({
        from,
        count,
        answer: async () => {
          if (this.#isBroken) reject(new Error('the line broke'));
          else if (this.fault !== null) resolve({ ok: false, fault: this.fault });
          else resolve({ ok: true, runs: this.runs.slice(from, from + count) });
          await turn();
        },
      });
    });

  /** Tells how many there are. */
  async tell(change: Partial<RunCount> = {}): Promise<void> {
    this.#counts.push({ version: 1, count: this.runs.length, percent: null, fault: null, ...change });
    this.#wake();
    await turn();
  }

  /** Answers the questions that are open, and those that come of it. */
  async answer(): Promise<void> {
    for (let next = this.open.shift(); next !== undefined; next = this.open.shift()) await next.answer();
  }

  async breakDown(): Promise<void> {
    this.#isBroken = true;
    this.#wake();
    await turn();
  }

  async *#stream(signal: AbortSignal): AsyncGenerator<RunCount, undefined, void> {
    signal.addEventListener('abort', () => this.#wake());
    while (!signal.aborted) {
      if (this.#isBroken) throw new Error('the line broke');
      const count = this.#counts.shift();
      if (count !== undefined) yield count;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }
}

/** Lets everything that is resolved run. */
export async function turn(): Promise<void> {
  for (let times = 0; times < 5; times += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}
