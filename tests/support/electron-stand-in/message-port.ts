import { EventEmitter } from 'node:events';
import { happened } from './happenings.ts';

/** What goes over the wire to the page, in the words of `page-world.js`. */
export type ToPage =
  | { readonly type: 'send'; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly type: 'port_message'; readonly port: number; readonly data: unknown }
  | { readonly type: 'port_close'; readonly port: number };

/** The main process's end of a port that the page handed over. */
export class MessagePortMain extends EventEmitter {
  readonly id: number;
  readonly #deliver: (message: ToPage) => void;
  #isStarted = false;
  #isClosed = false;
  #waiting: unknown[] = [];

  constructor(id: number, deliver: (message: ToPage) => void) {
    super();
    this.id = id;
    this.#deliver = deliver;
    happened({ kind: 'port_opened', port: id });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  start(): void {
    this.#isStarted = true;
    for (const data of this.#waiting.splice(0)) this.emit('message', { data });
  }

  postMessage(data: unknown): void {
    if (typeof data !== 'string') throw new Error('the stand-in carries texts only');
    if (!this.#isClosed) this.#deliver({ type: 'port_message', port: this.id, data });
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#deliver({ type: 'port_close', port: this.id });
    happened({ kind: 'port_closed', port: this.id });
  }

  /** A message from the page. */
  received(data: unknown): void {
    if (this.#isClosed) return;
    if (this.#isStarted) this.emit('message', { data });
    else this.#waiting.push(data);
  }

  /** The page's end is gone. */
  wentAway(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    happened({ kind: 'port_closed', port: this.id });
    this.emit('close');
  }
}
