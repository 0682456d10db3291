import { describe, expect, it } from 'vitest';
import { BringUp } from '../../../electron/bringup/runner.ts';
import { FloodGate } from '../../../electron/session/flood-gate.ts';
import { STEP_BODIES } from '../../../electron/bringup/steps/index.ts';
import { STEPS } from '../../../shared/plan.ts';
import { profileSchema } from '../../../shared/profile.ts';
import type { RunEvent, RunFact } from '../../../shared/events.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { BASE, run } from './test-run.ts';

describe('the runner', () => {
  it('has a body for every step', () => {
    expect(Object.keys(STEP_BODIES)).toEqual(STEPS.map(({ id }) => id));
  });

  it('states a bug of its own as an outcome instead of throwing', async () => {
    const clock = new VirtualClock();
    const events: RunEvent[] = [];
    const bringUp = new BringUp(
      {
        profile: profileSchema.parse(BASE),
        unit: null,
        operator: null,
        fromStep: 1,
        singleStep: false,
        warnings: () => [],
      },
      {
        clock,
        version: '0',
        open: () => Promise.reject(new TypeError('a bug that knows the password secret-9f')),
        record: (fact: RunFact) => {
          const stamp = { seq: events.length + 1, runId: 'r', port: 'p', atMs: 0, elapsedMs: 0 };
          const event: RunEvent = { ...stamp, ...fact };
          events.push(event);
          return event;
        },
        mask: (text) => text.replaceAll('secret-9f', '***'),
        hide: () => {},
        checkBroker: () => Promise.resolve(null),
      },
    );
    const verdict = await clock.runUntil(bringUp.run());
    expect(verdict).toMatchObject({ outcome: 'errored', code: 'tester_fault', complete: false });
    expect(verdict.detail).toContain('a bug that knows the password ***');
    expect(events.at(-1)?.type).toBe('run.finished');
  });

  it('begins the record with the profile, secrets masked, and ends it with the verdict', async () => {
    const test = await run({ unit: 'SN-1', operator: 'Ada' });
    expect(test.events[0]).toMatchObject({
      type: 'run.started',
      profileName: 'bench',
      unit: 'SN-1',
      operator: 'Ada',
      fromStep: 1,
      profile: { mqtt: { username: 'user', password: '***' }, sim: { pin: '' } },
    });
    expect(test.events.at(-1)).toMatchObject({ type: 'run.finished', outcome: 'passed' });
  });

  it('fills the serial number of the unit in', async () => {
    const test = await run({
      unit: 'SN-7',
      profile: { subscribe: { topic: 'u/{serial}' }, publish: { topic: 'u/{serial}' } },
    });
    expect(test.state.finish?.outcome).toBe('passed');
    expect(test.module.commands).toContain('AT+MSUB="u/SN-7",0');
  });

  it('does not send a placeholder that cannot be filled', async () => {
    const test = await run({ script: { 'AT+CGSN': ['ERROR'], 'AT+GSN': ['ERROR'] } });
    expect(test.state.finish).toMatchObject({ code: 'identity_unknown', detail: 'imei' });
    expect(test.module.commands.some((line) => line.includes('{'))).toBe(false);
  });

  it('asks for the IMEI by its other name when the first is not known', async () => {
    const test = await run({ script: { 'AT+CGSN': ['ERROR'], 'AT+GSN': ['+GSN: "867723030000003"', 'OK'] } });
    expect(test.state.measurements.imei?.value).toBe('867723030000003');
  });
});

describe('the flood gate', () => {
  it('lets a burst through, then a trickle, and counts the rest', () => {
    const gate = new FloodGate(0);
    const admitted = Array.from({ length: 1000 }, () => gate.admit(0).admitted).filter(Boolean).length;
    expect(admitted).toBe(500);
    expect(gate.admit(1000)).toEqual({ admitted: true, released: 500 });
    expect(gate.admit(1000)).toEqual({ admitted: true, released: 0 });
    expect(gate.drain()).toBe(0);
  });

  it('gives back what it holds once', () => {
    const gate = new FloodGate(0);
    for (let index = 0; index < 503; index += 1) gate.admit(0);
    expect(gate.drain()).toBe(3);
    expect(gate.drain()).toBe(0);
  });

  it('fills up again in silence, but not beyond the burst', () => {
    const gate = new FloodGate(0);
    for (let index = 0; index < 600; index += 1) gate.admit(0);
    gate.drain();
    const later = Array.from({ length: 1000 }, () => gate.admit(3_600_000).admitted).filter(Boolean).length;
    expect(later).toBe(500);
  });
});
