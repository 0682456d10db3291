import type { RunEvent, RunFact } from '../../shared/events.ts';
import type { TraceGap, TracePiece } from '../../shared/log/log-entry.ts';
import type { StepNumber } from '../../shared/plan.ts';
import type { Encoding } from './encoding.ts';
import { AnswersOnly } from './answers-only.ts';
import { type LineSpan, LogFacts } from './log-facts.ts';
import { isAnswer } from './line-texts.ts';
import { LogLines, type SaidLine } from './log-lines.ts';
import { LogTrace } from './log-trace.ts';
import type { Moment } from './moment.ts';
import { isCommandLine } from './observed-command.ts';
import { observedEnd, observedStart } from './observed-run.ts';
import { Observer } from './observer.ts';
import { OwnRecord } from './own-record.ts';
import { LogSecrets } from './secrets.ts';
import { type TextLine, TextLines } from './text-lines.ts';

/** Why a file is no log that can be read. */
export type LogRefusal = 'empty' | 'binary' | 'no_dialogue';

/** A file that was read as a dialogue. */
export interface OpenedLog {
  readonly runId: string;
  readonly fileName: string;
  readonly encoding: Encoding;
  /** Lines of the file. */
  readonly lines: number;
  /** Whether it has times; without them a moment is the number of its line. */
  readonly isTimed: boolean;
  readonly events: readonly RunEvent[];
  readonly trace: readonly (TracePiece | TraceGap)[];
  /** Of each fact, by its `seq`, the lines of the file that it tells of. */
  readonly linesOf: ReadonlyMap<number, LineSpan>;
}

export type LogResult =
  | { readonly ok: true; readonly log: OpenedLog }
  | { readonly ok: false; readonly refusal: LogRefusal };

export interface LogReaderOptions {
  readonly runId: string;
  readonly fileName: string;
  readonly version: string;
  /** Now, milliseconds since 1970: the day of a log that has times and no date. */
  readonly nowMs: number;
  /** What local time is ahead of UTC, milliseconds: a log's clock is local. */
  readonly zoneMs: number;
}

/** Kept of a log, whatever its length: some megabytes. */
const TRACE_LIMITS = { first: 1_000_000, newest: 3_000_000, pinned: 100_000 };
const FACT_LIMITS = { first: 4000, newest: 4000 };

/** Of the lines of a text, the part that `AT` alone makes where it is a module that is called and does not answer. */
const BARE_ENOUGH = 0.4;

const DAY_MS = 86_400_000;

/** Reads a file as a dialogue, chunk by chunk; memory is bounded whatever its length. */
export class LogReader {
  readonly #options: LogReaderOptions;
  readonly #text = new TextLines();
  readonly #lines = new LogLines();
  readonly #secrets = new LogSecrets();
  readonly #facts = new LogFacts(FACT_LIMITS);
  readonly #trace = new LogTrace<StepNumber>(TRACE_LIMITS);
  #own: OwnRecord | null = null;
  #observer: Observer | null = null;
  /** What the answers give away; null once there is a command. */
  #answers: AnswersOnly | null = null;
  #last: Moment = { ms: 0, line: 0 };
  #refusal: LogRefusal | null = null;
  #bytes = 0;
  #commands = 0;
  /** Of the commands those that are `AT` alone. */
  #bare = 0;
  #said = 0;
  #isAnswered = false;

  constructor(options: LogReaderOptions) {
    this.#options = options;
  }

