import { MASK } from '../../shared/command-line.ts';

/** Shorter ones would be found in everything. */
const SHORTEST = 4;
/** A log has a password or two. */
const KEPT = 16;

/** Secrets that were seen in the commands of a log, hidden wherever they come again. */
export class LogSecrets {
  #known: readonly string[] = [];

  hide = (secret: string): void => {
    if (secret.length < SHORTEST || this.#known.includes(secret)) return;
    this.#known = [...this.#known, secret].slice(-KEPT);
  };

  mask = (text: string): string => {
    let masked = text;
    for (const secret of this.#known) if (masked.includes(secret)) masked = masked.replaceAll(secret, MASK);
    return masked;
  };
}
