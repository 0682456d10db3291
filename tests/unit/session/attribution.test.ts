import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Saying, ScriptedPort } from '../../support/scripted-port.ts';
import { type Dialogue, openDialogue } from './dialogue.ts';

/** One command of a random run, and what the module will do with it. */
interface Job {
  readonly kind: 'plain' | 'signal';
  /** What it is answered; null: the module forgets it. */
  readonly answer: 'OK' | 'ERROR' | null;
  /** Milliseconds the module works on it, and from the information response to the result code. */
  readonly worksMs: number;
  readonly splitMs: number;
  readonly replyMs: number;
  readonly abortMs: number | null;
  readonly pauseMs: number;
}

const upTo = (max: number) => fc.integer({ min: 0, max });
const job: fc.Arbitrary<Job> = fc.record({
  kind: fc.constantFrom('plain', 'signal'),
  answer: fc.constantFrom('OK', 'OK', 'ERROR', null),
  worksMs: fc.oneof(upTo(300), upTo(3000), upTo(20_000)),
  splitMs: fc.oneof(fc.constant(0), upTo(3000)),
  replyMs: fc.integer({ min: 300, max: 4000 }),
  abortMs: fc.option(upTo(3000), { freq: 4 }),
  pauseMs: fc.oneof(fc.constant(0), upTo(4000)),
});

/** A module that does one thing after the other, as V.250 has it, and answers in that order. */
class SlowModule {
  /** What it has said of each job, and when. */
  readonly said = new Map<number, { readonly text: string; readonly atMs: number }>();
  #busyUntilMs = 0;
  #greetings = 0;
  readonly #jobs: readonly Job[];
  readonly #greetingMs: readonly number[];
  readonly #deaf: boolean;

  constructor(jobs: readonly Job[], greetingMs: readonly number[], deaf: boolean) {
    this.#jobs = jobs;
    this.#greetingMs = greetingMs;
    this.#deaf = deaf;
  }

  readonly respond = (line: string, port: ScriptedPort): readonly Saying[] => {
    const { nowMs } = port;
    if (this.#deaf && nowMs < this.#busyUntilMs) return [];
    const beginsMs = Math.max(nowMs, this.#busyUntilMs);
    if (line === 'AT') {
      const takesMs = this.#greetingMs[this.#greetings++ % this.#greetingMs.length] ?? 0;
      this.#busyUntilMs = beginsMs + takesMs;
      return [this.#busyUntilMs - nowMs, 'OK'];
    }
    return this.#work(Number(/\d+/.exec(line)?.[0]), beginsMs, nowMs);
  };

  #work(index: number, beginsMs: number, nowMs: number): readonly Saying[] {
    const found = this.#jobs[index];
    if (found === undefined) return ['ERROR'];
    const informs = found.kind === 'signal' && found.answer === 'OK';
    const informedMs = beginsMs + found.worksMs;
    this.#busyUntilMs = informedMs + (informs ? found.splitMs : 0);
    if (found.answer === null) return [];
    this.said.set(index, { text: found.answer, atMs: informedMs });
    const information = informs ? [`+CSQ: ${index},0`, found.splitMs] : [];
    return [informedMs - nowMs, ...information, found.answer];
  }
}

async function run(
  { begin, session, clock }: Dialogue,
  jobs: readonly Job[],
  module: SlowModule,
): Promise<void> {
  for (const [index, each] of jobs.entries()) {
    const stop = new AbortController();
    if (each.abortMs !== null) clock.schedule(each.abortMs, () => stop.abort());
    const asked = { replyMs: each.replyMs, signal: stop.signal };
    const result = await clock.runUntil(begin(each.kind, `AT+JOB${index}`, asked));
    const said = module.said.get(index);
    const endedMs = clock.monotonic();
    switch (result.outcome.kind) {
      case 'ok':
        expect(said?.text).toBe('OK');
        expect(said?.atMs).toBeLessThanOrEqual(endedMs);
        if (each.kind === 'signal') expect(result.information).toEqual([`+CSQ: ${index},0`]);
        break;
      case 'error':
        expect(said?.text).toBe('ERROR');
        expect(said?.atMs).toBeLessThanOrEqual(endedMs);
        break;
      case 'link_lost':
        await clock.runUntil(session.handshake(20, 500, new AbortController().signal));
        break;
      default:
        expect(['timeout', 'abandoned']).toContain(result.outcome.kind);
    }
    await clock.advance(each.pauseMs);
  }
}

describe('a module that answers late, or never, but in its order', () => {
  test('has no answer taken for another command’s', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(job, { minLength: 2, maxLength: 8 }),
        fc.array(upTo(900), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        async (jobs, greetingMs, deaf) => {
          const module = new SlowModule(jobs, greetingMs, deaf);
          await run(await openDialogue(module.respond), jobs, module);
        },
      ),
      { numRuns: 400 },
    );
  }, 120_000);

  test('has each of its prompt answers taken for what it is', async () => {
    const prompt = job.map((each) => ({ ...each, worksMs: 50, splitMs: 0, abortMs: null }));
    await fc.assert(
      fc.asyncProperty(fc.array(prompt, { minLength: 1, maxLength: 6 }), async (jobs) => {
        const module = new SlowModule(jobs, [20], false);
        const { begin, clock } = await openDialogue(module.respond);
        for (const [index, each] of jobs.entries()) {
          const { outcome } = await clock.runUntil(begin(each.kind, `AT+JOB${index}`));
          expect(outcome.kind).toBe(each.answer === null ? 'timeout' : each.answer.toLowerCase());
        }
      }),
      { numRuns: 100 },
    );
  });
});
