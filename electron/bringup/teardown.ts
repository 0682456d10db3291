import { COMMANDS } from '../../shared/step-commands.ts';
import type { Clock } from '../../shared/clock.ts';
import { closeSession } from './recovery.ts';
import type { RunContext } from './run-context.ts';

/** What is still to be done on the module when the steps are over. */
export interface Teardown {
  /** The MQTT session and its TCP link may be up. */
  readonly session: boolean;
  readonly powerOff: boolean;
}

/**
 * Leaves the module as the profile wants it, shielded from the run's own cancellation but not longer than the
 * teardown's deadline. `skip` cuts it short (stop asked twice).
 */
export async function tearDown(
  context: RunContext,
  { session, powerOff }: Teardown,
  skip: AbortSignal,
): Promise<void> {
  if (skip.aborted || (!session && !powerOff)) return;
  const { total = 0 } = context.timing('teardown');
  const deadline = deadlineSignal(context.clock, total * 1000, skip);
  context.place.phase = 'teardown';
  context.place.step = null;
  context.place.attempt = 1;
  context.signal = deadline.signal;
  const answering = session ? await closeSession(context) : true;
  if (powerOff && answering) await context.say('powerDown', COMMANDS.powerDown, context.timing('teardown'));
  deadline.cancel();
}

/** A signal that aborts after `ms` milliseconds, or when `other` does. */
function deadlineSignal(
  clock: Clock,
  ms: number,
  other: AbortSignal,
): { signal: AbortSignal; cancel: () => void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const cancelTimer = clock.schedule(ms, abort);
  other.addEventListener('abort', abort, { once: true });
  const cancel = () => {
    cancelTimer();
    other.removeEventListener('abort', abort);
  };
  return { signal: controller.signal, cancel };
}
