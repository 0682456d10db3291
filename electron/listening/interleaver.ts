import type { Clock } from '../../shared/clock.ts';
import { normalLine } from '../../shared/codes/normal-line.ts';
import { type UrcId, unsolicitedLine } from '../at/unsolicited.ts';
import { Alarm } from '../session/alarm.ts';
import { PendingCommand } from './pending-command.ts';
import type { TappedLine } from './tapped-line.ts';

/** How far apart two ports may tell of what happened at once: an adapter keeps what it heard for up to 16 ms. */
const SKEW_MS = 20;

/** A command that has been without an answer for so long is not answered at the moment at which the next one comes. */
const QUICK_MS = 250;

/** Lines that come by themselves as well as in answers. */
const AMBIGUOUS: readonly UrcId[] = ['sim_state', 'sim_removed', 'registration', 'functionality'];

/**
 * Puts the lines of two ports into the order in which they must have been said. They come by time of arrival, except
 * that an answer which nothing has asked for waits a moment for its command, and a command that comes quickly behind
 * one that has no answer yet waits a moment for that answer. Lines of one port are never exchanged.
 */
export class Interleaver {
  readonly #clock: Clock;
  readonly #deliver: (line: TappedLine) => void;
  readonly #alarm: Alarm;
  /** All of one direction. */
  #held: TappedLine[] = [];
  #asked: PendingCommand | null = null;

  constructor(clock: Clock, deliver: (line: TappedLine) => void) {
    this.#clock = clock;
    this.#deliver = deliver;
    this.#alarm = new Alarm(clock, () => this.flush());
  }

  push(line: TappedLine): void {
    const [first] = this.#held;
    if (first === undefined) {
      if (this.#mustWait(line)) this.#hold(line);
      else this.#pass(line);
    } else if (first.direction === line.direction) {
      // What was held ahead of an answer in its time was in its time, too.
      if (line.direction === 'received' && this.#asked?.expects(line.text) === true) this.flush();
      if (this.#held.length === 0) this.#pass(line);
      else this.#held.push(line);
    } else if (line.direction === 'sent') {
      this.#pass(line);
      this.#release();
    } else if (this.#isForHeld(first, line)) {
      this.flush();
      this.push(line);
    } else {
      this.#pass(line);
      if (this.#asked === null) this.#release();
    }
  }

  /** Lets go of what is held, as it came. */
  flush(): void {
    for (const line of this.#takeHeld()) this.#pass(line);
  }

  /** What was held has what it waited for; the next of it may have to wait for more. */
  #release(): void {
    for (const line of this.#takeHeld()) this.push(line);
  }

  #takeHeld(): readonly TappedLine[] {
    this.#alarm.set(null);
    const held = this.#held;
    this.#held = [];
    return held;
  }

  #hold(line: TappedLine): void {
    this.#held.push(line);
    this.#alarm.set(this.#clock.monotonic() + SKEW_MS);
  }

  #mustWait(line: TappedLine): boolean {
    if (line.text === '') return false;
    const asked = this.#asked;
    if (line.direction === 'received') return asked?.expects(line.text) !== true && isAnswer(line.text);
    // The same again is a repetition: nobody asks twice before the answer can be there.
    return asked !== null && line.atMs - asked.lastMs <= QUICK_MS && asked.normal !== normalLine(line.text);
  }

  /** Whether a line is what only the command that is held can have asked for. */
  #isForHeld(held: TappedLine, { text }: TappedLine): boolean {
    return this.#asked?.expects(text) === false && PendingCommand.of(held)?.expects(text) === true;
  }

  #pass(line: TappedLine): void {
    if (line.direction === 'sent') this.#asked = PendingCommand.of(line) ?? this.#asked;
    else this.#asked?.hear(line);
    if (this.#asked?.isWhole === true) this.#asked = null;
    this.#deliver(line);
  }
}

/** Whether a line can be a part of an answer. */
function isAnswer(text: string): boolean {
  const { id } = unsolicitedLine(normalLine(text), text);
  return id === null || AMBIGUOUS.includes(id);
}
