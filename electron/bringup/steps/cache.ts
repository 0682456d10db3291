import type { WarningCode } from '../../../shared/outcome.ts';
import { topicMatches } from '../../../shared/topic.ts';
import { saidText } from '../attempts.ts';
import { type CacheReading, readCachedMessages, showsNewCopy } from '../cache-reading.ts';
import type { StepContext } from '../step-context.ts';
import { fail, failureCode, pass, type StepVerdict } from '../verdict.ts';

/** Step 18. Without caching the function is not there (document row 18 ②); what was observed counts, not the manual. */
export async function cacheReadOut(context: StepContext): Promise<StepVerdict> {
  const { memory, profile } = context;
  const delivered = memory.delivered ?? profile.messages.delivery;
  if (delivered === 'direct') return { kind: 'not_applicable', reason: 'delivered_directly' };
  const loops = topicMatches(profile.subscribe.topic, profile.publish.topic);
  const reading = await readUntilOurs(context, loops);
  const { last, count, matching } = reading;
  const evidence = [...memory.cacheEvidence, ...(isNew(context, reading) ? reading.evidence : [])];
  if (evidence.length > 0) return pass(evidence, warningsFor(context, reading));
  if (last.outcome.kind !== 'ok')
    return fail(failureCode(last.outcome, 'command_refused'), [last.seq], saidText(last));
  if (!loops) return pass([last.seq], ['return_not_proved']);
  return fail(count > matching ? 'message_differs' : 'cache_empty', [last.seq], saidText(last));
}

/** A notice may have been of somebody else's message: reads again with each further one, within step 17's limit. */
async function readUntilOurs(context: StepContext, loops: boolean): Promise<CacheReading> {
  const untilMs = context.memory.publishedMs + (context.timing('publish').completion ?? 0) * 1000;
  for (;;) {
    const mark = context.unsolicited.mark;
    const reading = await readCachedMessages(context);
    context.measure('cached_messages', reading.count);
    const proved = context.memory.cacheEvidence.length > 0 || isNew(context, reading);
    const leftMs = untilMs - context.clock.monotonic();
    if (proved || !loops || leftMs <= 0 || reading.last.outcome.kind !== 'ok') return reading;
    context.waiting('message', leftMs / 1000);
    const { clock, signal, unsolicited } = context;
    const notice = await unsolicited.next(clock, mark, ({ id }) => id === 'message_notice', leftMs, signal);
    if (notice === null) return reading;
  }
}

function isNew({ memory }: StepContext, reading: CacheReading): boolean {
  return showsNewCopy(reading, memory.staleCopies, memory.delivered === 'cached');
}

/** A cache that keeps what is read and was full of the same bytes shows nothing new but the notice. */
function warningsFor({ memory }: StepContext, { matching }: CacheReading): readonly WarningCode[] {
  const byNoticeAlone = memory.cacheEvidence.length === 0 && matching <= memory.staleCopies;
  return byNoticeAlone ? ['cache_full_of_copies'] : [];
}
