import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listFaults } from '../../../electron/simulator/index.ts';
import { type CauseId, diagnose } from '../../../shared/diagnosis.ts';
import { evidenceOf } from '../../../shared/diagnosis/evidence.ts';
import type { FailureCode, RunOutcome, WarningCode } from '../../../shared/outcome.ts';
import type { ProfileInput } from '../../../shared/profile.ts';
import { type BenchStation, benchProfile, openBenchStation } from '../../support/bench-station.ts';

let station: BenchStation;

beforeAll(async () => {
  station = await openBenchStation();
});

afterAll(async () => {
  await station.close();
});

/** Short limits: what is waited for in vain here never comes. */
const TIMEOUTS: ProfileInput['timeouts'] = {
  1: 2,
  4: { total: 2, poll: 0.2 },
  5: { total: 1.5, poll: 0.2 },
  6: { total: 1.5, poll: 0.2 },
  7: 1,
  8: { reply: 1, pause: 0.1 },
  9: 1,
  10: 1,
  11: { reply: 1, completion: 1, pause: 0.1 },
  12: 1,
  13: { reply: 1, completion: 1 },
  14: 1,
  15: { reply: 1, completion: 1 },
  16: 1,
  17: { reply: 1, completion: 1 },
  18: 1,
  19: 1,
  registration_denied: 0.5,
  identity: { reply: 0.5, attempts: 1 },
  bearer_shut: 1,
  baud_scan: 0,
};

interface Row {
  readonly fault: string;
  readonly step: number | null;
  readonly outcome: RunOutcome;
  readonly code: FailureCode | null;
  readonly profile?: Partial<ProfileInput>;
  readonly warning?: WarningCode;
  /** What the diagnosis must put first. */
  readonly first?: CauseId;
}

const failed = (
  fault: string,
  step: number,
  code: FailureCode,
  first: CauseId,
  profile: Partial<ProfileInput> = {},
): Row => ({
  fault,
  step,
  outcome: 'failed',
  code,
  first,
  profile,
});
const passed = (fault: string, warning?: WarningCode, profile: Partial<ProfileInput> = {}): Row => ({
  fault,
  step: null,
  outcome: 'passed',
  code: null,
  profile,
  ...(warning === undefined ? {} : { warning }),
});
const CACHED: Partial<ProfileInput> = { messages: { delivery: 'cached' } };

