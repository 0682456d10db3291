/** What can come of a command, a step and a run. All three are closed unions; none is told by its text. */

/** How one exchange with the module ended. */
export type AtOutcome =
  /** The final result code that means success (`OK`, or the row's own, such as `SHUT OK`). */
  | { readonly kind: 'ok' }
  /** `ERROR` without a reason. */
  | { readonly kind: 'error' }
  /** `+CME ERROR: n` (27.007 section 9.2) or its verbose form; `code` is null when only text was given. */
  | { readonly kind: 'cme_error'; readonly code: number | null; readonly text: string }
  /** `+CMS ERROR: n` (27.005 section 3.2.5). */
  | { readonly kind: 'cms_error'; readonly code: number | null; readonly text: string }
  /** The completing line said no: `CONNECT FAIL`, a CONNACK with a code, `CLOSED`, … */
  | { readonly kind: 'refused'; readonly by: string; readonly code: number | null }
  /** `OK` came, but the asynchronous line that completes the command did not come in time. */
  | { readonly kind: 'completion_timeout' }
  /** No final result code in time. `heard` tells whether any byte came at all. */
  | { readonly kind: 'timeout'; readonly heard: boolean }
  /** A line of another firmware's dialect, such as `+MIPSTART: SUCCESS` (protocol.md 0). */
  | { readonly kind: 'foreign_dialect'; readonly line: string }
  /** Given up because the run was stopped or something else ended the step. */
  | { readonly kind: 'abandoned' }
  /** The port went away, or the module no longer answers even `AT`. */
  | { readonly kind: 'link_lost' };

interface CodeRow {
  /** `failed`: the unit was judged and found wanting. `errored`: it could not be judged. */
  readonly outcome: 'failed' | 'errored' | 'cancelled';
  readonly source: string;
}

/** Why a step or a run did not pass. Texts for people are in `messages/`. */
export const FAILURES = {
  no_answer: { outcome: 'failed', source: 'protocol.md 5.1 step 1' },
  garbled_answer: { outcome: 'failed', source: 'protocol.md 5.1 step 1' },
  unexpected_answer: { outcome: 'failed', source: 'document: answer column' },
  command_refused: { outcome: 'failed', source: 'V.250 5.7.1' },
  foreign_dialect: { outcome: 'failed', source: 'protocol.md 0' },
  identity_unknown: { outcome: 'failed', source: 'protocol.md 2' },
  sim_missing: { outcome: 'failed', source: 'protocol.md 4.3' },
  sim_pin_required: { outcome: 'failed', source: 'protocol.md 4.3' },
  sim_pin_wrong: { outcome: 'failed', source: 'protocol.md 4.4, code 16' },
  sim_pin_withheld: { outcome: 'failed', source: 'protocol.md 4.3: three tries, never a second one unasked' },
  sim_puk_required: { outcome: 'failed', source: 'protocol.md 4.3' },
  sim_not_ready: { outcome: 'failed', source: 'protocol.md 4.3' },
  registration_timeout: { outcome: 'failed', source: 'protocol.md 4.1' },
  registration_denied: { outcome: 'failed', source: 'protocol.md 4.1' },
  not_attached: { outcome: 'failed', source: 'document row 6' },
  apn_refused: { outcome: 'failed', source: 'protocol.md 5.1 step 7' },
  bearer_refused: { outcome: 'failed', source: 'document row 8' },
  no_ip_address: { outcome: 'failed', source: 'document row 9' },
  connect_failed: { outcome: 'failed', source: 'protocol.md 5.1 step 11' },
  connect_timeout: { outcome: 'failed', source: 'protocol.md 5.1 step 11' },
  session_refused: { outcome: 'failed', source: 'protocol.md 4.7' },
  session_timeout: { outcome: 'failed', source: 'protocol.md 5.1 step 13' },
  subscribe_timeout: { outcome: 'failed', source: 'protocol.md 5.1 step 15' },
  subscribe_refused: { outcome: 'failed', source: 'protocol.md 5.1 step 15' },
  publish_unacknowledged: { outcome: 'failed', source: 'MQTT 3.1.1 section 4.3' },
  message_not_returned: { outcome: 'failed', source: 'protocol.md 5.1 step 17' },
  message_differs: { outcome: 'failed', source: 'protocol.md 5.1 step 17' },
  cache_empty: { outcome: 'failed', source: 'document row 18' },
  disconnect_refused: { outcome: 'failed', source: 'document row 19' },
  link_closed: { outcome: 'failed', source: 'protocol.md 4.8, CLOSED' },
  bearer_lost: { outcome: 'failed', source: 'protocol.md 4.8, +PDP: DEACT' },
  module_restarted: { outcome: 'failed', source: 'protocol.md 4.8, RDY' },
  module_powered_down: { outcome: 'failed', source: 'protocol.md 4.8, power lines' },
  sim_removed: { outcome: 'failed', source: 'protocol.md 4.3' },
  evidence_missing: { outcome: 'failed', source: 'ARCHITECTURE.md: verdict' },
  port_invalid: { outcome: 'errored', source: 'shared/port.ts' },
  port_not_found: { outcome: 'errored', source: 'shared/port.ts' },
  port_busy: { outcome: 'errored', source: 'shared/port.ts' },
  port_no_permission: { outcome: 'errored', source: 'shared/port.ts' },
  port_no_driver: { outcome: 'errored', source: 'shared/port.ts' },
  port_unreachable: { outcome: 'errored', source: 'shared/port.ts' },
  port_recording: { outcome: 'errored', source: 'shared/port.ts' },
  port_lost: { outcome: 'errored', source: 'shared/port.ts' },
  port_io: { outcome: 'errored', source: 'shared/port.ts' },
  answers_unheard: { outcome: 'errored', source: 'shared/listening.ts' },
  record_failed: { outcome: 'errored', source: 'ARCHITECTURE.md: record' },
  tester_fault: { outcome: 'errored', source: 'ARCHITECTURE.md: verdict' },
  stopped: { outcome: 'cancelled', source: 'ARCHITECTURE.md: stop' },
} as const satisfies Record<string, CodeRow>;

