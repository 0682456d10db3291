import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../shared/events.ts';
import type { RunState } from '../../../shared/run-state.ts';
import { type BenchStation, benchProfile, openBenchStation } from '../../support/bench-station.ts';

let station: BenchStation;

beforeAll(async () => {
  station = await openBenchStation();
});

afterAll(async () => {
  await station.close();
});

const eventsOf = ({ runId }: RunState) => station.events.filter((event) => event.runId === runId);
const commandsIn = (state: RunState, phase: string) =>
  eventsOf(state).flatMap((event: RunEvent) =>
    event.type === 'at.exchanged' && event.place.phase === phase ? [event.command] : [],
  );
const rungs = (state: RunState) =>
  eventsOf(state).flatMap((event) =>
    event.type === 'recovery.finished' ? [[event.level, event.recovered]] : [],
  );

describe('a simulated module that failed', () => {
  test('tells how it stands, and why it refused', async () => {
    const profile = benchProfile({ timeouts: { 5: { total: 1, poll: 0.2 } } });
    const state = await station.run('sim:why1?speed=instant&fault=never-registers', profile);
    expect(state.finish).toMatchObject({ failedStep: 5, code: 'registration_timeout' });
    expect(commandsIn(state, 'diagnosis')).toEqual(['AT+CPIN?', 'AT+CFUN?', 'AT+CSQ', 'AT+COPS?']);
    expect(state.measurements).toMatchObject({ functionality: { value: 1 }, signal: { value: 0 } });
    expect(state.measurements.operator).toBeUndefined();
  });

  test('gives the reason of a bare ERROR', async () => {
    const profile = benchProfile({ timeouts: { 4: { total: 1, poll: 0.2 } } });
    const state = await station.run('sim:why2?speed=instant&fault=error@CPIN', profile);
    expect(commandsIn(state, 'diagnosis').slice(0, 3)).toEqual(['AT+CMEE=2', 'AT+CPIN?', 'AT+CMEE=1']);
  });
});

describe('a simulated module is recovered', () => {
  const online = benchProfile({ after: 'stay-online' });

  test.each([
    ['session', 10],
    ['bearer', 7],
    ['module', 1],
  ] as const)('by the rung %s before the first step, and passes', async (recovery, first) => {
    const port = `sim:first-${recovery}?speed=instant`;
    await station.run(port, online);
    const state = await station.run(port, benchProfile(), { recovery, fromStep: 15 });
    expect(rungs(state)).toEqual([[recovery, true]]);
    expect(state.fromStep).toBe(first);
    expect(state.finish?.outcome).toBe('passed');
  });

  test('by its power key where it does not take the command to restart', async () => {
    const profile = benchProfile({
      powerKey: { line: 'dtr' },
      timeouts: { power_key: { reply: 1, total: 0.2 }, module_restart: { pause: 0.2 } },
    });
    const port = 'sim:key?speed=instant&fault=error@CFUN';
    const state = await station.run(port, profile, { recovery: 'module' });
    expect(rungs(state)).toEqual([['module', true]]);
    expect(commandsIn(state, 'recovery')).toContain('AT+CPOWD=1');
    expect(state.finish?.outcome).toBe('passed');
  });

  test('at its own speed, `RDY` and all', async () => {
    const port = 'sim:slowly?baud=115200';
    const state = await station.run(port, benchProfile({ timeouts: { 2: 1 } }), { recovery: 'module' });
    expect(rungs(state)).toEqual([['module', true]]);
    const ready = eventsOf(state).find((event) => event.type === 'at.unsolicited' && event.line === 'RDY');
    expect(ready).toMatchObject({ place: { phase: 'recovery' } });
    expect(state.finish?.outcome).toBe('passed');
  }, 30_000);

  test.each([
    ['broker-closes', 17, 'session'],
    ['pdp-dropped', 17, 'bearer'],
    ['connect-fails#1', 11, 'session'],
    ['no-suback#1', 15, 'session'],
  ] as const)('by itself after %s, where the profile allows it', async (fault, step, level) => {
    const timeouts = {
      11: { reply: 1, completion: 1, attempts: 1 },
      15: { reply: 1, completion: 0.5, attempts: 1 },
    };
    const allowing = benchProfile({ recovery: { automatic: 'bearer' }, timeouts });
    const address = `sim:self-${step}-${level}?speed=instant&fault=${encodeURIComponent(fault)}`;
    const state = await station.run(address, allowing);
    expect(rungs(state)).toEqual([[level, true]]);
    expect(state.finish?.outcome).toBe('passed');
    expect(state.steps[step - 1]?.outcome).toMatchObject({ kind: 'passed', warnings: ['recovered'] });
  });

  test('not by itself where the profile says nothing of it', async () => {
    const state = await station.run('sim:alone?speed=instant&fault=broker-closes', benchProfile());
    expect(state.finish).toMatchObject({ outcome: 'failed', code: 'link_closed' });
    expect(rungs(state)).toEqual([]);
  });

  test('never from refused credentials', async () => {
    const profile = benchProfile({ recovery: { automatic: 'module' } });
    const state = await station.run('sim:refused?speed=instant&fault=connack-refused:5', profile);
    expect(state.finish).toMatchObject({ outcome: 'failed', code: 'session_refused' });
    expect(rungs(state)).toEqual([]);
  });
});
