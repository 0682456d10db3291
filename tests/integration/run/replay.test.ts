import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FailureCode } from '../../../shared/outcome.ts';
import type { ProfileInput } from '../../../shared/profile.ts';
import { runWarnings } from '../../../shared/run-state.ts';
import { type BenchStation, benchProfile, openBenchStation, statuses } from '../../support/bench-station.ts';

let station: BenchStation;

beforeAll(async () => {
  station = await openBenchStation();
});

afterAll(async () => {
  await station.close();
});

/** Short limits: what is waited for in vain here never comes. */
const TIMEOUTS: ProfileInput['timeouts'] = {
  4: { total: 2, poll: 0.2 },
  5: { total: 1.5, poll: 0.2 },
  6: { total: 1.5, poll: 0.2 },
  8: { reply: 1, pause: 0.1 },
  11: { reply: 1, completion: 1, pause: 0.1 },
  13: { reply: 1, completion: 1 },
  15: { reply: 1, completion: 1 },
  17: { reply: 1, completion: 1 },
  identity: { reply: 0.5, attempts: 1 },
  bearer_shut: 1,
  baud_scan: 0,
};

/** Each fault with the code that its run ends with; null for a pass. */
const FAULTS: Readonly<Record<string, FailureCode | null>> = {
  'connect-fails': 'connect_failed',
  'connect-fails-late:30': 'connect_timeout',
  'cme-error:30@CIICR': 'bearer_refused',
  'ciicr-refused#1': null,
  'connack-refused': 'session_refused',
  'no-suback': 'subscribe_timeout',
  'message-lost': 'message_not_returned',
  'wrong-bytes': 'message_differs',
  'no-sim': 'sim_missing',
  'never-registers': 'registration_timeout',
  'registration-denied': 'registration_denied',
  'no-answer@MSUB': 'no_answer',
  reboot: 'module_restarted',
  'broker-closes': 'link_closed',
  'dialect-b': 'foreign_dialect',
  'echo-stays': null,
  'line-ending:cr': null,
  'byte-by-byte': null,
  'unsolicited-inside': null,
  'answer-twice': null,
  'missing-ok': null,
  garbage: null,
};

describe('a recorded run, replayed', () => {
  for (const [fault, code] of Object.entries(FAULTS)) {
    test.concurrent(`comes to the same end: ${fault}`, async () => {
      const profile = benchProfile({ timeouts: TIMEOUTS });
      const name = fault.replaceAll(/\W/g, '-');
      const first = station.start(`sim:${name}?speed=instant&fault=${fault}`, profile);
      await first.done;
      expect(first.state.finish?.code).toBe(code);
      const again = await station.run(`sim:?replay=run:${first.runId}`, profile);
      const untimed = { durationMs: 0, endedMs: 0 };
      expect({ ...again.finish, ...untimed }).toEqual({ ...first.state.finish, ...untimed });
      // All the same, but that no unit was there.
      expect(statuses(again)).toEqual({ ...statuses(first.state), 1: 'warned' });
    });
  }

  test('is never a clean pass: the answers are of another day, and no unit was there', async () => {
    const profile = benchProfile({ timeouts: TIMEOUTS });
    const first = station.start('sim:clean?speed=instant', profile);
    await first.done;
    expect(runWarnings(first.state)).toEqual([]);
    const again = await station.run(`sim:?replay=run:${first.runId}`, profile);
    expect(again.finish?.outcome).toBe('passed');
    expect(runWarnings(again)).toEqual(['replayed']);
  });

  test('passes again where it passed, with the message that came back then', async () => {
    const profile = benchProfile({ timeouts: TIMEOUTS });
    const first = station.start('sim:passes?speed=instant', profile);
    await first.done;
    const again = await station.run(`sim:?replay=run:${first.runId}`, profile);
    expect(again.finish?.outcome).toBe('passed');
    expect(again.measurements.imei?.value).toBe(first.state.measurements.imei?.value);
    expect(again.measurements.returned_message?.value).toBe('same bytes');
  });

  test('starts anew whenever its port is opened, and is held by one at a time', async () => {
    const profile = benchProfile({ timeouts: TIMEOUTS });
    const first = station.start('sim:anew?speed=instant', profile);
    await first.done;
    const address = `sim:?replay=run:${first.runId}`;
    expect((await station.run(address, profile)).finish?.outcome).toBe('passed');
    expect((await station.run(address, profile)).finish?.outcome).toBe('passed');
    const listener = { data: () => {}, lost: () => {} };
    const held = await station.farm.openPort(address, { baudRate: 9600 }, listener);
    const other = await station.farm.openPort(address, { baudRate: 9600 }, listener);
    expect(other).toEqual({ ok: false, fault: { kind: 'busy' } });
    if (held.ok) await held.port.close();
    expect((await station.run(address, profile)).finish?.outcome).toBe('passed');
  });

  test('cannot be judged where there is no such run', async () => {
    const state = await station.run('sim:?replay=run:nobody', benchProfile());
    expect(state.finish).toMatchObject({ outcome: 'errored', code: 'port_recording' });
    expect(state.link.fault).toEqual({ kind: 'recording', reason: 'missing' });
  });
});
