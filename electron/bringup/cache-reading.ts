import { COMMANDS, readCacheSlot } from '../../shared/step-commands.ts';
import { utf8Bytes } from '../../shared/utf8.ts';
import { carries } from '../at/replies.ts';
import { repeated } from './attempts.ts';
import type { Said, StepContext } from './step-context.ts';
import { refused } from './verdict.ts';

/** Cache slots of the module (document row 17). */
const SLOTS = [0, 1, 2, 3] as const;

export interface CacheReading {
  readonly last: Said;
  /** Messages of any topic that were in the cache. */
  readonly count: number;
  /** Those among them that are the published bytes on the published topic. */
  readonly matching: number;
  /** `seq` of the exchanges that returned the published bytes; empty when none did. */
  readonly evidence: readonly number[];
}

/** Reads the cache, by slot where the firmware wants one (protocol.md 1.3 card 18). Reading may empty it. */
export async function readCachedMessages(
  context: StepContext,
  attempts = context.timing('read_cache').attempts,
): Promise<CacheReading> {
  const { reply } = context.timing('read_cache');
  const whole = await repeated(
    context,
    attempts,
    () => context.say('readCache', COMMANDS.readCache, { reply }),
    async (_next, last) => !refused(last.outcome),
  );
  const answers: Said[] = [whole];
  if (refused(whole.outcome)) {
    for (const slot of SLOTS) {
      if (context.signal.aborted) break;
      answers.push(await context.say('readCache', readCacheSlot(slot), { reply }));
    }
  }
  const { topic, payload } = context.profile.publish;
  const expected = utf8Bytes(payload);
  const matchingIn = ({ messages }: Said) =>
    messages.filter((message) => message.topic.trim() === topic.trim() && carries(message, expected)).length;
  const holding = answers.filter((answer) => matchingIn(answer) > 0);
  return {
    last: answers.find(({ outcome }) => outcome.kind === 'ok') ?? whole,
    count: answers.reduce((sum, { messages }) => sum + messages.length, 0),
    matching: holding.reduce((sum, answer) => sum + matchingIn(answer), 0),
    evidence: holding.map(({ seq }) => seq),
  };
}

/**
 * How many copies of the message that is about to be published the cache holds already and keeps: an earlier run may
 * have left them, and they must not prove this one. Read until nothing is left or reading proves not to empty it.
 */
export async function staleCopies(context: StepContext): Promise<number> {
  const left = await readCachedMessages(context, 1);
  if (left.matching === 0 || context.signal.aborted) return 0;
  return (await readCachedMessages(context, 1)).matching;
}

/**
 * Whether a reading shows a copy that was not there before. A cache that was full of old copies and keeps them cannot
 * show it; there only the notice tells.
 */
export function showsNewCopy({ matching }: CacheReading, stale: number, noticed: boolean): boolean {
  return matching > stale || (noticed && stale >= SLOTS.length && matching > 0);
}
