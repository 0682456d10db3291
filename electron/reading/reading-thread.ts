import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { RPCLink } from '@orpc/client/message-port';
import type { ClientContext, ClientLink } from '@orpc/client';
import { type Beginning, type Order, reportSchema } from './messages.ts';
import { threadFile } from './thread-file.ts';

/** What the thread may take: a log that is too much for it ends the thread, not the program. */
const MOST_MEMORY_MB = 1024;
/** A thread that does not end by itself is ended, milliseconds. */
const PATIENCE_MS = 2000;

/** The thread that reads the records, as the main thread sees it. */
export class ReadingThread {
  readonly link: ClientLink<ClientContext>;
  /** Resolves when it is no more. */
  readonly gone: Promise<void>;
  readonly #worker: Worker;
  readonly #removals = new Map<string, () => void>();
  #isAlive = true;

  constructor(beginning: Omit<Beginning, 'port'>, onFault: (fault: unknown) => void) {
    const { port1, port2 } = new MessageChannel();
    const data: Beginning = { ...beginning, port: port2 };
    this.#worker = new Worker(threadFile(), {
      workerData: data,
      transferList: [port2],
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    });
    // Before the link has one: whoever is told that the line is broken must find that the thread is no more.
    port1.on('close', () => this.#end());
    this.link = new RPCLink({ port: port1 });
    port1.start();
    this.gone = this.#lifeOf(port1, onFault);
    this.#worker.on('message', (message: unknown) => this.#removed(reportSchema.parse(message).path));
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  tell(order: Order): void {
    if (this.#isAlive) this.#worker.postMessage(order);
  }

  /** Resolves when the file is no longer open. */
  removeRecord(path: string): Promise<void> {
    if (!this.#isAlive) return Promise.resolve();
    const removed = new Promise<void>((resolve) => this.#removals.set(path, resolve));
    this.tell({ kind: 'remove', path });
    return removed;
  }

  /** Ends it in order. */
  async close(): Promise<void> {
    this.tell({ kind: 'close' });
    const patience = setTimeout(() => void this.kill(), PATIENCE_MS);
    await this.gone;
    clearTimeout(patience);
  }

  /** Ends it in the middle of whatever it is at. */
  async kill(): Promise<void> {
    await this.#worker.terminate();
  }

  #lifeOf(port: MessagePort, onFault: (fault: unknown) => void): Promise<void> {
    this.#worker.once('error', onFault);
    return new Promise((resolve) => {
      this.#worker.once('exit', () => {
        this.#end();
        port.close();
        resolve();
      });
    });
  }

  #removed(path: string): void {
    this.#removals.get(path)?.();
    this.#removals.delete(path);
  }

  #end(): void {
    this.#isAlive = false;
    for (const path of this.#removals.keys()) this.#removed(path);
  }
}
