import { COMMANDS, unsubscribe } from '../../../shared/step-commands.ts';
import { mqttState } from '../../at/replies.ts';
import { repeated, saidText } from '../attempts.ts';
import type { StepContext } from '../step-context.ts';
import { ended, fail, failureCode, pass, refused, type StepVerdict } from '../verdict.ts';

/** Step 19. Any answer closes as well as OK (protocol.md 1.2 row 19), unless the module says it is still in session. */
export async function sessionClose(context: StepContext): Promise<StepVerdict> {
  if (context.profile.after === 'stay-online') return { kind: 'not_applicable', reason: 'stays_online' };
  const { reply, completion, attempts } = context.timing('mqtt_close');
  const unsubscribed = await context.say('unsubscribe', unsubscribe(context.profile), { reply, completion });
  if (ended(unsubscribed.outcome)) return fail('no_answer', [unsubscribed.seq]);
  const said = await repeated(
    context,
    attempts,
    () => context.say('plain', COMMANDS.disconnect, { reply }),
    // An error is an answer; only silence is asked again.
    async (_next, last) => last.outcome.kind === 'timeout',
  );
  if (said.outcome.kind === 'ok') return pass([said.seq], said.attempt > 1 ? ['answered_after_retry'] : []);
  if (!refused(said.outcome))
    return fail(failureCode(said.outcome, 'disconnect_refused'), [said.seq], saidText(said));
  const state = await context.say('mqttState', COMMANDS.mqttState, { reply });
  if (ended(state.outcome)) return fail('no_answer', [said.seq, state.seq]);
  const evidence = [said.seq, state.seq];
  return mqttState(state.information) === 1
    ? fail('disconnect_refused', evidence, saidText(said))
    : pass(evidence, ['already_closed']);
}
