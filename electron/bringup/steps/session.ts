import {
  connectBroker,
  openSession,
  setClientId,
  setCredentials,
  setEncoding,
} from '../../../shared/step-commands.ts';
import type { Timing } from '../../../shared/timing.ts';
import { repeated, saidText, simpleStep } from '../attempts.ts';
import { closeSession, renewBearer } from '../recovery.ts';
import type { Said, StepContext } from '../step-context.ts';
import { fail, failureCode, pass, refused, type StepVerdict } from '../verdict.ts';

/** Step 10. */
export function clientConfiguration(context: StepContext): Promise<StepVerdict> {
  return simpleStep(context, 'mqtt_client_cfg', setClientId(context.profile));
}

function connectTiming({ profile, timing }: StepContext): Timing {
  const plain = timing('broker_connect');
  // Without an override of its own, SSL gets the longer limit of its row; an override of step 11 governs both.
  const overridden =
    Object.hasOwn(profile.timeouts, '11') || Object.hasOwn(profile.timeouts, 'broker_connect');
  return profile.broker.tls && !overridden ? timing('broker_connect_tls') : plain;
}

/** Step 11. Passed by `CONNECT OK`; `OK` alone only says that the command was taken. */
export async function brokerConnection(context: StepContext): Promise<StepVerdict> {
  const timing = connectTiming(context);
  const said = await repeated(
    context,
    timing.attempts,
    () => connect(context, timing),
    (next, last) => recoverConnection(context, next, last, timing),
  );
  if (said.outcome.kind === 'ok') {
    const warnings = said.attempt > 1 ? (['answered_after_retry'] as const) : [];
    return pass([said.seq], said.finalMissing ? [...warnings, 'final_code_missing'] : warnings);
  }
  return fail(failureCode(said.outcome, 'connect_failed', 'connect_timeout'), [said.seq], saidText(said));
}

function connect(context: StepContext, timing: Timing): Promise<Said> {
  context.memory.linkMark = context.unsolicited.mark;
  return context.say('connectBroker', connectBroker(context.profile), timing);
}

/** Level 1 before the second attempt, level 2 before the last, or at once when the bearer went (protocol.md 1.2). */
async function recoverConnection(
  context: StepContext,
  next: number,
  last: Said,
  timing: Timing,
): Promise<boolean> {
  const bearerLost = last.outcome.kind === 'refused' && last.outcome.by === 'bearer_lost';
  const deep = bearerLost || (next > 2 && next >= timing.attempts);
  const recovered = deep ? await renewBearer(context) : await closeSession(context);
  if (!recovered) return false;
  const pause = timing.pause ?? 0;
  context.waiting('next_attempt', pause);
  return await context.pause(pause);
}

/** Step 12. A will is taken in the encoding in force, so that is set first (protocol.md 1.3 card 12). */
export async function credentials(context: StepContext): Promise<StepVerdict> {
  if (context.profile.mqtt.will !== null) {
    const said = await context.say('plain', setEncoding(context.profile), context.timing('payload_mode'));
    if (said.outcome.kind !== 'ok')
      return fail(failureCode(said.outcome, 'command_refused'), [said.seq], saidText(said));
  }
  return await simpleStep(context, 'mqtt_auth_cfg', setCredentials(context.profile));
}

/** Step 13. A refusal is final, wrong credentials do not mend themselves; silence is worth steps 11 to 13 once more. */
export async function mqttSession(context: StepContext): Promise<StepVerdict> {
  const timing = context.timing('mqtt_session');
  let closedBefore = false;
  const said = await repeated(
    context,
    timing.attempts,
    () => {
      // Afterwards it says nothing: a broker that refuses a session closes the link, too.
      closedBefore = linkClosed(context);
      return context.say('openSession', openSession(context.profile), timing);
    },
    (_next, last) => recoverSession(context, last),
  );
  const { completion, outcome } = said;
  if (completion !== null && completion.number !== null && outcome.kind !== 'ok')
    context.measure('connack_code', completion.number, { criterion: '0', verdict: 'fail' });
  if (outcome.kind === 'ok') {
    const measured = context.measure('connack_code', 0, { criterion: '0', verdict: 'pass' });
    const warnings = said.attempt > 1 ? (['answered_after_retry'] as const) : [];
    return pass([said.seq, measured], said.finalMissing ? [...warnings, 'final_code_missing'] : warnings);
  }
  // An error on a link that is gone already says nothing of the credentials (protocol.md 3 Q16).
  const code =
    refused(outcome) && closedBefore
      ? 'link_closed'
      : failureCode(outcome, 'session_refused', 'session_timeout');
  return fail(code, [said.seq], saidText(said));
}

/** Whether the broker closed the link since step 11 began to open it. */
function linkClosed({ memory, unsolicited }: StepContext): boolean {
  return unsolicited.since(memory.linkMark).some(({ effect }) => effect === 'link_closed');
}

async function recoverSession(context: StepContext, { outcome }: Said): Promise<boolean> {
  if (outcome.kind !== 'completion_timeout' && outcome.kind !== 'timeout') return false;
  if (!(await closeSession(context))) return false;
  const connected = await connect(context, connectTiming(context));
  if (connected.outcome.kind !== 'ok') return false;
  const configured = await context.say(
    'plain',
    setCredentials(context.profile),
    context.timing('mqtt_auth_cfg'),
  );
  return configured.outcome.kind === 'ok';
}