/** What each fault of the simulated module must come to. */
const ROWS: readonly Row[] = [
  failed('no-answer', 1, 'no_answer', 'half_typed_command'),
  failed('no-answer@CGATT', 6, 'no_answer', 'module_hung'),
  failed('no-answer@MSUB', 15, 'no_answer', 'module_hung'),
  failed('error@CSTT', 7, 'apn_refused', 'bearer_left_up'),
  failed('error@CIFSR', 9, 'no_ip_address', 'apn_not_for_this_card'),
  failed('error@MCONFIG', 10, 'command_refused', 'characters_not_sendable'),
  failed('error@MQTTMSGSET', 14, 'command_refused', 'firmware_lacks_command'),
  failed('error@MQTTMODE', 16, 'command_refused', 'firmware_lacks_command'),
  failed('error@MPUB', 17, 'command_refused', 'characters_not_sendable'),
  passed('error@MCONFIG#1', 'answered_after_retry'),
  passed('error@ATE', 'optional_refused'),
  passed('error@IPR', 'optional_refused'),
  passed('error@MDISCONNECT', undefined, { after: 'stay-online' }),
  failed('cme-error:767@MPUB', 17, 'command_refused', 'session_lost'),
  failed('cme-error:10@CPIN', 4, 'sim_missing', 'card_not_seated'),
  failed('cme-error:13@CPIN', 4, 'sim_not_ready', 'card_dead'),
  passed('cme-error:14@CPIN#1'),
  failed('no-sim', 4, 'sim_missing', 'card_not_seated'),
  failed('sim-pin', 4, 'sim_pin_required', 'pin_locked'),
  failed('sim-pin:9999', 4, 'sim_pin_wrong', 'pin_wrong', { sim: { pin: '1234' } }),
  passed('sim-pin:4711', undefined, { sim: { pin: '4711' } }),
  failed('never-registers', 5, 'registration_timeout', 'antenna_missing'),
  failed('registration-denied', 5, 'registration_denied', 'card_barred'),
  failed('not-attached', 6, 'not_attached', 'no_data_service'),
  failed('ciicr-refused', 8, 'bearer_refused', 'apn_not_for_this_card'),
  passed('ciicr-refused#1', 'answered_after_retry'),
  failed('unicom-sim', 8, 'bearer_refused', 'apn_of_other_operator'),
  passed('unicom-sim', undefined, { apn: { name: 'uninet' } }),
  failed('connect-fails', 11, 'connect_failed', 'card_limited_to_hosts'),
  failed('connect-fails-late:30', 11, 'connect_timeout', 'card_limited_to_hosts'),
  failed('connack-refused', 13, 'session_refused', 'refused_only_from_module'),
  failed('connack-refused:cme', 13, 'session_refused', 'refused_only_from_module'),
  failed('connack-refused:error', 13, 'session_refused', 'refused_only_from_module'),
  failed('connack-refused:closed', 13, 'link_closed', 'broker_hangs_up'),
  failed('connack-silent', 13, 'session_timeout', 'broker_ignores_connect'),
  failed('no-suback', 15, 'subscribe_timeout', 'subscription_unconfirmed'),
  failed('message-lost', 17, 'message_not_returned', 'subscription_refused_silently'),
  failed('message-lost', 17, 'message_not_returned', 'subscription_refused_silently', CACHED),
  failed('wrong-bytes', 17, 'message_differs', 'bytes_changed_on_line'),
  failed('wrong-bytes', 18, 'message_differs', 'bytes_changed_on_line', CACHED),
  passed('cached-instead-of-direct', 'delivery_mode_differs'),
  passed('direct-instead-of-cached', 'delivery_mode_differs', CACHED),
  passed('echo-stays', 'echo_stays'),
  passed('garbage'),
  passed('byte-by-byte'),
  passed('unsolicited-inside'),
  passed('line-ending:cr'),
  passed('line-ending:lf'),
  passed('line-ending:crlf'),
  passed('line-ending:crcrlf'),
  passed('slow:20'),
  passed('late-answer:2@CSTT'),
  passed('late-answer:2@MCONFIG', 'answered_after_retry'),
  passed('answer-twice'),
  passed('answer-twice:5'),
  passed('answer-twice:40'),
  failed('reboot', 15, 'module_restarted', 'restarted_by_supply'),
  failed('reboot@CIICR', 8, 'module_restarted', 'restarted_by_supply'),
  { fault: 'unplugged', step: 15, outcome: 'errored', code: 'port_lost', first: 'cable_pulled' },
  { fault: 'unplugged@CREG', step: 5, outcome: 'errored', code: 'port_lost', first: 'cable_pulled' },
  failed('pdp-dropped', 17, 'bearer_lost', 'network_took_bearer'),
  failed('broker-closes', 17, 'link_closed', 'broker_closed_session'),
  passed('missing-ok', 'final_code_missing'),
  failed('dialect-b', 11, 'foreign_dialect', 'other_firmware'),
  passed('bad-imei', 'imei_check_digit'),
  passed('under-voltage', 'supply_voltage'),
];

describe('a fault of the module', () => {
  test.concurrent.each(ROWS.map((row, index) => ({ ...row, unit: `unit-${index}` })))(
    '$fault gives $outcome $code at step $step',
    async ({ unit, fault, step, outcome, code, profile, warning, first = null }) => {
      // Each is another one: the broker knows its client by the IMEI.
      const port = `sim:${unit}?speed=instant&fault=${encodeURIComponent(fault)}`;
      const state = await station.run(port, benchProfile({ timeouts: TIMEOUTS, ...profile }));
      const { finish, steps } = state;
      const seen = { step: finish?.failedStep, outcome: finish?.outcome, code: finish?.code };
      expect(seen, JSON.stringify(steps.map(({ outcome: each }) => each))).toEqual({ step, outcome, code });
      const own = station.events.filter(({ runId }) => runId === state.runId);
      const diagnosis = diagnose(evidenceOf(own));
      expect(diagnosis?.causes[0]?.id ?? null, JSON.stringify(diagnosis?.causes)).toBe(first);
      if (warning === undefined) return;
      const warnings = steps.flatMap(({ outcome: each }) => (each?.kind === 'passed' ? each.warnings : []));
      expect(warnings).toContain(warning);
    },
  );

  test('has a row here for every one the simulated module knows', () => {
    const tested = new Set(ROWS.map(({ fault }) => fault.split(/[:@#]/)[0]));
    expect(listFaults().filter(({ name }) => !tested.has(name))).toEqual([]);
  });

  test('frees the port whatever it is: the unit can be run again at once', async () => {
    const port = 'sim:?speed=instant&fault=connack-refused%231';
    const profile = benchProfile({ timeouts: TIMEOUTS });
    expect((await station.run(port, profile)).finish?.outcome).toBe('failed');
    expect((await station.run(port, profile)).finish?.outcome).toBe('passed');
  });

  test('comes together with another one: the first that matters decides', async () => {
    const port = 'sim:?speed=instant&fault=byte-by-byte&fault=unsolicited-inside&fault=connack-refused:4';
    const state = await station.run(port, benchProfile({ timeouts: TIMEOUTS }));
    expect(state.finish).toMatchObject({ outcome: 'failed', failedStep: 13, code: 'session_refused' });
    expect(state.measurements.connack_code?.value).toBe(4);
  });
});
