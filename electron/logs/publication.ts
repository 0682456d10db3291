import { topicMatches } from '../../shared/topic.ts';
import { fromHex, utf8Bytes } from '../../shared/utf8.ts';
import type { Message } from '../at/exchange.ts';
import { decodeText } from '../at/frame.ts';
import { carries } from '../at/replies.ts';
import type { CommandMeaning } from './command-steps.ts';
import { failed, type Judgement, passed } from './judgement.ts';

/** A topic each; a firmware has a handful. */
const TOPICS_KEPT = 32;
/** How long a message may take to come back, milliseconds (protocol.md 1.2 row 17). */
const RETURN_MS = 10_000;

interface Published {
  readonly topic: string;
  /** Null when it was sent after a prompt, where a log has no line of it that is known as such. */
  readonly payload: string | null;
  isAcknowledged: boolean;
  readonly wantsAcknowledgement: boolean;
  readonly atMs: number;
  differs: boolean;
}

/** What became of the message that a firmware published: whether it came back can be seen where it subscribed to it. */
export class Publication {
  readonly #topics: string[] = [];
  #published: Published | null = null;
  /** Payloads are digits that stand for bytes (`AT+MQTTMODE=1`). */
  isHex = false;

  subscribed(topic: string): void {
    if (!this.#topics.includes(topic) && this.#topics.length < TOPICS_KEPT) this.#topics.push(topic);
  }

  /** A message is on its way to the module. */
  begin({ command, kind }: CommandMeaning, atMs: number): void {
    const [topic = '', , , payload] = command.args;
    const isWhole = command.name === '+MPUB' && payload !== undefined;
    this.#published = {
      topic,
      payload: isWhole ? payload : null,
      isAcknowledged: false,
      wantsAcknowledgement: kind !== 'plain',
      atMs,
      differs: false,
    };
  }

  /** The module took it; with QoS 1 and 2 the broker may have said so, too. */
  accepted(isAcknowledged: boolean): void {
    if (this.#published !== null) this.#published.isAcknowledged = isAcknowledged;
  }

  get isAcknowledged(): boolean {
    return this.#published?.isAcknowledged ?? false;
  }

  /** Whether a delivered message is the published one. */
  isReturned(message: Message): boolean {
    const published = this.#published;
    if (published === null || message.topic.trim() !== published.topic.trim()) return false;
    const { payload } = published;
    if (payload === null || isSame(message, payload, this.isHex)) return true;
    published.differs = true;
    return false;
  }

  /** What a message that has not come back until now makes of the step. */
  closing(nowMs: number, isTimed: boolean): Judgement {
    const published = this.#published;
    if (published === null) return failed('no_answer');
    const { topic, isAcknowledged, wantsAcknowledgement, atMs, differs } = published;
    const loops = this.#topics.some((filter) => topicMatches(filter, topic));
    if (loops && differs) return failed('message_differs');
    if (loops && (!isTimed || nowMs - atMs >= RETURN_MS)) return failed('message_not_returned');
    if (wantsAcknowledgement) return isAcknowledged ? passed() : failed('publish_unacknowledged');
    return passed('return_not_proved');
  }
}

/** The same bytes, printed raw or as HEX; or, where the log was kept in another encoding, the same text. */
function isSame(message: Message, payload: string, isHex: boolean): boolean {
  const digits = fromHex(payload.replace(/\s/g, ''));
  // A module that ignored the mode publishes the digits themselves: no proof, with twice the count.
  if (isHex && digits !== null) return carries(message, digits);
  if (carries(message, utf8Bytes(payload)) || (digits !== null && carries(message, digits))) return true;
  const printed = decodeText(message.printed).trim();
  return printed.toUpperCase() === payload.trim().toUpperCase() && printed !== '';
}
