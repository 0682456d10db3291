import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../shared/clock.ts';
import type { FactLines, LogFault } from '../../shared/opened-log.ts';
import { LogReader } from '../logs/log-reader.ts';
import { batchesOf, type ScratchRecords } from './scratch-record.ts';
import { VERSION } from './version.ts';

/** Files that are being sent at once; so many windows there are hardly. */
const UPLOADS = 8;
/** Whoever sent nothing for so long has gone away, milliseconds. */
const IDLE_MS = 60_000;
/** Bytes read in one go: dialogues with modules go on beside a long log. */
const SLICE_BYTES = 65_536;

/** A log reader for a file of this name, opened now. */
export function logReader(runId: string, fileName: string, clock: Pick<Clock, 'now'>): LogReader {
  const nowMs = clock.now();
  const zoneMs = -new Date(nowMs).getTimezoneOffset() * 60_000;
  return new LogReader({ runId, fileName, version: VERSION, nowMs, zoneMs });
}

interface Upload {
  readonly reader: LogReader;
  /** Ends the wait for more. */
  cancelIdle: () => void;
}

export type LogReply<Value> =
  | ({ readonly ok: true } & Value)
  | { readonly ok: false; readonly fault: LogFault };

/** Logs of other programs, read as runs that are looked at and not kept. */
export class OpenedLogs {
  readonly #clock: Clock;
  readonly #uploads = new Map<string, Upload>();
  readonly #runs: Pick<ScratchRecords, 'keep'>;

  constructor(clock: Clock, runs: Pick<ScratchRecords, 'keep'>) {
    this.#clock = clock;
    this.#runs = runs;
  }

  /** A file begins to come; gives the name of the upload, which is the run's once it is there. */
  begin(fileName: string): string {
    const id = randomUUID();
    const [oldest] = this.#uploads.keys();
    if (oldest !== undefined && this.#uploads.size >= UPLOADS) this.cancel(oldest);
    this.#uploads.set(id, { reader: logReader(id, fileName, this.#clock), cancelIdle: this.#idle(id) });
    return id;
  }

  /** The next bytes of a file. Resolves when they are read: whoever sends waits for it. */
  async chunk(id: string, bytes: Uint8Array): Promise<LogReply<object>> {
    const upload = this.#uploads.get(id);
    if (upload === undefined) return GONE;
    upload.cancelIdle();
    upload.cancelIdle = this.#idle(id);
    for (let from = 0; from < bytes.length; from += SLICE_BYTES) {
      // It may have been ended, or called off, in between.
      if (this.#uploads.get(id) !== upload) return GONE;
      const refusal = upload.reader.push(bytes.subarray(from, from + SLICE_BYTES));
      if (refusal !== null) {
        this.cancel(id);
        return { ok: false, fault: { kind: refusal } };
      }
      await setImmediate();
    }
    return { ok: true };
  }

  /** The file is there; its run can be read. */
  async end(id: string): Promise<LogReply<{ readonly runId: string; readonly lines: FactLines }>> {
    const upload = this.#uploads.get(id);
    if (upload === undefined) return GONE;
    this.cancel(id);
    const result = upload.reader.end();
    if (!result.ok) return { ok: false, fault: { kind: result.refusal } };
    const { events, trace } = result.log;
    const kept = await this.#runs.keep(id, batchesOf(id, events, trace));
    if (!kept.ok) return { ok: false, fault: { kind: 'no_room' } };
    const lines = [...result.log.linesOf].map(([seq, { first, last }]): FactLines[number] => [
      seq,
      first,
      last,
    ]);
    return { ok: true, runId: id, lines };
  }

  /** Nothing more of it is wanted. */
  cancel(id: string): void {
    this.#uploads.get(id)?.cancelIdle();
    this.#uploads.delete(id);
  }

  /** Everything is let go. */
  close(): void {
    for (const id of this.#uploads.keys()) this.cancel(id);
  }

  #idle(id: string): () => void {
    return this.#clock.schedule(IDLE_MS, () => this.cancel(id));
  }
}

const GONE = { ok: false, fault: { kind: 'gone' } } as const;