export type FailureCode = keyof typeof FAILURES;

/** What does not keep a step from passing, but must be seen. */
export const WARNINGS = {
  optional_refused: { source: 'document rows 2 and 3: may be left out' },
  echo_stays: { source: 'protocol.md 1.3 card 2' },
  rate_unchanged: { source: 'protocol.md 1.3 card 3' },
  final_code_missing: { source: 'protocol.md 3 Q3, Q5' },
  circuit_fallback_not_preferred: { source: 'protocol.md 4.1, stat 9 and 10' },
  imei_check_digit: { source: '3GPP 23.003 6.2.1' },
  identity_missing: { source: 'protocol.md 2' },
  replayed: { source: 'ARCHITECTURE.md: replay: no unit was there' },
  commands_typed: { source: 'ARCHITECTURE.md: console' },
  delivery_mode_differs: { source: 'protocol.md 3 Q14' },
  notice_missing: { source: 'protocol.md 3 Q18' },
  acknowledgement_missing: { source: 'protocol.md 1.1 row 17' },
  return_not_proved: { source: 'protocol.md 5.1 step 17: not subscribed to that topic' },
  cache_full_of_copies: { source: 'protocol.md 1.3 card 18: reading may not empty the cache' },
  loopback_shared: { source: 'ARCHITECTURE.md: verdict' },
  supply_voltage: { source: 'protocol.md 4.8: UNDER- and OVER-VOLTAGE WARNNING' },
  already_closed: { source: 'protocol.md 1.2 row 19' },
  answered_after_retry: { source: 'protocol.md 1.2' },
  recovered: { source: 'protocol.md 5.3: passed after a rung of the recovery ladder' },
} as const satisfies Record<string, { readonly source: string }>;

export type WarningCode = keyof typeof WARNINGS;

/** `incomplete`: of what was only watched nothing failed, and not all of it was seen. */
export const RUN_OUTCOMES = ['passed', 'failed', 'errored', 'cancelled', 'incomplete'] as const;
export type RunOutcome = (typeof RUN_OUTCOMES)[number];

/** Why a step has nothing to prove. */
export type NotApplicableReason = 'delivered_directly' | 'stays_online';

/** Why a step was left out. */
export type SkipReason = 'before_first_step' | 'switched_off';

/** How one step ended. `evidence` are the `seq` of the facts the conclusion rests on. */
export type StepOutcome =
  | {
      readonly kind: 'passed';
      readonly evidence: readonly number[];
      readonly warnings: readonly WarningCode[];
    }
  | {
      readonly kind: 'failed' | 'errored' | 'cancelled';
      readonly code: FailureCode;
      readonly evidence: readonly number[];
      /** What the module or the system said, for people to read next to the code's own text. */
      readonly detail?: string;
    }
  | { readonly kind: 'skipped'; readonly reason: SkipReason }
  | { readonly kind: 'not_applicable'; readonly reason: NotApplicableReason };
