import { utf8Bytes } from '../../shared/utf8.ts';
import type { Message } from '../at/exchange.ts';
import { mayBeMessage, messageHeader } from '../at/message-header.ts';
import type { Moment } from './moment.ts';

export interface Delivery {
  readonly message: Message;
  readonly at: Moment;
}

/** A message whose payload may go on in the next line. */
interface OpenMessage {
  readonly header: Omit<Message, 'text' | 'printed'>;
  readonly at: Moment;
  readonly bytes: number[];
  text: string;
}

/** A line end in a payload: a log does not tell whether it was one byte or two. */
const LINE_FEED = 0x0a;

/**
 * Delivered messages among lines of text. A payload may hold line ends (protocol.md 3, payload rule): what follows an
 * incomplete one belongs to it, unless it is a line that is known for something else.
 */
export class MessageLines {
  #open: OpenMessage | null = null;

  /** The messages that a line completes, and whether it is a part of one itself. */
  take(
    text: string,
    normal: string,
    isKnown: boolean,
    at: Moment,
  ): { readonly delivered: readonly Delivery[]; readonly isTaken: boolean } {
    const begun = openMessage(normal, text, at);
    if (begun === null && (this.#open === null || isKnown)) return { delivered: this.cut(), isTaken: false };
    const before = begun === null ? [] : this.cut();
    if (begun !== null) this.#open = begun;
    else if (this.#open !== null) {
      this.#open.bytes.push(LINE_FEED, ...utf8Bytes(text));
      this.#open.text += `\n${text}`;
    }
    const isWhole = this.#open !== null && this.#open.bytes.length >= this.#open.header.length;
    return { delivered: isWhole ? [...before, ...this.cut()] : before, isTaken: true };
  }

  /** Nothing more belongs to the message that is open: it is what it is. */
  cut(): readonly Delivery[] {
    const open = this.#open;
    this.#open = null;
    if (open === null) return [];
    const { header, bytes, text, at } = open;
    return [{ message: { ...header, text, printed: Uint8Array.from(bytes) }, at }];
  }
}

function openMessage(normal: string, text: string, at: Moment): OpenMessage | null {
  if (!/^\+MS/i.test(normal)) return null;
  const line = utf8Bytes(normal);
  const header = mayBeMessage(line) ? messageHeader(line, normal) : null;
  if (header === null) return null;
  const { topic, length } = header;
  return {
    header: { kind: 'message', topic, length },
    at,
    bytes: Array.from(line.subarray(header.size)),
    text,
  };
}
