import { readSync, writeSync } from 'node:fs';
import type { Clock } from '../../shared/clock.ts';
import type { PortFault, PortResult } from '../../shared/port.ts';
import { type ByteChannel, type ChannelEvents, GONE } from './byte-channel.ts';
import { errorCode, faultOfOpenPort } from './errno.ts';

/** The readiness watcher of the native binding, as much of it as is used here. */
export interface ReadinessPoller {
  on(event: 'readable' | 'writable', listener: (error: Error | null) => void): unknown;
  removeListener(event: 'readable' | 'writable', listener: (error: Error | null) => void): unknown;
  /** Watches for one event out of `flags`; replaces what was watched before. */
  poll(flags: number): void;
  stop(): void;
}

/** read(2) and write(2); they throw with a system error code. */
export interface FileCalls {
  read(fd: number, buffer: Uint8Array): number;
  write(fd: number, bytes: Uint8Array): number;
}

const fileCalls: FileCalls = {
  read: (fd, buffer) => readSync(fd, buffer),
  write: (fd, bytes) => writeSync(fd, bytes),
};

const READABLE = 0b01;
const WRITABLE = 0b10;

/** The kernel's line discipline holds no more than this (n_tty.c, N_TTY_BUF_SIZE). */
const READ_SIZE = 4096;

interface WaitingWrite {
  bytes: Uint8Array;
  readonly done: (result: PortResult) => void;
}

/**
 * Channel over a non-blocking file descriptor (Linux, macOS). The binding's own read is not used: after a
 * hang-up read(2) returns 0, which it answers by reading again, for ever and at full load, when the device
 * goes away between two reads (bindings-cpp issue 162). Its poller also watches for one thing only, so that
 * a full output buffer would stop reception; here both are watched together. As the descriptor never blocks,
 * reading at once in the event saves the way through the thread pool.
 */
export class PolledChannel implements ByteChannel {
  readonly #fd: number;
  readonly #poller: ReadinessPoller;
  readonly #clock: Clock;
  readonly #events: ChannelEvents;
  readonly #calls: FileCalls;
  readonly #buffer = new Uint8Array(READ_SIZE);
  readonly #waiting: WaitingWrite[] = [];
  #state: 'open' | 'ended' | 'stopped' = 'open';
  #emptyReads = 0;

  constructor(
    fd: number,
    poller: ReadinessPoller,
    clock: Clock,
    events: ChannelEvents,
    calls: FileCalls = fileCalls,
  ) {
    this.#fd = fd;
    this.#poller = poller;
    this.#clock = clock;
    this.#events = events;
    this.#calls = calls;
    poller.on('readable', this.#onReadable);
    poller.on('writable', this.#onWritable);
    this.#watch();
  }

  write(bytes: Uint8Array): Promise<PortResult> {
    if (this.#state !== 'open') return Promise.resolve(GONE);
    return new Promise((done) => {
      const isFirst = this.#waiting.push({ bytes, done }) === 1;
      if (isFirst) this.#send();
      if (this.#waiting.length > 0) this.#watch();
    });
  }

  stop(): void {
    this.#leave('stopped');
  }

  readonly #onReadable = (error: Error | null): void => this.#onEvent(error, () => this.#receive());
  readonly #onWritable = (error: Error | null): void => this.#onEvent(error, () => this.#send());

  #onEvent(error: Error | null, act: () => void): void {
    if (this.#state !== 'open') return;
    // The watcher fails on a hung-up device and on nothing else that could happen to an open descriptor.
    if (error) return this.#end({ kind: 'gone' });
    act();
    this.#watch();
  }

  #watch(): void {
    if (this.#state === 'open') this.#poller.poll(this.#waiting.length > 0 ? READABLE | WRITABLE : READABLE);
  }

  #receive(): void {
    this.#attempt(() => {
      const count = this.#calls.read(this.#fd, this.#buffer);
      const atMs = this.#clock.monotonic();
      if (count > 0) {
        this.#emptyReads = 0;
        const bytes = this.#buffer.slice(0, count);
        this.#tell(() => this.#events.bytes(bytes, atMs));
      } else {
        // Once may be another process that read first; ready and empty twice in a row is the end of file.
        this.#emptyReads += 1;
        if (this.#emptyReads > 1) this.#end({ kind: 'gone' });
      }
    });
  }

  #send(): void {
    this.#attempt(() => {
      for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
        const count = this.#calls.write(this.#fd, next.bytes);
        next.bytes = next.bytes.subarray(count);
        if (next.bytes.length > 0) return;
        this.#waiting.shift();
        next.done({ ok: true });
      }
    });
  }

  #attempt(call: () => void): void {
    try {
      call();
    } catch (thrown) {
      const code = errorCode(thrown);
      if (!RETRY_CODES.has(code)) this.#end(faultOfOpenPort(code));
    }
  }

  #end(fault: PortFault): void {
    this.#leave('ended');
    this.#tell(() => this.#events.ended(fault));
  }

  #leave(next: 'ended' | 'stopped'): void {
    const wasOpen = this.#state === 'open';
    this.#state = next;
    if (!wasOpen) return;
    this.#poller.removeListener('readable', this.#onReadable);
    this.#poller.removeListener('writable', this.#onWritable);
    this.#poller.stop();
    for (const write of this.#waiting.splice(0)) write.done(GONE);
  }

  /** A tick later, because an exception of a listener inside the native callback would abort the process. */
  #tell(call: () => void): void {
    process.nextTick(() => {
      if (this.#state !== 'stopped') call();
    });
  }
}

/** Not ready after all, or interrupted by a signal: wait for the next event. */
const RETRY_CODES: ReadonlySet<string> = new Set(['EAGAIN', 'EWOULDBLOCK', 'EINTR']);
