import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../shared/clock.ts';
import { localMinute } from '../../shared/local-time.ts';
import { type Language, translator } from '../../shared/messages/index.ts';
import { doubtText, originText } from '../../shared/messages/opened-words.ts';
import {
  type Doubt,
  type FactLines,
  type LogFault,
  type OpenedOrigin,
  type OpenedRunRow,
  speaksAgainst,
} from '../../shared/opened-log.ts';
import { LogReader, type OpenedLog } from '../logs/log-reader.ts';
import { type FileKind, kindOf } from '../opening/kind.ts';
import { bytesOfFile, type OpeningResult, openPackFile, openRecords } from '../opening/open-file.ts';
import { isRecordFile } from '../opening/record-beginning.ts';
import { Spool } from '../opening/spool.ts';
import { summaryOfLog } from './opened-summary.ts';
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
  readonly id: string;
  readonly fileName: string;
  readonly reader: LogReader;
  /** Null until its first bytes have come. */
  kind: FileKind | null;
  /** Where it is put aside; null for a log, which is read as it comes. */
  spool: Spool | null;
  /** Ends the wait for more. */
  cancelIdle: () => void;
  readonly stop: AbortController;
}

export type LogReply<Value> =
  | ({ readonly ok: true } & Value)
  | { readonly ok: false; readonly fault: LogFault };

/** A file that is shown. */
export interface OpenedFile {
  /** The first of its runs. */
  readonly runId: string;
  readonly lines: FactLines;
  readonly origin: OpenedOrigin;
  readonly runs: readonly OpenedRunRow[];
}

/** What is known of a run that was opened. */
export interface OpenedRun {
  readonly fileName: string;
  readonly origin: OpenedOrigin;
  readonly doubts: readonly Doubt[];
}

/** The same in words, for those who print it. */
export interface OriginWords {
  readonly text: string;
  /** Why it cannot be believed as it is. */
  readonly doubts: readonly string[];
}

/** Logs of other programs, and records and packs of this one, read as runs that are looked at and not kept. */
export class OpenedLogs {
  readonly #clock: Clock;
  /** Files that are coming, and those that are there and being read. */
  readonly #uploads = new Map<string, Upload>();
  readonly #ending = new Map<string, Upload>();
  readonly #runs: Pick<ScratchRecords, 'keep' | 'forget' | 'has'>;
  readonly #opened = new Map<string, OpenedRun>();

  constructor(clock: Clock, runs: Pick<ScratchRecords, 'keep' | 'forget' | 'has'>) {
    this.#clock = clock;
    this.#runs = runs;
  }

