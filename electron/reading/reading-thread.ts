import { Worker } from 'node:worker_threads';
import { RPCLink } from '@orpc/client/message-port';
import type { ClientContext, ClientLink } from '@orpc/client';
import { threadFile } from '../threads.ts';
import { type Beginning, type Order, reportSchema } from './messages.ts';
import { RpcPort } from './rpc-port.ts';

/** A thread that does not do what it is told is not waited for any longer, milliseconds. */
const PATIENCE_MS = 2000;

/** The thread that reads the records, as the main thread sees it. */
export class ReadingThread {
  readonly link: ClientLink<ClientContext>;
  /** Resolves when it is no more. */
  readonly gone: Promise<void>;
  readonly #worker: Worker;
  readonly #removals = new Map<string, () => void>();
  #isAlive = true;

  constructor(beginning: Beginning, onFault: (fault: unknown) => void) {
    const workerData: Beginning = beginning;
    const worker = new Worker(threadFile('reading'), { workerData });
    const port = new RpcPort((text) => worker.postMessage(text));
    this.#worker = worker;
    this.link = new RPCLink({ port });
    worker.on('message', (message: unknown) => {
      if (!port.take(message)) this.#removed(reportSchema.parse(message).path);
    });
    worker.once('error', onFault);
    this.gone = new Promise((resolve) => {
      worker.once('exit', () => {
        this.#isAlive = false;
        for (const path of this.#removals.keys()) this.#removed(path);
        port.close();
        resolve();
      });
    });
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  tell(order: Order): void {
    if (this.#isAlive) this.#worker.postMessage(order);
  }

  /** Resolves when the file is no longer open, or the thread does not come to it. */
  async removeRecord(path: string): Promise<void> {
    if (!this.#isAlive) return;
    const removed = new Promise<void>((resolve) => this.#removals.set(path, resolve));
    this.tell({ kind: 'remove', path });
    const patience = setTimeout(() => this.#removed(path), PATIENCE_MS);
    await removed;
    clearTimeout(patience);
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

  #removed(path: string): void {
    this.#removals.get(path)?.();
    this.#removals.delete(path);
  }
}
