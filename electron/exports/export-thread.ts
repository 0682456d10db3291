import { Worker } from 'node:worker_threads';
import { threadFile } from '../threads.ts';
import type { ExportOptions, ExportResult } from './write-export.ts';

/** A file to be written: plain data. */
export interface ExportOrder
  extends Required<Pick<ExportOptions, 'record' | 'what' | 'format' | 'language' | 'bom' | 'surroundings'>> {
  /** Where the file is to go. */
  readonly path: string;
  /** Ids of runs that are being recorded. */
  readonly live: readonly string[];
}

/** What a thread that writes a file says of it. */
export type ExportReport =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'ended'; readonly result: ExportResult };

/**
 * Writes a file in a thread of its own; progress comes ten times a second at most, the end last. Where `signal` aborts,
 * nothing of the file stays.
 * @throws what the thread threw, which is a bug
 */
export async function* exportInThread(order: ExportOrder, signal: AbortSignal): AsyncGenerator<ExportReport> {
  const worker = new Worker(threadFile('exports'), { workerData: order });
  const waiting = new Reports(worker);
  const callOff = () => worker.postMessage('called off');
  if (signal.aborted) callOff();
  signal.addEventListener('abort', callOff);
  try {
    for await (const report of waiting) {
      yield report;
      if (report.kind === 'ended') return;
    }
  } finally {
    signal.removeEventListener('abort', callOff);
    callOff();
    await waiting.over;
  }
}

/** What a thread says, in order; only the newest progress. */
class Reports implements AsyncIterable<ExportReport> {
  /** The thread has ended. */
  readonly over: Promise<void>;
  #newest: ExportReport | null = null;
  #fault: { readonly thrown: unknown } | null = null;
  #isOver = false;
  #wake: () => void = () => {};

  constructor(worker: Worker) {
    worker.on('message', (report: ExportReport) => {
      this.#newest = report;
      this.#wake();
    });
    worker.on('error', (thrown) => {
      this.#fault = { thrown };
      this.#wake();
    });
    this.over = new Promise((resolve) => {
      worker.once('exit', () => {
        this.#isOver = true;
        this.#wake();
        resolve();
      });
    });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ExportReport> {
    for (;;) {
      if (this.#newest !== null) {
        const report = this.#newest;
        this.#newest = null;
        yield report;
      } else if (this.#fault !== null) throw this.#fault.thrown;
      else if (this.#isOver) return;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }
}
