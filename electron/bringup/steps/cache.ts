import { topicMatches } from '../../../shared/topic.ts';
import { saidText } from '../attempts.ts';
import { readCachedMessages, showsNewCopy } from '../cache-reading.ts';
import type { StepContext } from '../step-context.ts';
import { fail, failureCode, pass, type StepVerdict } from '../verdict.ts';

/** Step 18. Without caching the function is not there (document row 18 ②); what was observed counts, not the manual. */
export async function cacheReadOut(context: StepContext): Promise<StepVerdict> {
  const { memory, profile } = context;
  const delivered = memory.delivered ?? profile.messages.delivery;
  if (delivered === 'direct') return { kind: 'not_applicable', reason: 'delivered_directly' };
  const reading = await readCachedMessages(context);
  context.measure('cached_messages', reading.count);
  const fresh = showsNewCopy(reading, memory.staleCopies, memory.delivered === 'cached');
  const evidence = [...memory.cacheEvidence, ...(fresh ? reading.evidence : [])];
  if (evidence.length > 0) return pass(evidence);
  const { last, count } = reading;
  if (last.outcome.kind !== 'ok')
    return fail(failureCode(last.outcome, 'command_refused'), [last.seq], saidText(last));
  if (!topicMatches(profile.subscribe.topic, profile.publish.topic)) return pass([last.seq]);
  return fail(count > reading.matching ? 'message_differs' : 'cache_empty', [last.seq], saidText(last));
}
