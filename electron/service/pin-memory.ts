import { createHmac, randomBytes } from 'node:crypto';
import type { PinAttempts } from '../bringup/pin-attempts.ts';

/** So many different PINs that were refused leave one try: that one is nobody's but the person's who asks for it. */
const REFUSED_AT_MOST = 2;

/**
 * Which PINs were refused on which unit, as long as the program runs: three failures block a card, and a run that is
 * started again must not take them one by one. Holds no PIN, only what one can be recognised by with a key of its own.
 */
export class PinMemory {
  readonly #key = randomBytes(32);
  /** Refused PINs by unit, and by the port that it was on. */
  readonly #refused = new Map<string, Set<string>>();

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
      entered: (imei) => {
        for (const key of keysOf(imei)) this.#refused.set(key, new Set(this.#refused.get(key)).add(mark));
      },
      // The card counts anew from here on.
      taken: (imei) => {
        for (const key of keysOf(imei)) this.#refused.delete(key);
      },
    };
  }
}
