import { describe, expect, it } from 'vitest';
import { FAILURES, type FailureCode } from '../../../shared/outcome.ts';
import type { StepId } from '../../../shared/plan.ts';
import type { PortFault } from '../../../shared/port.ts';
import { ERROR, inTurn, SILENT } from './scripted-module.ts';
import { expectFailure, run, type Setting } from './test-run.ts';

interface Scenario extends Setting {
  readonly step: StepId | null;
}

const cannotOpen = (openFault: PortFault): Scenario => ({
  step: null,
  module: (module) => {
    module.openFault = openFault;
  },
});

/** One way at least to every code a run can end with. */
const SCENARIOS: Readonly<Record<FailureCode, readonly Scenario[] | string>> = {
  no_answer: [
    {
      step: 'at_handshake',
      module: (module) => {
        module.powered = false;
      },
    },
    { step: 'mqtt_client_cfg', script: { 'AT+MCONFIG=': SILENT } },
    { step: 'mqtt_close', script: { 'AT+MDISCONNECT': SILENT } },
  ],
  garbled_answer: [
    { step: 'at_handshake', script: { AT: [Uint8Array.of(0xff, 0x00, 0x81, 0x0d)] } },
    { step: 'at_handshake', script: { AT: ['hello'] } },
  ],
  unexpected_answer: [
    { step: 'sim_check', script: { 'AT+CPIN?': ['+CPIN: WHATEVER', 'OK'] } },
    { step: 'gprs_attach', script: { 'AT+CGATT?': ['+CGATT: 7', 'OK'] } },
  ],
  command_refused: [
    { step: 'net_reg', script: { 'AT+CREG?': ERROR } },
    { step: 'mqtt_client_cfg', script: { 'AT+MCONFIG="wis-867723030000003"': ERROR } },
    { step: 'mqtt_auth_cfg', script: { 'AT+MCONFIG="wis-867723030000003","user","secret-9f"': ERROR } },
    {
      step: 'mqtt_auth_cfg',
      profile: { mqtt: { clientId: 'c', will: { topic: 't', payload: 'p' } } },
      script: { 'AT+MQTTMODE=': ERROR },
    },
    { step: 'rx_mode', script: { 'AT+MQTTMSGSET=': ['+CME ERROR: 4'] } },
    { step: 'payload_mode', script: { 'AT+MQTTMODE=': ERROR } },
    { step: 'publish', script: { 'AT+MPUB=': ['+CME ERROR: 767'] } },
    {
      step: 'read_cache',
      profile: { messages: { delivery: 'cached' } },
      script: { 'AT+MQTTMSGGET': ERROR, 'AT+MQTTMSGGET=': ERROR },
    },
  ],
  foreign_dialect: [
    { step: 'broker_connect', script: { 'AT+MIPSTART=': ['OK', 100, '+MIPSTART: SUCCESS'] } },
    { step: 'broker_connect', script: { 'AT+MIPSTART=': ['+MIPSTART: FAILURE', 'ERROR'] } },
    { step: 'mqtt_session', script: { 'AT+MCONNECT=': ['OK', 100, '+MCONNECT: SUCCESS'] } },
    { step: 'subscribe', script: { 'AT+MSUB=': ['OK', 100, '+MSUB: SUCCESS'] } },
  ],
  identity_unknown: [
    { step: 'mqtt_client_cfg', script: { 'AT+CGSN': ERROR, 'AT+GSN': ERROR } },
    { step: 'mqtt_client_cfg', script: { 'AT+CGSN': ['12345', 'OK'], 'AT+GSN': ['8677230300000030', 'OK'] } },
    {
      step: 'mqtt_client_cfg',
      profile: { publish: { payload: '{iccid}' } },
      script: { 'AT+ICCID': ERROR, 'AT+CCID': ERROR },
    },
    { step: 'mqtt_client_cfg', profile: { subscribe: { topic: 'u/{serial}' } } },
  ],
  sim_missing: [
    { step: 'sim_check', script: { 'AT+CPIN?': ['+CME ERROR: 10'] } },
    { step: 'sim_check', script: { 'AT+CPIN?': ['+CPIN: NOT INSERTED', 'OK'] } },
    { step: 'sim_check', script: { 'AT+CPIN?': ['+CME ERROR: SIM not inserted'] } },
    { step: 'sim_check', script: { 'AT+CPIN?': ERROR } },
  ],
  sim_pin_required: [
    { step: 'sim_check', script: { 'AT+CPIN?': ['+CPIN: SIM PIN', 'OK'] } },
    { step: 'sim_check', script: { 'AT+CPIN?': ['+CME ERROR: 11'] } },
  ],
  sim_pin_wrong: [
    {
      step: 'sim_check',
      profile: { sim: { pin: '4711' } },
      script: { 'AT+CPIN?': ['+CPIN: SIM PIN', 'OK'], 'AT+CPIN=': ['+CME ERROR: 16'] },
    },
    {
      step: 'sim_check',
      profile: { sim: { pin: '4711' } },
      script: { 'AT+CPIN?': ['+CPIN: SIM PIN', 'OK'], 'AT+CPIN=': ['OK'] },
    },
  ],
  sim_pin_withheld: [
    {
      step: 'sim_check',
      profile: { sim: { pin: '4711' } },
      script: { 'AT+CPIN?': ['+CPIN: SIM PIN', 'OK'], 'AT+SPIC': ['+SPIC: 2,10,3,10', 'OK'] },
    },
  ],
  sim_puk_required: [
    { step: 'sim_check', script: { 'AT+CPIN?': ['+CPIN: SIM PUK', 'OK'] } },
    { step: 'sim_check', script: { 'AT+CPIN?': ['+CME ERROR: 12'] } },
  ],
  sim_not_ready: [
    { step: 'sim_check', script: { 'AT+CPIN?': ['+CPIN: NOT READY', 'OK'] } },
    { step: 'sim_check', script: { 'AT+CPIN?': ['+CME ERROR: 14'] } },
    { step: 'sim_check', script: { 'AT+CPIN?': ['+CME ERROR: 13'] } },
    { step: 'sim_check', script: { 'AT+CPIN?': ['+CPIN: PH_SIM PIN', 'OK'] } },
  ],
  registration_timeout: [0, 2, 4, 6, 7, 11].map((stat) => ({
    step: 'net_reg',
    script: { 'AT+CREG?': [`+CREG: 0,${stat}`, 'OK'] },
  })),
  registration_denied: [3, 8].map((stat) => ({
    step: 'net_reg',
    script: { 'AT+CREG?': [`+CREG: 0,${stat}`, 'OK'] },
  })),
  not_attached: [
    { step: 'gprs_attach', script: { 'AT+CGATT?': ['+CGATT: 0', 'OK'] } },
    { step: 'gprs_attach', script: { 'AT+CGATT?': ERROR } },
  ],
  apn_refused: [{ step: 'set_apn', script: { 'AT+CSTT=': ERROR } }],
  bearer_refused: [
    { step: 'pdp_activate', script: { 'AT+CIICR': ERROR } },
    { step: 'pdp_activate', script: { 'AT+CIICR': ['+CME ERROR: 148'] } },
  ],
  no_ip_address: [
    { step: 'get_ip', script: { 'AT+CIFSR': ERROR } },
    { step: 'get_ip', script: { 'AT+CIFSR': ['0.0.0.0', 'OK'] } },
    { step: 'get_ip', script: { 'AT+CIFSR': ['999.1.1.1', 'OK'] } },
  ],
  connect_failed: [
    { step: 'broker_connect', script: { 'AT+MIPSTART=': ['OK', 500, 'CONNECT FAIL'] } },
    { step: 'broker_connect', script: { 'AT+MIPSTART=': ['+CME ERROR: 3'] } },
    { step: 'broker_connect', script: { 'AT+MIPSTART=': ['ALREADY CONNECT', 'ERROR'] } },
    { step: 'broker_connect', script: { 'AT+MIPSTART=': ['OK', 500, 'STATE: IP INITIAL'] } },
    { step: 'broker_connect', script: { 'AT+MIPSTART=': ['OK', 500, 'CONNECT'] } },
  ],
  connect_timeout: [{ step: 'broker_connect', script: { 'AT+MIPSTART=': ['OK'] } }],
  session_refused: [
    { step: 'mqtt_session', script: { 'AT+MCONNECT=': ERROR } },
    { step: 'mqtt_session', script: { 'AT+MCONNECT=': ['+CME ERROR: 3'] } },
    { step: 'mqtt_session', script: { 'AT+MCONNECT=': ['OK', 200, 'CONNACK 5'] } },
    { step: 'mqtt_session', script: { 'AT+MCONNECT=': ['OK', 200, 'CONNACK FAIL'] } },
    { step: 'mqtt_session', script: { 'AT+MCONNECT=': ['OK', 200, '+CME ERROR: 3'] } },
  ],
  session_timeout: [{ step: 'mqtt_session', script: { 'AT+MCONNECT=': ['OK'] } }],
  subscribe_timeout: [{ step: 'subscribe', script: { 'AT+MSUB=': ['OK'] } }],
  subscribe_refused: [
    { step: 'subscribe', script: { 'AT+MSUB=': ERROR } },
    { step: 'subscribe', script: { 'AT+MSUB=': ['OK', 50, 'SUBACK 128'] } },
    { step: 'subscribe', script: { 'AT+MSUB=': ['OK', 50, 'SUBACK,0x80'] } },
  ],
  publish_unacknowledged: [
    {
      step: 'publish',
      profile: { subscribe: { topic: 'down' }, publish: { topic: 'up', qos: 1 } },
      script: { 'AT+MPUB=': ['OK'] },
    },
    {
      step: 'publish',
      profile: { subscribe: { topic: 'down' }, publish: { topic: 'up', qos: 2 } },
      script: { 'AT+MPUB=': ['OK', 100, 'PUBREC'] },
    },
  ],
  message_not_returned: [
    { step: 'publish', script: { 'AT+MPUB=': ['OK'] } },
    { step: 'publish', script: { 'AT+MPUB=': ['OK', 100, '+MSUB: "other",7 byte,57495338303043'] } },
    { step: 'publish', profile: { messages: { delivery: 'cached' } }, script: { 'AT+MPUB=': ['OK'] } },
    { step: 'publish', profile: { publish: { qos: 1 } }, script: { 'AT+MPUB=': ['OK', 100, 'PUBACK'] } },
    { step: 'publish', script: { 'AT+MPUB=': ['OK', 10_500, '+MSUB: "test",7 byte,57495338303043'] } },
  ],
  message_differs: [
    { step: 'publish', script: { 'AT+MPUB=': ['OK', 100, '+MSUB: "test",7 byte,57495338303044'] } },
    { step: 'publish', script: { 'AT+MPUB=': ['OK', 100, '+MSUB: "test",14 byte,57495338303043'] } },
    { step: 'publish', script: { 'AT+MPUB=': ['OK', 100, '+MSUB: "test",6 byte,574953383030'] } },
    {
      step: 'read_cache',
      profile: { messages: { delivery: 'cached' } },
      script: { 'AT+MQTTMSGGET': ['+MSUB: "test",7 byte,57495338303044', 'OK'] },
    },
  ],
  cache_empty: [
    {
      step: 'read_cache',
      profile: { messages: { delivery: 'cached' } },
      script: { 'AT+MQTTMSGGET': ['OK'] },
    },
    { step: 'read_cache', script: { 'AT+MPUB=': ['OK', 100, '+MSUB: 0'], 'AT+MQTTMSGGET': ['OK'] } },
  ],
  disconnect_refused: [
    {
      step: 'mqtt_close',
      script: {
        'AT+MDISCONNECT': ERROR,
        'AT+MQTTSTATU': inTurn(['+MQTTSTATU: 0', 'OK'], ['+MQTTSTATU: 1', 'OK']),
      },
    },
  ],
  link_closed: [
    { step: 'broker_connect', script: { 'AT+MIPSTART=': ['OK', 100, 'CLOSED'] } },
    { step: 'mqtt_session', script: { 'AT+MCONNECT=': ['OK', 100, 'CLOSED'] } },
    { step: 'rx_mode', script: { 'AT+MQTTMSGSET=': ['CLOSED', 'OK'] } },
    { step: 'publish', script: { 'AT+MPUB=': ['OK', 300, 'CLOSED'] } },
  ],
  bearer_lost: [
    { step: 'mqtt_client_cfg', script: { 'AT+MCONFIG=': ['+PDP: DEACT', 'OK'] } },
    { step: 'broker_connect', script: { 'AT+MIPSTART=': ['OK', 100, '+PDP: DEACT'] } },
    { step: 'publish', script: { 'AT+MPUB=': ['OK', 100, '+CGEV: NW PDN DEACT 1'] } },
  ],
  module_restarted: [
    { step: 'echo_off', script: { ATE0: ['RDY', 'OK'] } },
    { step: 'publish', script: { 'AT+MPUB=': ['OK', 100, 'RDY'] } },
    { step: 'mqtt_close', script: { 'AT+MDISCONNECT': ['RDY', 'OK'] } },
  ],
  module_powered_down: [
    { step: 'net_reg', script: { 'AT+CREG?': ['UNDER-VOLTAGE POWER DOWN'] } },
    { step: 'get_ip', script: { 'AT+CIFSR': ['NORMAL POWER DOWN'] } },
    { step: 'mqtt_session', script: { 'AT+MCONNECT=': ['OK', 10, 'OVER-VOLTAGE POWER DOWN'] } },
  ],
  sim_removed: [
    { step: 'gprs_attach', script: { 'AT+CGATT?': ['+CPIN: NOT INSERTED', '+CGATT: 1', 'OK'] } },
    { step: 'publish', script: { 'AT+MPUB=': ['OK', 20, '+CPIN: SIM REMOVED'] } },
  ],
  evidence_missing: 'shared/verdict.test.ts: no step body leads here',
  port_invalid: [cannotOpen({ kind: 'invalid_address', rule: 'unknown_form', part: 'x' })],
  port_not_found: [cannotOpen({ kind: 'not_found' })],
  port_busy: [cannotOpen({ kind: 'busy' }), cannotOpen({ kind: 'busy', holder: { pid: 7, command: 'mm' } })],
  port_no_permission: [cannotOpen({ kind: 'no_permission', group: 'dialout' })],
  port_no_driver: [cannotOpen({ kind: 'no_driver' })],
  port_recording: [cannotOpen({ kind: 'recording', reason: 'missing' })],
  port_unreachable: [cannotOpen({ kind: 'unreachable', code: 'ECONNREFUSED' })],
  port_lost: [
    cannotOpen({ kind: 'gone' }),
    { step: 'net_reg', script: { 'AT+CREG?': (_line, _nth, module) => [() => module.vanish()] } },
    {
      step: 'broker_connect',
      script: { 'AT+MIPSTART=': (_l, _n, module) => ['OK', 100, () => module.vanish()] },
    },
  ],
  port_io: [
    cannotOpen({ kind: 'io', code: 'EIO' }),
    cannotOpen({ kind: 'unsupported', setting: 'baud rate' }),
    {
      step: 'publish',
      script: { 'AT+MPUB=': (_l, _n, module) => [() => module.vanish({ kind: 'io', code: 'EIO' })] },
    },
  ],
  answers_unheard: 'listening/listening-run.test.ts',
  record_failed: 'cli/summary.ts: a run whose end is not in the record',
  tester_fault: 'runner.test.ts',
  stopped: 'stop.test.ts',
};

