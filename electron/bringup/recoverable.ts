import type { FailureCode } from '../../shared/outcome.ts';
import { STEP_NUMBER, type StepNumber } from '../../shared/plan.ts';
import { RECOVERY_LADDER, RECOVERY_LEVELS, type RecoveryLevel } from '../../shared/recovery.ts';

interface RecoverableRow {
  /** The cheapest rung that may help; null where the same would only happen again, or must be seen. */
  readonly rung: RecoveryLevel | null;
  readonly source: string;
}

const final = (source: string): RecoverableRow => ({ rung: null, source });
const from = (rung: RecoveryLevel, source: string): RecoverableRow => ({ rung, source });

/** Which failures a recovery is worth. Never one that costs a try, or hides a property of the unit. */
export const RECOVERABLE: Readonly<Record<FailureCode, RecoverableRow>> = {
  no_answer: from('session', 'protocol.md 1.2 row 13: silence is worth another way in'),
  garbled_answer: final('protocol.md 5.1 step 1: rate or levels'),
  unexpected_answer: final('document: answer column'),
  command_refused: from('session', 'protocol.md 1.4: the module may stand elsewhere than it should'),
  foreign_dialect: final('protocol.md 0: another firmware'),
  identity_unknown: final('protocol.md 2: the unit does not tell its numbers'),
  sim_missing: from('module', 'protocol.md 5.1 step 4: a card put in after power-up'),
  sim_pin_required: final('protocol.md 4.3'),
  sim_pin_wrong: final('protocol.md 4.4, code 16: stop'),
  sim_pin_withheld: final('protocol.md 4.3: three tries'),
  sim_puk_required: final('protocol.md 4.3'),
  sim_not_ready: from('module', 'protocol.md 1.2 row 4: no READY in 10 s, restart'),
  registration_timeout: from('module', 'protocol.md 1.2 row 5: flight mode or restart'),
  registration_denied: final('protocol.md 4.1, stat 3: the network said no'),
  not_attached: from('module', 'protocol.md 5.1 step 6'),
  apn_refused: from('bearer', 'protocol.md 1.4 row 7'),
  bearer_refused: from('bearer', 'protocol.md 1.2 row 8'),
  no_ip_address: from('bearer', 'protocol.md 1.2 row 9'),
  connect_failed: from('session', 'protocol.md 1.2 row 11'),
  connect_timeout: from('session', 'protocol.md 1.2 row 11'),
  session_refused: from('session', 'protocol.md 4.7: only while the broker is not available, see below'),
  session_timeout: from('session', 'protocol.md 1.2 row 13'),
  subscribe_timeout: from('session', 'protocol.md 5.1 step 15'),
  subscribe_refused: final('MQTT 3.1.1 3.9.3: not permitted'),
  publish_unacknowledged: from('session', 'protocol.md 5.1 step 17'),
  message_not_returned: from('session', 'protocol.md 5.1 step 17: the subscription may be gone'),
  message_differs: final('protocol.md 5.1 step 17: other bytes are a finding'),
  cache_empty: final('document row 18'),
  disconnect_refused: final('document row 19'),
  link_closed: from('session', 'protocol.md 4.8, CLOSED: level 1'),
  bearer_lost: from('bearer', 'protocol.md 4.8, +PDP: DEACT: level 2'),
  module_restarted: final('protocol.md 4.8, RDY: the supply must be looked at'),
  module_powered_down: final('protocol.md 4.8: the supply must be looked at'),
  sim_removed: final('protocol.md 4.3'),
  evidence_missing: final('ARCHITECTURE.md: verdict'),
  port_invalid: final('shared/port.ts'),
  port_not_found: final('shared/port.ts'),
  port_busy: final('shared/port.ts'),
  port_no_permission: final('shared/port.ts'),
  port_no_driver: final('shared/port.ts'),
  port_unreachable: final('shared/port.ts'),
  port_lost: final('shared/port.ts'),
  port_io: final('shared/port.ts'),
  port_recording: final('shared/port.ts'),
  answers_unheard: final('ARCHITECTURE.md: listening'),
  record_failed: final('ARCHITECTURE.md: record'),
  tester_fault: final('ARCHITECTURE.md: verdict'),
  stopped: final('ARCHITECTURE.md: stop'),
};

/** The one return code of a CONNACK that may be another the next time: server unavailable (MQTT 3.1.1 3.2.2.3). */
const UNAVAILABLE = 3;

/** What failed. */
export interface Failure {
  readonly step: StepNumber;
  readonly code: FailureCode;
  /** The broker's return code, where it gave one. */
  readonly connack: number | null;
}

/**
 * The rungs to be climbed after a failure, the cheapest first: those that reach below the step, up to the one that the
 * profile allows. Step 1 has no module to recover, and behind step 18 nothing is left to be saved.
 */
export function rungsFor(
  { step, code, connack }: Failure,
  allowed: RecoveryLevel | 'none',
): readonly RecoveryLevel[] {
  const { rung } = RECOVERABLE[code];
  const outside = step === STEP_NUMBER.at_handshake || step === STEP_NUMBER.mqtt_close;
  if (rung === null || allowed === 'none' || outside) return [];
  if (code === 'session_refused' && connack !== UNAVAILABLE) return [];
  const first = RECOVERY_LEVELS.indexOf(rung);
  const last = RECOVERY_LEVELS.indexOf(allowed);
  return RECOVERY_LEVELS.filter(
    (level, index) => index >= first && index <= last && RECOVERY_LADDER[level].from <= step,
  );
}
