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
  /** `seq` of the exchanges that returned the published bytes; empty when none did. */
  readonly evidence: readonly number[];
}

/** Reads the cache, by slot where the firmware wants one (protocol.md 1.3 card 18). Reading may empty it. */
export async function readCachedMessages(context: StepContext): Promise<CacheReading> {
  const { reply, attempts } = context.timing('read_cache');
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
  const holding = answers.filter(({ messages }) =>
    messages.some((message) => message.topic.trim() === topic.trim() && carries(message, expected)),
  );
  return {
    last: answers.find(({ outcome }) => outcome.kind === 'ok') ?? whole,
    count: answers.reduce((sum, { messages }) => sum + messages.length, 0),
    evidence: holding.map(({ seq }) => seq),
  };
}
