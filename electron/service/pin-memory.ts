import { createHmac, randomBytes } from 'node:crypto';
import type { PinAttempts } from '../bringup/pin-attempts.ts';
import { isSimulatedPort } from '../../shared/usual-time.ts';
import type { RecordStore } from '../records/index.ts';

/** So many different PINs that were refused leave one try: that one is nobody's but the person's who asks for it. */
const REFUSED_AT_MOST = 2;

/**
 * Which PINs were refused on which unit: three failures block a card, and a run that is started again must not take them
 * one by one. Which ones is known as long as the program runs, and how many from the record. Holds no PIN, only what one
 * can be recognised by with a key of its own.
 */
export class PinMemory {
  readonly #store: Pick<RecordStore, 'refusedPins'>;
  readonly #key = randomBytes(32);
  /** Refused PINs by unit, and by the port that it was on. */
  readonly #refused = new Map<string, Set<string>>();

  constructor(store: Pick<RecordStore, 'refusedPins'>) {
    this.#store = store;
  }

  /** The attempts of a run on a port with this PIN. */
  attempts(port: string, pin: string, given: boolean): PinAttempts {
    const mark = createHmac('sha256', this.#key).update(pin).digest('base64');
    // A unit that does not tell its number this time may be the one that did the last time.
    const keysOf = (imei: string | null) => [`port ${port}`, ...(imei === null ? [] : [`imei ${imei}`])];
    return {
      given,
      wasRefused: (imei) => {
        const refused = this.#refused.get(keysOf(imei).at(-1) ?? '');
        return refused !== undefined && (refused.has(mark) || refused.size >= REFUSED_AT_MOST);
      },
      wereUsedUp: async (imei) => (await this.#recorded(port, imei)) >= REFUSED_AT_MOST,
      entered: (imei) => {
        for (const key of keysOf(imei)) this.#refused.set(key, new Set(this.#refused.get(key)).add(mark));
      },
      // The card counts anew from here on.
      taken: (imei) => {
        for (const key of keysOf(imei)) this.#refused.delete(key);
      },
    };
  }

  /** A simulated card is a new one every time; a record that cannot be read knows of none. */
  async #recorded(port: string, imei: string | null): Promise<number> {
    if (isSimulatedPort(port)) return 0;
    const read = await this.#store.refusedPins({ port, imei });
    return read.ok ? read.refused : 0;
  }
}