  /** A file begins to come; gives the name of the upload, which is the run's once it is there, if it is a log. */
  begin(fileName: string): string {
    const id = randomUUID();
    const [oldest] = this.#uploads.keys();
    if (oldest !== undefined && this.#uploads.size >= UPLOADS) this.cancel(oldest);
    const reader = logReader(id, fileName, this.#clock);
    const [kind, spool, stop] = [null, null, new AbortController()];
    this.#uploads.set(id, { id, fileName, reader, kind, spool, cancelIdle: this.#idle(id), stop });
    return id;
  }

  /** The next bytes of a file. Resolves when they are taken: whoever sends waits for it. */
  async chunk(id: string, bytes: Uint8Array): Promise<LogReply<object>> {
    const upload = this.#uploads.get(id);
    if (upload === undefined) return GONE;
    upload.cancelIdle();
    upload.cancelIdle = this.#idle(id);
    const fault = await this.#take(upload, bytes);
    if (fault === null) return { ok: true };
    // What is being ended meanwhile goes on.
    if (this.#uploads.has(id)) this.cancel(id);
    return { ok: false, fault: { kind: fault } };
  }

  /** The file is there; its runs can be read. */
  async end(id: string): Promise<LogReply<OpenedFile>> {
    const upload = this.#uploads.get(id);
    if (upload === undefined) return GONE;
    upload.cancelIdle();
    this.#uploads.delete(id);
    this.#ending.set(id, upload);
    try {
      const reply = await this.#open(upload);
      if (!upload.stop.signal.aborted) return reply;
      await this.#runs.forget(id);
      return GONE;
    } catch (thrown) {
      if (upload.stop.signal.aborted) return GONE;
      throw thrown;
    } finally {
      this.cancel(id);
    }
  }

  /** Nothing more of it is wanted. */
  cancel(id: string): void {
    const upload = this.#uploads.get(id) ?? this.#ending.get(id);
    if (upload === undefined) return;
    upload.cancelIdle();
    upload.stop.abort();
    void upload.spool?.remove();
    this.#uploads.delete(id);
    this.#ending.delete(id);
  }

  /** Everything is let go. */
  close(): void {
    for (const id of [...this.#uploads.keys(), ...this.#ending.keys()]) this.cancel(id);
  }

  /** Where a run was opened from; null when it was not, or is no longer kept. */
  opened(runId: string): OpenedRun | null {
    return this.#runs.has(runId) ? (this.#opened.get(runId) ?? null) : null;
  }

  async #take(upload: Upload, bytes: Uint8Array): Promise<LogFault['kind'] | null> {
    upload.kind ??= kindOf(bytes);
    // It may be ended, or called off, in between.
    const isComing = () => this.#uploads.get(upload.id) === upload;
    if (upload.kind === 'log') return await readSlices(upload.reader, bytes, isComing);
    upload.spool ??= new Spool();
    const isWritten = await upload.spool.write(bytes);
    if (!isComing()) return 'gone';
    return isWritten ? null : 'no_room';
  }

  async #open(upload: Upload): Promise<LogReply<OpenedFile>> {
    const { id, spool, kind, stop } = upload;
    await spool?.finish();
    if (spool === null) return await this.#openLog(upload);
    const { path } = spool;
    const keep = (batches: Parameters<ScratchRecords['keep']>[1]) => this.#runs.keep(id, batches);
    if (kind === 'zip') return await this.#shown(upload, await openPackFile(path, keep, stop.signal));
    const source = bytesOfFile(path, stop.signal);
    if (await isRecordFile(path)) return await this.#shown(upload, await openRecords(source, keep));
    // JSON of some other program may still be a log.
    for await (const bytes of source) {
      const fault = await readSlices(upload.reader, bytes, () => !stop.signal.aborted);
      if (fault !== null) return { ok: false, fault: { kind: fault } };
    }
    return await this.#openLog(upload);
  }

  async #shown({ id, fileName }: Upload, opening: OpeningResult): Promise<LogReply<OpenedFile>> {
    const [first] = opening.ok ? opening.runs : [];
    if (!opening.ok || first === undefined) {
      await this.#runs.forget(id);
      return opening.ok ? { ok: false, fault: { kind: 'no_facts' } } : opening;
    }
    const { origin, runs } = opening;
    this.#note(fileName, origin, runs);
    return { ok: true, runId: first.runId, lines: [], origin, runs };
  }

  async #openLog({ id, fileName, reader }: Upload): Promise<LogReply<OpenedFile>> {
    const result = reader.end();
    if (!result.ok) return { ok: false, fault: { kind: result.refusal } };
    const { events, trace } = result.log;
    const kept = await this.#runs.keep(id, batchesOf(id, events, trace));
    if (!kept.ok) return { ok: false, fault: { kind: 'no_room' } };
    const origin = { kind: 'log' } as const;
    const runs = [{ runId: id, recordedId: id, summary: summaryOfLog(result.log), doubts: [] }];
    this.#note(fileName, origin, runs);
    return { ok: true, runId: id, lines: linesOf(result.log), origin, runs };
  }

  #note(fileName: string, origin: OpenedOrigin, runs: readonly OpenedRunRow[]): void {
    for (const runId of this.#opened.keys()) if (!this.#runs.has(runId)) this.#opened.delete(runId);
    for (const { runId, doubts } of runs) this.#opened.set(runId, { fileName, origin, doubts });
  }

  /** Where a run was opened from, in words; null for those that were not. */
  originOf(runId: string, language: Language): OriginWords | null {
    const opened = this.#opened.get(runId);
    if (opened === undefined) return null;
    const say = translator(language);
    const { origin, fileName, doubts } = opened;
    const at = origin.kind === 'pack' ? localMinute(origin.madeAtMs) : '';
    const text = origin.kind === 'log' ? fileName : originText(say, origin, fileName, at);
    const words = (wanted: boolean) =>
      doubts.filter((doubt) => speaksAgainst(doubt) === wanted).map((doubt) => doubtText(say, doubt));
    return { text: [text, ...words(false)].join(' '), doubts: words(true) };
  }

  #idle(id: string): () => void {
    return this.#clock.schedule(IDLE_MS, () => this.cancel(id));
  }
}

/** Has a log read for as long as it is wanted; the event loop has its turn in between. */
async function readSlices(
  reader: LogReader,
  bytes: Uint8Array,
  isWanted: () => boolean,
): Promise<LogFault['kind'] | null> {
  for (let from = 0; from < bytes.length; from += SLICE_BYTES) {
    if (!isWanted()) return 'gone';
    const refusal = reader.push(bytes.subarray(from, from + SLICE_BYTES));
    if (refusal !== null) return refusal;
    await setImmediate();
  }
  return isWanted() ? null : 'gone';
}

function linesOf({ linesOf: spans }: OpenedLog): FactLines {
  return [...spans].map(([seq, { first, last }]): FactLines[number] => [seq, first, last]);
}

const GONE = { ok: false, fault: { kind: 'gone' } } as const;
