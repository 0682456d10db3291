import type { WarningCode } from '../../../shared/outcome.ts';
import { setDelivery, setEncoding, subscribe } from '../../../shared/step-commands.ts';
import { repeated, saidText, simpleStep } from '../attempts.ts';
import type { StepContext } from '../step-context.ts';
import { fail, failureCode, linkGone, pass, type StepVerdict } from '../verdict.ts';

/** Step 14. Set in every run: the default differs between firmwares (protocol.md 1.3 card 14). */
export function deliveryMode(context: StepContext): Promise<StepVerdict> {
  return simpleStep(context, 'rx_mode', setDelivery(context.profile));
}

/** Step 15. Passed by `SUBACK`. */
export async function subscription(context: StepContext): Promise<StepVerdict> {
  const timing = context.timing('subscribe');
  const said = await repeated(
    context,
    timing.attempts,
    () => context.say('subscribe', subscribe(context.profile), timing),
    async (_next, last) => !linkGone(last.outcome),
  );
  const { outcome } = said;
  if (outcome.kind === 'ok') {
    const warnings: readonly WarningCode[] = said.attempt > 1 ? ['answered_after_retry'] : [];
    return pass([said.seq], said.finalMissing ? [...warnings, 'final_code_missing'] : warnings);
  }
  return fail(failureCode(outcome, 'subscribe_refused', 'subscribe_timeout'), [said.seq], saidText(said));
}

/** Step 16. A silent failure here would garble every message, so its result is not optional. */
export function payloadEncoding(context: StepContext): Promise<StepVerdict> {
  return simpleStep(context, 'payload_mode', setEncoding(context.profile));
}
