import { COMMANDS, setApn } from '../../../shared/step-commands.ts';
import { ipv4 } from '../../at/replies.ts';
import { repeated, saidText } from '../attempts.ts';
import { setUpBearer, shutBearer } from '../recovery.ts';
import type { Said, StepContext } from '../step-context.ts';
import { fail, failureCode, pass, refused, type StepVerdict } from '../verdict.ts';

/** Step 7. Refused outside IP INITIAL, where an earlier run may have left the module: shut, then once more. */
export async function setAccessPoint(context: StepContext): Promise<StepVerdict> {
  const timing = context.timing('set_apn');
  const said = await repeated(
    context,
    timing.attempts,
    () => context.say('plain', setApn(context.profile), timing),
    () => shutBearer(context),
  );
  if (said.outcome.kind === 'ok') return pass([said.seq], retried(said.attempt));
  return fail(failureCode(said.outcome, 'apn_refused'), [said.seq], saidText(said));
}

/** Attempts that silence is worth: the full time, then once more (protocol.md 5.1 step 8). */
const SILENT_ATTEMPTS = 2;

/** Step 8. A refusal is tried again from a clean bearer, with a pause for the network. */
export async function activateBearer(context: StepContext): Promise<StepVerdict> {
  const { reply, attempts, pause = 0 } = context.timing('pdp_activate');
  const said = await repeated(
    context,
    attempts,
    () => context.say('plain', COMMANDS.activateBearer, { reply }),
    async (next, last) => {
      if (!refused(last.outcome) && next > SILENT_ATTEMPTS) return false;
      return await startBearerAgain(context, pause);
    },
  );
  if (said.outcome.kind === 'ok') return pass([said.seq], retried(said.attempt));
  return fail(failureCode(said.outcome, 'bearer_refused'), [said.seq], saidText(said));
}

async function startBearerAgain(context: StepContext, pause: number): Promise<boolean> {
  if (!(await shutBearer(context))) return false;
  const apn = await context.say('plain', setApn(context.profile), context.timing('set_apn'));
  if (apn.outcome.kind !== 'ok') return false;
  context.waiting('next_attempt', pause);
  return await context.pause(pause);
}

/** Step 9. The address is the evidence; the result code behind it is optional (protocol.md 3 Q5). */
export async function localAddress(context: StepContext): Promise<StepVerdict> {
  const { reply, attempts } = context.timing('get_ip');
  const addressOf = (said: Said) => (said.outcome.kind === 'ok' ? ipv4(said.information) : null);
  for (let attempt = 1; ; attempt += 1) {
    if (attempt > 1) context.attempt(attempt);
    const said = await context.say('localAddress', COMMANDS.localAddress, { reply });
    const address = addressOf(said);
    const verdict = address === null ? 'fail' : 'pass';
    const measured = context.measure('ip_address', address, { criterion: 'IPv4, not 0.0.0.0', verdict });
    if (address !== null) {
      const missing = said.finalMissing ? (['final_code_missing'] as const) : [];
      return pass([said.seq, measured], [...retried(attempt), ...missing]);
    }
    const again = attempt < attempts && !context.signal.aborted;
    if (again && (await shutBearer(context)) && (await setUpBearer(context))) continue;
    // An answer such as 0.0.0.0 is an answer: the module has no address.
    const code = said.outcome.kind === 'ok' ? 'no_ip_address' : failureCode(said.outcome, 'no_ip_address');
    return fail(code, [said.seq], saidText(said));
  }
}

function retried(attempt: number): readonly 'answered_after_retry'[] {
  return attempt > 1 ? ['answered_after_retry'] : [];
}