describe('a run that cannot pass', () => {
  for (const [code, scenarios] of Object.entries(SCENARIOS)) {
    if (typeof scenarios === 'string') continue;
    it.each(scenarios.map((scenario, index) => ({ ...scenario, index: index + 1 })))(
      `ends with ${code} at $step ($index)`,
      async ({ step, ...setting }) => {
        const test = await run(setting);
        expect(Object.keys(FAILURES)).toContain(code);
        const wanted = Object.keys(FAILURES).find((each): each is FailureCode => each === code);
        expectFailure(test, step, wanted ?? 'tester_fault');
        expect(test.state.finish?.outcome).toBe(FAILURES[wanted ?? 'tester_fault'].outcome);
        // What the module is asked afterwards changes nothing of it.
        const { profile = {} } = setting;
        const timeouts = { ...profile.timeouts, diagnosis: 0 };
        const unasked = await run({ ...setting, profile: { ...profile, timeouts } });
        const untimed = { durationMs: 0, endedMs: 0 };
        expect({ ...unasked.state.finish, ...untimed }).toEqual({ ...test.state.finish, ...untimed });
        expect(unasked.facts('step.finished').map(({ outcome }) => outcome)).toEqual(
          test.facts('step.finished').map(({ outcome }) => outcome),
        );
      },
    );
  }

  it.each(['no_answer', 'session_refused', 'message_differs', 'sim_removed'] as const)(
    'says on what it rests: %s',
    async (code) => {
      const scenarios = SCENARIOS[code];
      if (typeof scenarios === 'string') throw new Error('no scenario');
      for (const { step, ...setting } of scenarios) {
        const test = await run(setting);
        const outcome = step === null ? null : test.outcome(step);
        expect(outcome !== null && 'evidence' in outcome ? outcome.evidence.length : 0).toBeGreaterThan(0);
      }
    },
  );

  it('does not go on after the step that failed', async () => {
    const { module, state } = await run({ script: { 'AT+CIICR': ERROR } });
    expect(module.count('AT+MIPSTART=')).toBe(0);
    expect(state.steps.slice(8).every(({ status }) => status === 'pending')).toBe(true);
  });
});
