import { STEP_NUMBER, type StepNumber, STEPS } from '../../shared/plan.ts';
import { COMMANDS } from '../../shared/step-commands.ts';
import { readCardIdentity, readModuleIdentity } from './identity-reading.ts';
import type { RunContext } from './run-context.ts';
import { prepare, startFor, surveyModule } from './survey.ts';

/** What is done around the steps so that they can be run. */

/**
 * A run that starts later still needs the link, the identity, and a module that stands where the step needs it.
 * Resolves with the step it can begin with.
 */
export async function resume(context: RunContext, requested: StepNumber): Promise<StepNumber> {
  context.enter('preparation', null);
  const { reply, attempts } = context.timing('at_handshake');
  const greeting = await context.handshake(Math.min(5, attempts), reply);
  if (!greeting.ready) {
    // Another rate, or off: step 1 knows how to look for it.
    if (!context.signal.aborted)
      context.state({ type: 'run.startMoved', requested, actual: STEP_NUMBER.at_handshake });
    return STEP_NUMBER.at_handshake;
  }
  context.place.ahead = requested;
  await context.say('plain', COMMANDS.echoOff, context.timing('echo_off'));
  if (requested > STEP_NUMBER.fix_baud) await readModule(context);
  if (requested > STEP_NUMBER.sim_check) await readCard(context);
  if (requested < STEP_NUMBER.set_apn) return requested;
  context.enter('preparation', null);
  const standing = await surveyModule(context);
  // What was asked of a module that is no longer there says nothing of where it stands.
  if (context.signal.aborted) return requested;
  const actual = startFor(requested, standing);
  if (actual !== requested) context.state({ type: 'run.startMoved', requested, actual });
  context.place.ahead = actual;
  await prepare(context, actual, standing);
  return actual;
}

/** What the flow chart has behind a step. */
export async function goOn(context: RunContext, number: StepNumber): Promise<void> {
  context.place.ahead = STEPS.find((row) => row.number === number + 1)?.number ?? number;
  if (number === STEP_NUMBER.fix_baud) await readModule(context);
  if (number === STEP_NUMBER.sim_check) await readCard(context);
  if (number === STEP_NUMBER.gprs_attach) {
    context.enter('preparation', null);
    const standing = await surveyModule(context);
    await prepare(context, STEP_NUMBER.set_apn, standing);
  }
}

async function readModule(context: RunContext): Promise<void> {
  context.enter('identity', null);
  await readModuleIdentity(context);
}

async function readCard(context: RunContext): Promise<void> {
  context.enter('identity', null);
  await readCardIdentity(context);
}
