import type { WarningCode } from '../../../shared/outcome.ts';
import { publish as publishCommand } from '../../../shared/step-commands.ts';
import { topicMatches } from '../../../shared/topic.ts';
import { utf8Bytes } from '../../../shared/utf8.ts';
import type { CommandKind } from '../../at/catalogue.ts';
import { carries } from '../../at/replies.ts';
import type { Unsolicited } from '../../at/unsolicited.ts';
import { repeated, saidText } from '../attempts.ts';
import { readCachedMessages, showsNewCopy, staleCopies } from '../cache-reading.ts';
import type { Said, StepContext } from '../step-context.ts';
import { ended, fail, failureCode, linkGone, pass, type StepVerdict } from '../verdict.ts';

const KIND_BY_QOS = [
  'plain',
  'publishAtLeastOnce',
  'publishExactlyOnce',
] as const satisfies readonly CommandKind[];

/**
 * Step 17. Passed when the module accepted the message and, where the subscription covers its topic, the same bytes
 * came back. `OK` alone is no proof: it says that the module took the line, not that a broker saw it.
 */
export async function publication(context: StepContext): Promise<StepVerdict> {
  const { reply, attempts } = context.timing('publish');
  const completion = context.timing('publish_acknowledge').completion;
  const kind = KIND_BY_QOS[context.profile.publish.qos];
  const { subscribe, publish } = context.profile;
  const loops = topicMatches(subscribe.topic, publish.topic);
  if (loops && context.profile.messages.delivery === 'cached')
    context.memory.staleCopies = await staleCopies(context);
  const mark = context.unsolicited.mark;
  context.memory.publishedMs = context.clock.monotonic();
  const said = await repeated(
    context,
    attempts,
    () => context.say(kind, publishCommand(context.profile), { reply, completion }),
    // An acknowledgement that stays out would not come for a second copy either.
    async (_next, last) => last.outcome.kind !== 'completion_timeout' && !linkGone(last.outcome),
  );
  const accepted = said.outcome.kind === 'ok' || said.outcome.kind === 'completion_timeout';
  if (!accepted) return fail(failureCode(said.outcome, 'command_refused'), [said.seq], saidText(said));
  const acknowledged = said.outcome.kind === 'ok';
  const warnings: readonly WarningCode[] = said.attempt > 1 ? ['answered_after_retry'] : [];
  if (!loops)
    return acknowledged
      ? pass([said.seq], kind === 'plain' ? [...warnings, 'return_not_proved'] : warnings)
      : fail('publish_unacknowledged', [said.seq], saidText(said));
  const missing = acknowledged ? [] : (['acknowledgement_missing'] as const);
  return await loopBack(context, said, mark, [...warnings, ...missing, ...context.runWarnings]);
}

/** Waits for the message to come back, printed or as a notice of the cache, whichever the module does (Q14). */
async function loopBack(
  context: StepContext,
  said: Said,
  mark: number,
  warnings: readonly WarningCode[],
): Promise<StepVerdict> {
  const limit = context.timing('publish').completion ?? 0;
  const expected = utf8Bytes(context.profile.publish.payload);
  const returned = (event: Unsolicited) =>
    event.message !== null && isOurs(context, event) && carries(event.message, expected);
  const wanted = (event: Unsolicited) => event.id === 'message_notice' || returned(event);
  context.waiting('message', limit);
  const event = await context.unsolicited.next(context.clock, mark, wanted, limit * 1000, context.signal);
  if (context.signal.aborted) return fail('message_not_returned', [said.seq]);
  if (event !== null) {
    const delivered = event.id === 'message_notice' ? 'cached' : 'direct';
    return observed(context, said, delivered, warnings);
  }
  const requested = context.profile.messages.delivery;
  if (requested === 'cached') return await lookIntoCache(context, said, warnings);
  const other = context.unsolicited.since(mark).find((each) => isOurs(context, each));
  return fail(
    other === undefined ? 'message_not_returned' : 'message_differs',
    [said.seq],
    other?.text ?? null,
  );
}

function observed(
  context: StepContext,
  said: Said,
  delivered: 'direct' | 'cached',
  warnings: readonly WarningCode[],
): StepVerdict {
  context.memory.delivered = delivered;
  const requested = context.profile.messages.delivery;
  const mode = context.measure('delivery', delivered, {
    criterion: requested,
    verdict: delivered === requested ? 'pass' : 'fail',
  });
  const evidence = [said.seq, mode];
  if (delivered === 'direct')
    evidence.push(
      context.measure('returned_message', 'same bytes', { criterion: 'same bytes', verdict: 'pass' }),
    );
  return pass(evidence, delivered === requested ? warnings : [...warnings, 'delivery_mode_differs']);
}

/** No notice came in cached mode. The cache itself knows better, and step 18 still has to prove the bytes. */
async function lookIntoCache(
  context: StepContext,
  said: Said,
  warnings: readonly WarningCode[],
): Promise<StepVerdict> {
  const reading = await readCachedMessages(context);
  if (showsNewCopy(reading, context.memory.staleCopies, false)) {
    context.memory.delivered = 'cached';
    context.memory.cacheEvidence = reading.evidence;
    return pass([said.seq, ...reading.evidence], [...warnings, 'notice_missing']);
  }
  if (ended(reading.last.outcome)) return fail('no_answer', [said.seq, reading.last.seq]);
  const code = reading.count > reading.matching ? 'message_differs' : 'message_not_returned';
  return fail(code, [said.seq, reading.last.seq], saidText(reading.last));
}

/** A message on the topic that was published to; blanks around the printed topic do not count (protocol.md 3 Q7). */
function isOurs({ profile }: StepContext, { message }: Unsolicited): boolean {
  return message !== null && message.topic.trim() === profile.publish.topic.trim();
}
