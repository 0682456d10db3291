import { STEP_NUMBER } from '../../shared/plan.ts';
import type { Message } from '../at/exchange.ts';
import type { CommandMeaning } from './command-steps.ts';
import { failed, type Judgement, passed } from './judgement.ts';
import type { Moment } from './moment.ts';
import type { ObservedSteps, Record } from './observed-steps.ts';
import { Publication } from './publication.ts';

interface PublishOptions {
  readonly record: Record;
  readonly isTimed: boolean;
}

/** Steps 17 and 18: a message is handed over, and comes back by itself or out of the cache. */
export class PublishWatch {
  readonly #steps: ObservedSteps;
  readonly #options: PublishOptions;
  readonly #publication = new Publication();
  /** The message was handed over with this fact, and is waited for. */
  #publishSeq: number | null = null;
  /** Facts that show the message that was published last. */
  #returnedSeqs: readonly number[] = [];
  /** The cache has something that was not read. */
  #isNoticed = false;

  constructor(steps: ObservedSteps, options: PublishOptions) {
    this.#steps = steps;
    this.#options = options;
  }

  /** What the module was told of payloads. */
  set isHex(isHex: boolean) {
    this.#publication.isHex = isHex;
  }

  /** The message was seen again, whatever became of its command (protocol.md 3 Q4). */
  get hasReturned(): boolean {
    return this.#returnedSeqs.length > 0;
  }

  subscribed(topic: string): void {
    this.#publication.subscribed(topic);
  }

  /** A message is on its way to the module. */
  begin(meaning: CommandMeaning, at: Moment): void {
    this.#publication.begin(meaning, at.ms);
    this.#forget();
  }

  /** The module took it; `seq` is of the exchange. */
  accepted(isAcknowledged: boolean, seq: number | null): void {
    this.#publication.accepted(isAcknowledged);
    this.#publishSeq = seq;
  }

  /** A message came, with the facts that show it. */
  delivered(message: Message, seqs: readonly number[], way: 'direct' | 'cached', at: Moment): void {
    if (this.#publication.isReturned(message)) this.#seen(seqs, way, at);
  }

  /** The cache has a message: it may well be the published one (protocol.md 3 Q18). */
  noticed(seq: number, at: Moment): void {
    this.#isNoticed = true;
    this.#seen([seq], 'cached', at);
  }

  /** What a reading of the cache with so many messages makes of step 18; null when it says nothing against it. */
  read(messages: number): Judgement | null {
    if (messages === 0) return this.#isNoticed ? failed('cache_empty') : passed('return_not_proved');
    this.#isNoticed = false;
    return null;
  }

  /** Handed over and come back: nothing more is to come. */
  finish(at: Moment): void {
    if (this.#publishSeq === null || this.#returnedSeqs.length === 0) return;
    const missing = this.#publication.isAcknowledged ? [] : (['acknowledgement_missing'] as const);
    const evidence = [this.#publishSeq, ...this.#returnedSeqs];
    this.#judge(passed(...missing), evidence, at);
  }

  /** The message that was published last is waited for no longer. */
  close(at: Moment): void {
    if (!this.#steps.open.includes(STEP_NUMBER.publish)) return;
    const evidence = this.#publishSeq === null ? [] : [this.#publishSeq];
    this.#judge(this.#publication.closing(at.ms, this.#options.isTimed), evidence, at);
  }

  #seen(seqs: readonly number[], value: 'direct' | 'cached', at: Moment): void {
    const step = STEP_NUMBER.publish;
    if (!this.#steps.open.includes(step) || this.#returnedSeqs.length > 0) return;
    const place = { phase: 'step', step, attempt: 1 } as const;
    const fact = { type: 'measurement.recorded', place, name: 'delivery', value } as const;
    const seq = this.#options.record({ ...fact, unit: null, criterion: null, verdict: 'none' }, at);
    this.#returnedSeqs = [...seqs, seq];
    this.finish(at);
  }

  #judge(judgement: Judgement, evidence: readonly number[], at: Moment): void {
    this.#steps.judge(STEP_NUMBER.publish, judgement, evidence, null, at);
    this.#forget();
  }

  #forget(): void {
    this.#publishSeq = null;
    this.#returnedSeqs = [];
  }
}
