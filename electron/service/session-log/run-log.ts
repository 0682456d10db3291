import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../shared/clock.ts';
import type { LogPage } from '../../../shared/log/log-entry.ts';
import type { RunState } from '../../../shared/run-state.ts';
import { readRunPage } from '../run-feed.ts';
import type { RecordStore } from '../../records/index.ts';
import { LogFile } from './log-file.ts';
import { LogLines } from './log-lines.ts';

/** The record is looked at so often at most, however fast it grows. */
const LOOK_MS = 250;
/** A fact may tell more of a line, or a line come out of order, for so long at most. */
const SETTLED_MS = 1000;
/** The pause before what could not be written is tried again. */
const RETRY_MS = 5000;
/** Facts, and pieces, read at once: few enough to leave the event loop to others. */
const PAGE_LIMIT = 500;
/** Characters written at once. */
const CHUNK = 65_536;

export interface RunLogOptions {
  readonly runId: string;
  /** What the file is called by as long as the record does not say more. */
  readonly port: string;
  readonly pages: Pick<RecordStore, 'readPage'>;
  readonly clock: Clock;
  readonly folder: string;
  readonly fileBytes: number;
  readonly onWritten: (bytes: number) => void;
  /** The files cannot be written, for the reason with this code; null: they can. */
  readonly onFault: (code: string | null) => void;
}

/** Keeps the text log of one run in step with its record. Whatever keeps it from that never reaches the run. */
export class RunLog {
  readonly #options: RunLogOptions;
  readonly #lines = new LogLines();
  #file: LogFile | null = null;
  #position = { afterSeq: 0, afterOrdinal: 0 };
  /** Lines that could not be written, and so are written first. */
  #unwritten = '';
  /** How far the record reached, in the time of the run, when it was looked at. */
  #looks: { readonly atMs: number; readonly reachMs: number }[] = [];
  #cancelLook: (() => void) | null = null;
  #looking: Promise<void> = Promise.resolve();
  #isOver = false;

  constructor(options: RunLogOptions) {
    this.#options = options;
  }

  /** The file that grows; null before there is one. */
  get fileName(): string | null {
    return this.#file?.name ?? null;
  }

  /** The record has grown. */
  grown(): void {
    this.#lookIn(LOOK_MS);
  }

  /** Resolves when nothing is being read or written. */
  settled(): Promise<void> {
    return this.#looking;
  }

  /** Writes what is left. The record must have all of the run that it will ever have. */
  async finish(): Promise<void> {
    this.#isOver = true;
    this.#cancelLook?.();
    await this.#looking;
    const isRead = await this.#catchUp();
    // Nothing was ever recorded.
    if (this.#position.afterSeq === 0 && this.#position.afterOrdinal === 0) return;
    if (isRead) await this.#put(this.#lines.rest());
    await this.#file?.close();
  }

  #lookIn(ms: number): void {
    if (this.#isOver) return;
    this.#cancelLook ??= this.#options.clock.schedule(ms, () => {
      this.#cancelLook = null;
      this.#looking = this.#looking.then(() => this.#look());
    });
  }

  async #look(): Promise<void> {
    const isWritten = await this.#catchUp();
    if (!isWritten) this.#lookIn(RETRY_MS);
    else if (this.#looks.length > 0) this.#lookIn(SETTLED_MS);
  }

  /** Takes what the record has by now. False where not all of it could be read, or written. */
  async #catchUp(): Promise<boolean> {
    for (;;) {
      if (!(await this.#put([]))) return false;
      const { runId, pages } = this.#options;
      const read = await readRunPage(pages, { runId, ...this.#position, limit: PAGE_LIMIT });
      if (!read.ok) return read.fault.kind === 'not_found';
      this.#position = { afterSeq: read.page.seq, afterOrdinal: read.page.ordinal };
      this.#lines.take(read.page);
      await this.#nameUnit();
      if (!(await this.#put(this.#lines.until(this.#settledMs(read.page))))) return false;
      if (!read.page.more) return true;
      await setImmediate();
    }
  }

  /** The time in the run up to which nothing is to come any more. */
  #settledMs({ events, trace }: LogPage): number {
    const nowMs = this.#options.clock.monotonic();
    const reachMs = Math.max(0, events.at(-1)?.elapsedMs ?? 0, trace.at(-1)?.elapsedMs ?? 0);
    if (events.length + trace.length > 0) this.#looks.push({ atMs: nowMs, reachMs });
    const isOld = ({ atMs }: { readonly atMs: number }) => atMs <= nowMs - SETTLED_MS;
    const settled = this.#looks.filter(isOld).map((look) => look.reachMs);
    this.#looks = this.#looks.filter((look) => !isOld(look));
    return Math.max(reachMs - SETTLED_MS, ...settled);
  }

  /** Writes lines, and before them what is still to be written. */
  async #put(lines: Iterable<string>): Promise<boolean> {
    for (const line of lines) {
      this.#unwritten += line;
      if (this.#unwritten.length >= CHUNK && !(await this.#flush())) return false;
    }
    return this.#unwritten === '' || (await this.#flush());
  }

  async #flush(): Promise<boolean> {
    const { onWritten, onFault } = this.#options;
    this.#file ??= this.#newFile(this.#lines.state);
    const fault = await this.#file.write(this.#unwritten);
    onFault(fault);
    if (fault !== null) return false;
    onWritten(Buffer.byteLength(this.#unwritten));
    this.#unwritten = '';
    return true;
  }

  #newFile(state: RunState): LogFile {
    const { folder, fileBytes, port, clock } = this.#options;
    return new LogFile({
      folder,
      limitBytes: fileBytes,
      identity: {
        beganMs: state.startedAtMs ?? clock.now(),
        port: state.port ?? port,
        unit: unitOf(state),
      },
      head: (before) => this.#lines.beginning(before),
    });
  }

  async #nameUnit(): Promise<void> {
    const unit = unitOf(this.#lines.state);
    if (unit !== null) await this.#file?.nameUnit(unit);
  }
}

/** What names the unit: what its label says, else what it says itself. */
function unitOf({ unit, measurements }: RunState): string | null {
  const imei = measurements.imei?.value;
  return unit ?? (typeof imei === 'string' ? imei : null);
}
