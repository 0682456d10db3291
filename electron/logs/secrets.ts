import { MASK } from '../../shared/command-line.ts';
import { typedCommand } from '../../shared/typed-command.ts';

/** Shorter ones would be found in everything. */
const SHORTEST = 4;
/** A log has a password or two. */
const KEPT = 16;

/** A command that is given something: few lines are. */
const GIVES = /\+[a-z][a-z\s]*=/i;
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f\u007f]/g;

/** Secrets that were seen in the commands of a log, hidden wherever they come again. */
export class LogSecrets {
  #known: readonly string[] = [];

  hide = (secret: string): void => {
    if (secret.length < SHORTEST || secret === MASK || this.#known.includes(secret)) return;
    this.#known = [...this.#known, secret].slice(-KEPT);
  };

  /** A text without secrets: those that are known, and those of a command that it quotes, whoever said it. */
  mask = (text: string): string => {
    let masked = this.#withoutOwn(text);
    for (const secret of this.#known) if (masked.includes(secret)) masked = masked.replaceAll(secret, MASK);
    return masked;
  };

  #withoutOwn(text: string): string {
    const typed = GIVES.test(text) ? typedCommand(text.replace(CONTROLS, ' ')) : null;
    if (typed === null || typed.secrets.length === 0) return text;
    for (const secret of typed.secrets) this.hide(secret);
    return typed.command.shown;
  }
}
