import type { Clock } from '../../shared/clock.ts';
import type { RunEvent, RunFact, TraceChunk } from '../../shared/events.ts';
import type { ListeningPorts } from '../../shared/listening.ts';
import { type FailureCode, FAILURES } from '../../shared/outcome.ts';
import type { PortFault } from '../../shared/port.ts';
import type { RunVerdict } from '../../shared/verdict.ts';
import type { Moment } from '../logs/moment.ts';
import type { Conclusion } from '../logs/observed-steps.ts';
import { observedStart } from '../logs/observed-run.ts';
import { Observer } from '../logs/observer.ts';
import { Alarm } from '../session/alarm.ts';
import { GatedFacts } from './gated-facts.ts';
import { withoutAnswers } from './half-heard.ts';
import { Interleaver } from './interleaver.ts';
import { LineCutter } from './line-cutter.ts';
import { keptBytes, secretsHeard } from './overheard-secrets.ts';
import type { OpenTap, Tap } from './tap.ts';
import type { TappedLine } from './tapped-line.ts';

export interface ListeningRequest {
  readonly ports: ListeningPorts;
  /** Bit/s, of both. */
  readonly baudRate: number;
  readonly name: string;
}

export interface ListeningEnvironment {
  readonly clock: Clock;
  readonly version: string;
  readonly openTap: OpenTap;
  readonly record: (fact: RunFact) => RunEvent;
  readonly mask: (text: string) => string;
  readonly hide: (secret: string) => void;
  /** Keeps bytes in the trace, what is known for a secret masked. */
  readonly keep: (direction: TraceChunk['direction'], bytes: Uint8Array, atMs: number) => void;
  /** Why a port that went away ends it. */
  readonly codeOf: (fault: PortFault) => FailureCode;
}

/** Silence after which an answer that may lack its final result code is looked at again. */
const LOOK_MS = 1100;

/**
 * Two ports on the lines of a product whose own controller drives the module. Nothing is ever written: what both say is
 * put into order, kept, and watched as a firmware that takes the 19 steps. Ends when it is stopped, or a port goes away;
 * what it saw is no verdict of the unit.
 */
export class ListeningRun {
  /** Nothing can be typed where nothing is sent. */
  readonly typed = null;
  readonly #request: ListeningRequest;
  readonly #environment: ListeningEnvironment;
  readonly #facts: GatedFacts;
  readonly #observer: Observer;
  readonly #order: Interleaver;
  readonly #cutters: readonly LineCutter[];
  readonly #look: Alarm;
  readonly #startedMs: number;
  readonly #ended = new AbortController();
  #fault: PortFault | null = null;
  /** Why the record could not be written, where that ended it. */
  #unrecorded: string | null = null;
  #lastMs = 0;
  #lines = 0;

