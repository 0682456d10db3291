import { STEP_NUMBER } from '../../shared/plan.ts';
import type { RunState } from '../../shared/run-state.ts';
import { COMMANDS } from '../../shared/step-commands.ts';
import { deadlineSignal } from './deadline.ts';
import { closeLink, closeSession } from './recovery.ts';
import type { RunContext } from './run-context.ts';

/** What is still to be done on the module when the steps are over. */
export interface Teardown {
  /** What may be up: the MQTT session on its TCP link, or the link alone. */
  readonly open: 'session' | 'link' | 'nothing';
  readonly powerOff: boolean;
}

/** What a run may have left open. Step 19 closes the session; the link below it is closed only in the teardown. */
export function leftOpen({ steps }: RunState): Teardown['open'] {
  const begun = steps.filter(({ startedMs }) => startedMs !== null);
  const linked = begun.some(({ number }) => number >= STEP_NUMBER.broker_connect);
  const closed = begun.some(
    ({ number, outcome }) => number === STEP_NUMBER.mqtt_close && outcome?.kind === 'passed',
  );
  return !linked ? 'nothing' : closed ? 'link' : 'session';
}

/**
 * Leaves the module as the profile wants it, shielded from the run's own cancellation but not longer than the
 * teardown's deadline. `skip` cuts it short (stop asked twice).
 */
export async function tearDown(
  context: RunContext,
  { open, powerOff }: Teardown,
  skip: AbortSignal,
): Promise<void> {
  if (skip.aborted || (open === 'nothing' && !powerOff)) return;
  const { total = 0 } = context.timing('teardown');
  const deadline = deadlineSignal(context.clock, total * 1000, skip);
  context.place.phase = 'teardown';
  context.place.step = null;
  context.place.attempt = 1;
  context.signal = deadline.signal;
  const answering = await close(context, open);
  if (powerOff && answering) await context.say('powerDown', COMMANDS.powerDown, context.timing('teardown'));
  deadline.cancel();
}

function close(context: RunContext, open: Teardown['open']): Promise<boolean> {
  if (open === 'nothing') return Promise.resolve(true);
  return open === 'session' ? closeSession(context) : closeLink(context);
}
