import { describe, expect, it } from 'vitest';
import { canBeStopped, remedyObstacle, startObstacle } from '../../../renderer/store/start-obstacle.ts';
import type { WindowState } from '../../../renderer/store/window-state.ts';
import { profileSchema } from '../../../shared/profile.ts';
import { STARTED } from '../shared/run-events.ts';
import { bay, readRun, windowState } from './window-states.ts';

const PORT = '/dev/ttyUSB0';

/** A window at which a run can be started, with something changed. */
function ready(
  change: Partial<WindowState> = {},
  clientId = 'unit',
  bays: WindowState['station']['bays'] = [],
) {
  const empty = windowState();
  const profile = profileSchema.parse({ name: 'bench', broker: { host: 'b.example' }, mqtt: { clientId } });
  const secrets = { 'sim.pin': false, 'apn.password': false, 'mqtt.password': false };
  return windowState({
    service: 'up',
    chosen: { port: PORT, profileId: 'p', unit: '' },
    station: { ...empty.station, profiles: [{ id: 'p', profile, secrets }], bays },
    ...change,
  });
}

describe('what keeps a run from being started', () => {
  it('is nothing where service, port and profile are there', () => {
    expect(startObstacle(ready())).toBeNull();
  });

  it('is what is missing', () => {
    expect(startObstacle(ready({ service: 'gone' }))).toBe('window.obstacle.service');
    const chosen = { port: PORT, profileId: 'p', unit: '' };
    expect(startObstacle(ready({ chosen: { ...chosen, port: null } }))).toBe('window.obstacle.port');
    expect(startObstacle(ready({ chosen: { ...chosen, profileId: 'x' } }))).toBe('window.obstacle.profile');
    expect(startObstacle(ready({}, 'unit-{serial}'))).toBe('window.obstacle.unit');
    expect(startObstacle(ready({ chosen: { ...chosen, unit: 'SN1' } }, 'unit-{serial}'))).toBeNull();
  });
});

describe('what keeps a remedy from being carried out', () => {
  it('is nothing where a run could be started, else what keeps that', () => {
    expect(remedyObstacle(ready())).toBeNull();
    expect(remedyObstacle(ready({ service: 'gone' }))).toBe('window.obstacle.service');
  });

  it('is a run that is under way on the port, but not a console', () => {
    expect(remedyObstacle(ready({}, 'unit', [bay(PORT, 'r')]))).toBe('remedy.obstacle.running');
    expect(remedyObstacle(ready({}, 'unit', [bay(PORT, 'r', { live: false })]))).toBeNull();
    expect(remedyObstacle(ready({}, 'unit', [bay(PORT, 'r', { purpose: 'console' })]))).toBeNull();
    expect(remedyObstacle(ready({}, 'unit', [bay('COM9', 'r')]))).toBeNull();
  });

  it('is that an old run is shown, or a dialogue of somebody else', () => {
    expect(remedyObstacle(ready({ openedRun: 'r' }))).toBe('remedy.obstacle.old');
    for (const purpose of ['opened_log', 'listening'] as const) {
      const segments = [readRun('r', [{ ...STARTED, purpose }])];
      expect(remedyObstacle(ready({ segments }))).toBe('remedy.obstacle.observed');
      expect(remedyObstacle(ready({ segments, openedRun: 'r' }))).toBe('remedy.obstacle.observed');
    }
  });
});

describe('a run that can be stopped for a remedy', () => {
  const first = { type: 'step.started', step: 1, attempt: 1 } as const;
  const live = (facts: Parameters<typeof readRun>[1], change: Partial<WindowState> = {}) =>
    ready({ segments: [readRun('r', facts)], ...change }, 'unit', [bay(PORT, 'r')]);

  it('is one whose first step still waits for a word', () => {
    expect(canBeStopped(live([STARTED, first]))).toBe(true);
  });

  it('is none that has come further, is being stopped, or is not there', () => {
    const over = { kind: 'failed', code: 'no_answer', evidence: [] } as const;
    const finished = { type: 'step.finished', step: 1, outcome: over, attempts: 1, durationMs: 9 } as const;
    expect(canBeStopped(live([STARTED, first, finished]))).toBe(false);
    const asked = { type: 'run.cancelRequested', immediate: false } as const;
    expect(canBeStopped(live([STARTED, first, asked]))).toBe(false);
    expect(canBeStopped(live([STARTED, first], { service: 'gone' }))).toBe(false);
    expect(canBeStopped(ready({ segments: [readRun('r', [STARTED, first])] }))).toBe(false);
  });
});
