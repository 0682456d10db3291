import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../shared/clock.ts';
import type { FactLines, LogFault } from '../../shared/opened-log.ts';
import { bytesOf } from '../../shared/log/binary.ts';
import { LogReader, type OpenedLog } from '../logs/log-reader.ts';
import type { PageQuery, PageResult } from '../records/index.ts';
import { VERSION } from './version.ts';

/** Logs that can be looked at; the one that was opened first goes. */
const KEPT = 4;
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

/**
 * Logs of other programs, read as runs that are in no record: they live in memory, the newest few, and are read in
 * pages like any other run.
 */
export class OpenedLogs {
  readonly #clock: Clock;
  readonly #uploads = new Map<string, Upload>();
  readonly #logs = new Map<string, OpenedLog>();

  constructor(clock: Clock) {
    this.#clock = clock;
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
  end(id: string): LogReply<{ readonly runId: string; readonly lines: FactLines }> {
    const upload = this.#uploads.get(id);
    if (upload === undefined) return GONE;
    this.cancel(id);
    const result = upload.reader.end();
    if (!result.ok) return { ok: false, fault: { kind: result.refusal } };
    this.#logs.set(id, result.log);
    for (const oldest of this.#logs.keys()) if (this.#logs.size > KEPT) this.#logs.delete(oldest);
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
    this.#logs.clear();
  }

  get(runId: string): OpenedLog | null {
    return this.#logs.get(runId) ?? null;
  }

  /** A page of a log that is open; null when none of them has this name. */
  readPage({ runId, afterSeq, afterOrdinal, limit }: PageQuery): PageResult | null {
    const log = this.#logs.get(runId);
    if (log === undefined) return null;
    const events = log.events.filter(({ seq }) => seq > afterSeq).slice(0, limit);
    const trace = log.trace
      .slice(afterOrdinal, afterOrdinal + limit)
      .map((item) => (item.direction === 'dropped' ? item : { ...item, bytes: bytesOf(item.bytes) }));
    const seq = events.at(-1)?.seq ?? afterSeq;
    const ordinal = afterOrdinal + trace.length;
    const more = seq < (log.events.at(-1)?.seq ?? 0) || ordinal < log.trace.length;
    return { ok: true, page: { events, damaged: [], trace, seq, ordinal, more } };
  }

  #idle(id: string): () => void {
    return this.#clock.schedule(IDLE_MS, () => this.cancel(id));
  }
}

const GONE = { ok: false, fault: { kind: 'gone' } } as const;
