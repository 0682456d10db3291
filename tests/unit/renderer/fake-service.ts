import type { RunSource } from '../../../renderer/service/follow-run.ts';
import type { RunHead, RunPage } from '../../../shared/contract.ts';
import type { OpenedRun } from '../../../shared/contract/opening.ts';
import type { RunEvent } from '../../../shared/events.ts';
import type { TracePiece } from '../../../shared/log/log-entry.ts';
import type { RecordFault } from '../../../shared/record-fault.ts';

interface PageInput {
  readonly runId: string;
  readonly afterSeq: number;
  readonly afterOrdinal: number;
  readonly limit: number;
  readonly trace?: boolean | undefined;
}

/** A service with one run in its record; the test says when its head is told and when a page comes. */
export class FakeService {
  readonly events: RunEvent[] = [];
  readonly trace: TracePiece[] = [];
  /** What was asked for, in order. */
  readonly asked: PageInput[] = [];
  /** Why a page cannot be had, while it is so. */
  fault: RecordFault | null = null;
  /** Facts and pieces on a page, however many are asked for. */
  pageSize = Number.POSITIVE_INFINITY;
  /** Called ahead of every page. */
  beforePage: () => Promise<void> = () => Promise.resolve();
  /** The run's record waits for its last facts after the run is over. */
  waits = false;
  /** How many head streams are open. */
  open = 0;
  readonly #heads: RunHead[] = [];
  #broken: Error | null = null;
  #wake: () => void = () => {};

  /** What the service has folded by itself; null for nothing. */
  opened: OpenedRun | null = null;

  readonly client: RunSource = {
    runs: {
      open: () =>
        Promise.resolve(
          this.opened === null
            ? { ok: false, fault: this.fault ?? { kind: 'not_found' } }
            : { ok: true, run: this.opened },
        ),
      heads: (_input, options) => Promise.resolve(this.#stream(options.signal)),
      page: async (input) => {
        this.asked.push(input);
        await this.beforePage();
        if (this.fault !== null) return { ok: false, fault: this.fault };
        return { ok: true, page: this.#page(input) };
      },
    },
  };

  /** Tells how far the record reaches now. */
  tell(live: boolean, head: Partial<RunHead> = {}): void {
    this.#heads.push({ seq: this.events.length, ordinal: this.trace.length, live, ...head });
    this.#wake();
  }

  /** The line breaks. */
  breakDown(): void {
    this.#broken = new Error('the line broke');
    this.#wake();
  }

  #page({ afterSeq, afterOrdinal, limit }: PageInput): RunPage {
    const size = Math.min(limit, this.pageSize);
    const events = this.events.slice(afterSeq, afterSeq + size);
    const trace = this.trace.slice(afterOrdinal, afterOrdinal + size);
    const [seq, ordinal] = [afterSeq + events.length, afterOrdinal + trace.length];
    const more = seq < this.events.length || ordinal < this.trace.length;
    return { events, trace, seq, ordinal, more };
  }

  async *#stream(signal: AbortSignal): AsyncGenerator<RunHead, undefined, void> {
    this.open += 1;
    const wake = () => this.#wake();
    signal.addEventListener('abort', wake);
    try {
      for (;;) {
        if (this.#broken !== null) throw this.#broken;
        if (signal.aborted) return;
        const head = this.#heads.shift();
        if (head === undefined) {
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
        } else {
          yield head;
          if (!head.live && !this.waits) return;
        }
      }
    } finally {
      signal.removeEventListener('abort', wake);
      this.open -= 1;
    }
  }
}
