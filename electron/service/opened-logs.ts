import { randomUUID } from 'node:crypto';
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
import type { LogReaderOptions } from '../logs/log-reader.ts';
import { beginsBinary } from '../logs/text-lines.ts';
import { kindOf } from '../opening/kind.ts';
import { type OpenFile, openInThread } from '../opening/opening-thread.ts';
import type { OpeningResult } from '../opening/result.ts';
import { Spool } from '../opening/spool.ts';
import { bugText } from './bug-text.ts';
import type { ScratchRecords } from './scratch-record.ts';
import { VERSION } from './version.ts';

/** Files that are being sent at once; so many windows there are hardly. */
const UPLOADS = 8;
/** Whoever sent nothing for so long has gone away, milliseconds. */
const IDLE_MS = 60_000;
/** How a log with a file of this name is read that is opened now. */
export function logOptions(runId: string, fileName: string, clock: Pick<Clock, 'now'>): LogReaderOptions {
  const nowMs = clock.now();
  const zoneMs = -new Date(nowMs).getTimezoneOffset() * 60_000;
  return { runId, fileName, version: VERSION, nowMs, zoneMs };
}

/** A file that is coming. */
interface Upload {
  readonly fileName: string;
  readonly spool: Spool;
  /** Ends the wait for more. */
  cancelIdle: () => void;
}

/** A file that is there and being read. */
interface Reading {
  readonly stop: AbortController;
  /** Resolves when nobody reads it any more, and what was put aside is gone. */
  readonly over: Promise<unknown>;
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
  readonly #uploads = new Map<string, Upload>();
  readonly #readings = new Map<string, Reading>();
  readonly #runs: Pick<ScratchRecords, 'keep' | 'forget' | 'has'>;
  readonly #openFile: OpenFile;
  readonly #opened = new Map<string, OpenedRun>();

  constructor(
    clock: Clock,
    runs: Pick<ScratchRecords, 'keep' | 'forget' | 'has'>,
    openFile: OpenFile = openInThread,
  ) {
    this.#clock = clock;
    this.#runs = runs;
    this.#openFile = openFile;
  }

  /** A file begins to come; gives the name of the upload, which is the run's once it is there, if it is a log. */
  begin(fileName: string): string {
    const id = randomUUID();
    const [oldest] = this.#uploads.keys();
    if (oldest !== undefined && this.#uploads.size >= UPLOADS) void this.cancel(oldest);
    this.#uploads.set(id, { fileName, spool: new Spool(), cancelIdle: this.#idle(id) });
    return id;
  }

  /** The next bytes of a file. Resolves when they are taken: whoever sends waits for it. */
  async chunk(id: string, bytes: Uint8Array): Promise<LogReply<object>> {
    const upload = this.#uploads.get(id);
    if (upload === undefined) return GONE;
    upload.cancelIdle();
    upload.cancelIdle = this.#idle(id);
    const kind = await taken(upload.spool, bytes);
    // It may be ended, or called off, in between; what is being ended goes on.
    if (this.#uploads.get(id) !== upload) return GONE;
    if (kind === null) return { ok: true };
    await this.cancel(id);
    return { ok: false, fault: { kind } };
  }

  /** The file is there; its runs can be read. */
  async end(id: string): Promise<LogReply<OpenedFile>> {
    const upload = this.#uploads.get(id);
    if (upload === undefined) return GONE;
    upload.cancelIdle();
    this.#uploads.delete(id);
    const stop = new AbortController();
    const over = this.#read(id, upload, stop.signal);
    this.#readings.set(id, { stop, over });
    try {
      return await over;
    } finally {
      this.#readings.delete(id);
    }
  }

  /** Nothing more of it is wanted. Resolves when nothing is left of it. */
  async cancel(id: string): Promise<void> {
    const [upload, reading] = [this.#uploads.get(id), this.#readings.get(id)];
    this.#uploads.delete(id);
    upload?.cancelIdle();
    reading?.stop.abort();
    await Promise.all([upload?.spool.remove(), reading?.over]);
  }

  /** Everything is let go. */
  async close(): Promise<void> {
    await Promise.all([...this.#uploads.keys(), ...this.#readings.keys()].map((id) => this.cancel(id)));
  }

  /** Where a run was opened from; null when it was not, or is no longer kept. */
  opened(runId: string): OpenedRun | null {
    return this.#runs.has(runId) ? (this.#opened.get(runId) ?? null) : null;
  }

  async #read(id: string, { fileName, spool }: Upload, signal: AbortSignal): Promise<LogReply<OpenedFile>> {
    try {
      await spool.finish();
      const { path } = spool;
      if (path === null) return { ok: false, fault: { kind: 'empty' } };
      const log = logOptions(id, fileName, this.#clock);
      const opening = await this.#runs.keep(id, (scratch) =>
        this.#openFile({ path, scratch, log }, signal, tellBug),
      );
      if (!signal.aborted) return this.#shown(fileName, opening);
      await this.#runs.forget(id);
      return GONE;
    } finally {
      await spool.remove();
    }
  }

  #shown(fileName: string, opening: OpeningResult): LogReply<OpenedFile> {
    if (!opening.ok) return opening;
    const { origin, runs, lines } = opening;
    const [first] = runs;
    if (first === undefined) return { ok: false, fault: { kind: 'no_facts' } };
    this.#note(fileName, origin, runs);
    return { ok: true, runId: first.runId, lines, origin, runs };
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
    return this.#clock.schedule(IDLE_MS, () => void this.cancel(id));
  }
}

/** Puts the next bytes of a file aside; gives why nothing more of it is wanted. */
async function taken(spool: Spool, bytes: Uint8Array): Promise<LogFault['kind'] | null> {
  // A film need not come to its end to be none of ours.
  if (spool.path === null && kindOf(bytes) === 'log' && beginsBinary(bytes)) return 'binary';
  return (await spool.write(bytes)) ? null : 'no_room';
}

function tellBug(fault: unknown): void {
  console.error(bugText(fault));
}

const GONE = { ok: false, fault: { kind: 'gone' } } as const;
