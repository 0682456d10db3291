import type { FailureCode } from '../../shared/outcome.ts';
import { STEP_NUMBER } from '../../shared/plan.ts';
import type { RunVerdict } from '../../shared/verdict.ts';
import { pause } from '../session/pause.ts';
import type { RunContext } from './run-context.ts';
import type { BringUpEnvironment } from './run-request.ts';

interface ViewRow {
  readonly source: string;
}

/**
 * Failures of steps 11 to 13 where it helps to know what the broker looks like from here. All of them leave the unit
 * without a session. After step 13 it has had one, and a CONNECT from here under the same client id would have the broker
 * throw it out (MQTT-3.1.4-2), or another unit elsewhere that has just taken the session over; nor is there anything to
 * learn: the broker has accepted these credentials a moment ago. So `subscribe_timeout`, `subscribe_refused`,
 * `publish_unacknowledged`, `message_not_returned` and `message_differs` are not here. Before step 11 no broker is in
 * question: `bearer_refused` and `no_ip_address` are the network's.
 */
const VIEWED = {
  connect_failed: { source: 'protocol.md 5.1 step 11' },
  connect_timeout: { source: 'protocol.md 5.1 step 11' },
  session_refused: { source: 'protocol.md 4.7: a broker closes the connection that it refuses' },
  session_timeout: { source: 'protocol.md 5.1 step 13: no CONNACK' },
  link_closed: { source: 'protocol.md 3 Q16: the broker hung up ahead of the session' },
} as const satisfies Partial<Record<FailureCode, ViewRow>>;

/** Longer than a check takes by itself, which bounds its own stages. */
const LIMIT_MS = 6000;

/**
 * Has the broker looked at from this computer after a failure on the way to it, and records what was seen. Judges nothing.
 * Ends when `signal` aborts.
 */
export async function viewBroker(
  { code, failedStep }: RunVerdict,
  context: RunContext,
  { clock, checkBroker }: BringUpEnvironment,
  signal: AbortSignal,
): Promise<void> {
  if (code === null || !Object.hasOwn(VIEWED, code) || signal.aborted) return;
  if (failedStep === null || failedStep > STEP_NUMBER.mqtt_session) return;
  const over = new AbortController();
  const end = () => over.abort();
  signal.addEventListener('abort', end, { once: true });
  try {
    const check = await Promise.race([
      checkBroker(context.profile, over.signal),
      pause(clock, LIMIT_MS, over.signal).then(() => null),
    ]);
    if (check !== null) context.state({ type: 'broker.checked', check });
  } finally {
    end();
    signal.removeEventListener('abort', end);
  }
}
