import { CATALOGUE, type CommandRow } from '../at/catalogue.ts';
import { completes, ownsLine } from '../at/exchange.ts';
import { normalLine } from '../../shared/codes/normal-line.ts';
import { resultCode } from '../at/result-code.ts';
import { unsolicitedLine } from '../at/unsolicited.ts';
import { meaningOf } from '../logs/command-steps.ts';
import { isCommandLine, observedCommands } from '../logs/observed-command.ts';
import type { TappedLine } from './tapped-line.ts';

/** A command that was overheard, until its answer is whole. */
export class PendingCommand {
  readonly normal: string;
  readonly #row: CommandRow;
  #lastMs: number;
  #isInformed = false;
  #isCoded = false;
  #isWhole = false;

  private constructor(normal: string, atMs: number) {
    this.normal = normal;
    this.#lastMs = atMs;
    this.#row = CATALOGUE[meaningOf(observedCommands(normal)).kind];
  }

  /** Null when the line is no command. */
  static of({ text, atMs }: TappedLine): PendingCommand | null {
    const normal = normalLine(text);
    return isCommandLine(normal) ? new PendingCommand(normal, atMs) : null;
  }

  /** When it, or the newest line of its answer, came. */
  get lastMs(): number {
    return this.#lastMs;
  }

  /** Nothing more belongs to it, or nothing need: a result code that is left out as a rule (protocol.md 3 Q5). */
  get isWhole(): boolean {
    return this.#isWhole || (this.#isInformed && this.#row.finalGraceMs !== undefined);
  }

  /** Whether a line can belong to its answer as far as that has come. */
  expects(text: string): boolean {
    const normal = normalLine(text);
    const event = unsolicitedLine(normal, text);
    if (this.#isEcho(normal)) return true;
    if (completes(this.#row, event) !== null || this.#row.success?.test(normal) === true) return true;
    const code = resultCode(normal);
    if (code === null) return !this.#isCoded && ownsLine(this.#row, normal, event);
    return !this.#isCoded && (code.kind !== 'ok' || this.#isInformed || this.#row.information !== 'required');
  }

  /** The module said a line. */
  hear({ text, atMs }: TappedLine): void {
    if (!this.expects(text)) return;
    const normal = normalLine(text);
    this.#lastMs = atMs;
    if (this.#isEcho(normal)) return;
    const code = resultCode(normal);
    const isEnd =
      this.#row.success?.test(normal) === true ||
      completes(this.#row, unsolicitedLine(normal, text)) !== null;
    this.#isCoded ||= code !== null;
    this.#isInformed ||= code === null;
    this.#isWhole ||= isEnd || (code !== null && (code.kind !== 'ok' || this.#row.completion === undefined));
  }

  #isEcho(normal: string): boolean {
    return !this.#isInformed && !this.#isCoded && normal.endsWith(this.normal);
  }
}