  /** Takes the next bytes. Gives why it is no log as soon as that is known; then nothing more is read. */
  push(chunk: Uint8Array): LogRefusal | null {
    if (this.#refusal !== null) return this.#refusal;
    this.#bytes += chunk.length;
    this.#take(this.#text.push(chunk));
    if (this.#text.isBinary) this.#refusal = 'binary';
    return this.#refusal;
  }

  /** Nothing more comes. */
  end(): LogResult {
    if (this.#bytes === 0) return { ok: false, refusal: 'empty' };
    if (this.#refusal !== null) return { ok: false, refusal: this.#refusal };
    this.#take(this.#text.end());
    if (this.#text.isBinary) return { ok: false, refusal: 'binary' };
    if (this.#own !== null) return this.#opened(this.#own.kept());
    this.#hear(this.#lines.end());
    if (this.#answers?.isDialogue) return this.#answersAlone(this.#answers);
    const observer = this.#observer;
    if (observer === null || !this.#isDialogue) return { ok: false, refusal: 'no_dialogue' };
    const conclusion = observer.end(this.#last);
    this.#state(observedEnd(conclusion, this.#last.ms), this.#last, this.#last);
    return this.#conclude(this.#facts);
  }

  #conclude(facts: LogFacts): LogResult {
    const { runId, fileName } = this.#options;
    const { events, lines } = facts.kept({ runId, port: fileName }, this.#startedAtMs);
    return this.#opened({ events, lines, trace: this.#trace.pieces() });
  }

  #opened({
    events,
    lines: linesOf,
    trace,
  }: Pick<OpenedLog, 'events' | 'trace'> & { readonly lines: OpenedLog['linesOf'] }): LogResult {
    const { runId, fileName } = this.#options;
    const { encoding, count: lines } = this.#text;
    const isTimed = this.#own !== null || this.#lines.isTimed;
    return { ok: true, log: { runId, fileName, encoding, lines, isTimed, events, trace, linesOf } };
  }

  #take(lines: readonly TextLine[]): void {
    if (lines.length === 0) return;
    if (this.#last.line === 0 && this.#observer === null && this.#own === null) {
      const { runId, fileName } = this.#options;
      this.#own = OwnRecord.begin(lines[0]?.text ?? '', { runId, fileName });
    }
    if (this.#own === null) this.#hear(this.#lines.take(lines));
    else this.#own.take(lines);
  }

  #hear(lines: readonly SaidLine[]): void {
    if (lines.length === 0) return;
    const observer = (this.#observer ??= this.#begin());
    this.#said += lines.length;
    for (const line of lines) {
      const at = { ms: line.ms, line: line.no };
      const isCommand = line.direction === 'sent' && isCommandLine(line.text);
      if (isCommand) {
        this.#commands += 1;
        this.#answers = null;
        if (/^AT$/i.test(line.text)) this.#bare += 1;
        observer.sent(line.text, at);
      } else if (line.direction === 'received') {
        this.#isAnswered ||= isAnswer(line.text);
        observer.received(line.text, at);
        this.#answers?.received(line.text, at);
      }
      this.#trace.add({ ...line, text: this.#secrets.mask(line.text) });
      this.#last = at;
    }
  }

  /** Whether somebody spoke to a module. Two letters alone in a line may stand in any text that has neither times nor marks. */
  get #isDialogue(): boolean {
    if (this.#commands === 0 || (this.#lines.isProgram && !this.#isAnswered)) return false;
    const isPlainText = !this.#lines.isMarked && !this.#lines.isTimed && !this.#isAnswered;
    return !isPlainText || this.#commands > this.#bare || this.#bare > this.#said * BARE_ENOUGH;
  }

  #begin(): Observer {
    const { fileName, version } = this.#options;
    const start = { ms: 0, line: 1 };
    const { isTimed } = this.#lines;
    const started = observedStart('opened_log', fileName, version, isTimed);
    this.#state(started, start, start);
    this.#answers = new AnswersOnly(started, this.#secrets, {
      limits: FACT_LIMITS,
      isTimed,
      failed: (fact) => this.#pin(fact),
    });
    return new Observer({
      record: (fact, at, from = at) => this.#state(fact, at, from),
      mask: this.#secrets.mask,
      hide: this.#secrets.hide,
      isTimed,
    });
  }

  #answersAlone(answers: AnswersOnly): LogResult {
    const conclusion = answers.observer.end(this.#last);
    answers.add(observedEnd(conclusion, this.#last.ms), this.#last, this.#last);
    return this.#conclude(answers.facts);
  }

  #state(fact: RunFact, at: Moment, from: Moment): number {
    this.#pin(fact);
    return this.#facts.add(fact, at.ms, { first: from.line, last: at.line });
  }

  #pin(fact: RunFact): void {
    if (fact.type === 'step.finished' && fact.outcome.kind === 'failed') this.#trace.pin(fact.step);
  }

  get #startedAtMs(): number {
    const { nowMs, zoneMs } = this.#options;
    const { clock } = this.#lines;
    if (clock.startMs !== null) return clock.startMs - zoneMs;
    if (clock.firstMs === null || clock.firstMs >= DAY_MS) return nowMs;
    const localMs = nowMs + zoneMs;
    return localMs - (localMs % DAY_MS) + clock.firstMs - zoneMs;
  }
}