  constructor(request: ListeningRequest, environment: ListeningEnvironment) {
    const { clock, mask, hide } = environment;
    this.#request = request;
    this.#environment = environment;
    this.#startedMs = clock.monotonic();
    const isDeaf = request.ports.answers === null;
    const isHalf = isDeaf || request.ports.commands === null;
    const record = (fact: RunFact) => environment.record(isDeaf ? withoutAnswers(fact) : fact).seq;
    this.#facts = new GatedFacts(clock, record);
    this.#observer = new Observer({
      record: (fact) => this.#facts.state(fact),
      mask,
      hide,
      isTimed: true,
    });
    this.#order = new Interleaver(clock, (line) => this.#take(line));
    const heard = (line: TappedLine) => (isHalf ? this.#take(line) : this.#order.push(line));
    this.#cutters = [new LineCutter('sent', clock, heard), new LineCutter('received', clock, heard)];
    this.#look = new Alarm(clock, () => this.#observer.tick(this.#moment(clock.monotonic())));
  }

  /** Resolves when the last fact is stated and the ports are free. */
  async run(): Promise<RunVerdict> {
    const { baudRate, name } = this.#request;
    const { record, version } = this.#environment;
    record(observedStart('listening', name, version, true));
    const taps = await this.#open();
    if (this.#fault === null) record({ type: 'link.opened', baudRate });
    await this.#end();
    await Promise.all(taps.map((tap) => tap.close()));
    return this.#conclude();
  }

  stop(): void {
    this.#ended.abort();
  }

  /** Ends it, because nothing must go on unrecorded. What ended it before goes first. */
  recordFailed(detail: string): void {
    if (this.#ended.signal.aborted) return;
    this.#unrecorded = detail;
    this.#ended.abort();
  }

  /** Nothing changes but what is recorded. */
  follow(): void {}

  async #open(): Promise<readonly Tap[]> {
    const { commands, answers } = this.#request.ports;
    const opened = await Promise.all(
      [commands, answers].map(async (path, at) => {
        const cutter = this.#cutters[at];
        if (path === null || cutter === undefined) return null;
        const result = await this.#environment.openTap(path, this.#request.baudRate, {
          data: (bytes, atMs) => {
            if (!this.#ended.signal.aborted) cutter.push(bytes, atMs);
          },
          lost: (fault) => this.#lost(fault),
        });
        if (result.ok) return result.tap;
        this.#lost(result.fault);
        return null;
      }),
    );
    return opened.filter((tap) => tap !== null);
  }

  #lost(fault: PortFault): void {
    if (this.#ended.signal.aborted) return;
    this.#fault = fault;
    this.#ended.abort();
  }

  async #end(): Promise<void> {
    const { signal } = this.#ended;
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  #take(line: TappedLine): void {
    const { clock, hide } = this.#environment;
    for (const secret of secretsHeard(line)) hide(secret);
    // As in a run of our own: a step begins ahead of its command, and ends behind its answer.
    if (line.direction === 'received') this.#keep(line);
    // Half a command says nothing of what its sender wanted.
    if (line.text !== '' && !(line.isCut && line.direction === 'sent')) this.#observe(line);
    if (line.direction === 'sent') this.#keep(line);
    this.#look.set(clock.monotonic() + LOOK_MS);
  }

  /** The time in the trace is the one of the order: some milliseconds later than the byte at most. */
  #keep(line: TappedLine): void {
    const { clock, keep } = this.#environment;
    keep(line.direction, keptBytes(line), clock.monotonic());
  }

  #observe({ direction, text, atMs }: TappedLine): void {
    const at = this.#moment(atMs);
    if (direction === 'sent') this.#observer.sent(text, at);
    else this.#observer.received(text, at);
  }

  /** Never earlier than the one before: what was put into another order has the time of what it follows. */
  #moment(atMs: number): Moment {
    this.#lastMs = Math.max(this.#lastMs, atMs - this.#startedMs);
    this.#lines += 1;
    return { ms: this.#lastMs, line: this.#lines };
  }

  #conclude(): RunVerdict {
    const { clock, record, codeOf } = this.#environment;
    for (const cutter of this.#cutters) cutter.close();
    this.#order.flush();
    this.#look.set(null);
    const durationMs = clock.monotonic() - this.#startedMs;
    const seen = this.#observer.end(this.#moment(clock.monotonic()));
    this.#facts.drain();
    if (this.#fault !== null) record({ type: 'link.lost', fault: this.#fault });
    const verdict = this.#interruption(codeOf) ?? this.#stuck(seen);
    record({ type: 'run.finished', ...verdict, durationMs });
    return verdict;
  }

  /** What ended it, where nobody asked for that. */
  #interruption(codeOf: ListeningEnvironment['codeOf']): RunVerdict | null {
    if (this.#fault !== null) return interrupted(codeOf(this.#fault), null);
    return this.#unrecorded === null ? null : interrupted('record_failed', this.#unrecorded);
  }

  /** Where the firmware is stuck, as far as it was heard: nobody judged the unit. */
  #stuck({ stuckStep, code, detail }: Conclusion): RunVerdict {
    const isHeard = this.#request.ports.answers !== null;
    return {
      outcome: 'incomplete',
      failedStep: isHeard ? stuckStep : null,
      code: isHeard ? code : null,
      detail: isHeard ? detail : null,
      complete: false,
    };
  }
}

function interrupted(code: FailureCode, detail: string | null): RunVerdict {
  return { outcome: FAILURES[code].outcome, failedStep: null, code, detail, complete: false };
}
