import { describe, expect, it } from 'vitest';
import {
  consoleRoom,
  hasConsole,
  isMeterOn,
  typedProgress,
  unmetExpectation,
} from '../../../renderer/store/console-state.ts';
import { importedList, listFileName } from '../../../renderer/views/console/new-list.ts';
import type { BayInfo } from '../../../shared/contract.ts';
import type { RunFact } from '../../../shared/events.ts';
import { bay, readRun, windowState } from './window-states.ts';

const START: RunFact = {
  type: 'run.started',
  purpose: 'bring_up',
  profileName: 'p',
  profile: null,
  unit: null,
  operator: null,
  fromStep: 1,
  version: '1',
  warnings: [],
  changes: [],
};

const at = (bays: readonly BayInfo[], facts: readonly RunFact[] = [START]) =>
  windowState({
    service: 'up',
    chosen: { port: 'COM5', profileId: null, unit: '' },
    station: { ...windowState().station, bays },
    segments: [readRun('run', facts)],
  });

describe('what can be typed', () => {
  const live = bay('COM5', 'run');

  it('is a command to the module where nothing owns the port, a console or an ended run included', () => {
    expect(consoleRoom(at([]))).toBe('free');
    expect(consoleRoom(at([{ ...live, live: false }]))).toBe('free');
    expect(consoleRoom(at([{ ...live, purpose: 'console' }]))).toBe('free');
    expect(consoleRoom(at([bay('COM6', 'run')]))).toBe('free');
  });

  it('is nothing while a run owns the port, until it waits', () => {
    expect(consoleRoom(at([live]))).toBe('running');
    expect(consoleRoom(at([live], [START, { type: 'run.pauseRequested' }]))).toBe('pausing');
    expect(consoleRoom(at([live], [START, { type: 'run.paused', nextStep: 6 }]))).toBe('paused');
    expect(
      consoleRoom(at([live], [START, { type: 'run.paused', nextStep: 6 }, { type: 'run.continued' }])),
    ).toBe('running');
  });

  it('is nothing where a dialogue is only listened to: that run cannot be paused either', () => {
    const facts = [{ ...START, purpose: 'listening' }] as const;
    expect(consoleRoom(at([bay('COM5', 'run', { purpose: 'listening' })], facts))).toBe('listening');
    const log = [{ ...START, purpose: 'opened_log' }] as const;
    expect(consoleRoom({ ...at([], log), openedRun: 'run' })).toBe('listening');
  });

  it('is nothing while the screen still shows the run before', () => {
    expect(consoleRoom(at([bay('COM5', 'new')], [START, { type: 'run.paused', nextStep: 6 }]))).toBe(
      'running',
    );
  });

  it('is nothing without service, without a port, and beside an old run', () => {
    expect(consoleRoom({ ...at([]), service: 'gone' })).toBe('service');
    expect(consoleRoom({ ...at([]), chosen: { port: null, profileId: null, unit: '' } })).toBe('port');
    expect(consoleRoom({ ...at([]), openedRun: 'old' })).toBe('old');
  });

  it('is told by the bay of the port alone', () => {
    const console = bay('COM5', 'c', {
      purpose: 'console',
      typed: { queued: 2, done: 1 },
      tools: ['meter'],
    });
    expect(hasConsole(at([console]))).toBe(true);
    expect(typedProgress(at([console]))).toEqual({ queued: 2, done: 1 });
    expect(isMeterOn(at([console]))).toBe(true);
    for (const state of [at([]), at([{ ...console, port: 'COM6' }]), at([{ ...console, live: false }])]) {
      expect(hasConsole(state)).toBe(false);
      expect(typedProgress(state)).toBeNull();
      expect(isMeterOn(state)).toBe(false);
    }
  });
});

describe('an answer that was not as expected', () => {
  const compared = (met: boolean): RunFact => ({
    type: 'answer.compared',
    place: { phase: 'manual', step: null, attempt: 1 },
    command: 'AT',
    expected: 'READY',
    met,
  });
  const console = { ...START, purpose: 'console' } as const;
  const sent = (elapsedMs: number) => ({ direction: 'sent' as const, bytes: 'AT\r\n', elapsedMs });

  it('is told until the next command', () => {
    const stopped = readRun('c', [console, compared(false)], [sent(0)]);
    expect(unmetExpectation({ segments: [stopped] })).toBe('READY');
    const next = readRun('c', [console, compared(false)], [sent(0), sent(5000)]);
    expect(unmetExpectation({ segments: [next] })).toBeNull();
  });

  it('is none where the answer was right, or nothing was expected', () => {
    expect(unmetExpectation({ segments: [readRun('c', [console, compared(true)], [sent(0)])] })).toBeNull();
    expect(unmetExpectation({ segments: [readRun('c', [console], [sent(0)])] })).toBeNull();
    expect(unmetExpectation({ segments: [] })).toBeNull();
  });
});

describe('the name of a list', () => {
  it.each([
    ['attach.txt', 'attach'],
    ['附着.检查.txt', '附着.检查'],
    ['list', 'list'],
  ])('is that of its file: %s', (file, name) => {
    expect(importedList(file, 'AT').name).toBe(name);
  });

  it.each([
    ['Attach check', 'Attach-check.txt'],
    ['../../etc', 'etc.txt'],
    ['附着', '附着.txt'],
    ['?', 'commands.txt'],
  ])('makes a file name that any system takes: %s', (name, file) => {
    expect(listFileName(name)).toBe(file);
  });
});
