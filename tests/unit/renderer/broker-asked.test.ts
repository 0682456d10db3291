import { describe, expect, it } from 'vitest';
import type { BrokerAsked } from '../../../renderer/store/window-state.ts';
import {
  brokerAsked,
  brokerObstacle,
  brokerQuestion,
  brokerSeen,
} from '../../../renderer/store/broker-asked.ts';
import type { BrokerCheck } from '../../../shared/broker-check.ts';
import { STARTED } from '../shared/run-events.ts';
import { bay, readRun, windowState } from './window-states.ts';

const CHECK: BrokerCheck = {
  host: 'broker.example',
  port: 1883,
  tls: false,
  addresses: [],
  reached: 'accepted',
  obstacle: null,
  speaks: null,
  trusted: null,
  durationMs: 20,
};
const OF_RUN: BrokerCheck = { ...CHECK, reached: 'resolved' };

const chosen = { port: 'COM3', profileId: 'p1', unit: '' };
const run = readRun('r1', [STARTED, { type: 'broker.checked', check: OF_RUN }]);
const asked: BrokerAsked = {
  port: 'COM3',
  profileId: 'p1',
  runId: 'r1',
  answer: { ok: true, check: CHECK },
};
const state = windowState({ chosen, segments: [run], brokerAsked: asked });

describe('the broker on the screen', () => {
  it('is what somebody asked for, over what the run had found', () => {
    expect(brokerAsked(state)).toBe(asked);
    expect(brokerSeen(state)).toBe(CHECK);
  });

  it('is what the run found where nobody asked', () => {
    expect(brokerSeen({ ...state, brokerAsked: null })).toBe(OF_RUN);
    expect(brokerSeen(windowState({ chosen }))).toBeNull();
  });

  it.each([
    ['another port', { chosen: { ...chosen, port: 'COM4' } }],
    ['another profile', { chosen: { ...chosen, profileId: 'p2' } }],
    ['a later run', { segments: [run, readRun('r2', [STARTED])] }],
    ['an old run', { openedRun: 'r1' }],
  ] as const)('is not what was asked of %s', (_what, change) => {
    expect(brokerAsked({ ...state, ...change })).toBeNull();
  });

  it('stays what the run found while it is being asked, and when the question was refused', () => {
    const fault = { kind: 'in_session', port: 'COM3' } as const;
    expect(brokerSeen({ ...state, brokerAsked: { ...asked, answer: null } })).toBe(OF_RUN);
    expect(brokerSeen({ ...state, brokerAsked: { ...asked, answer: { ok: false, fault } } })).toBe(OF_RUN);
  });

  it('can be asked for with a port and a profile', () => {
    expect(brokerQuestion(state)).toEqual({ port: 'COM3', profileId: 'p1', runId: 'r1' });
    expect(brokerQuestion(windowState())).toBeNull();
  });

  it.each([
    ['window.obstacle.service', {}],
    ['window.obstacle.port', { service: 'up', chosen: { ...chosen, port: null } }],
    ['window.obstacle.profile', { service: 'up', chosen: { ...chosen, profileId: null } }],
    [
      'broker.obstacle.run',
      { service: 'up', station: { ...state.station, bays: [bay('COM3', 'r1', { live: true })] } },
    ],
    [null, { service: 'up' }],
  ] as const)('has %s in the way', (obstacle, change) => {
    expect(brokerObstacle({ ...state, ...change })).toBe(obstacle);
  });
});
