import { describe, expect, it } from 'vitest';
import { runSummarySchema, type RunSummary } from '../../../shared/run-summary.ts';

const HEAD = {
  id: 'a',
  port: 'COM3',
  purpose: 'bring_up',
  unit: 'SN-0117',
  operator: 'Li',
  profileName: 'bench',
  version: '0.1.0',
  fromStep: 1,
  startedAtMs: 1_700_000_000_000,
  imei: '490154203237518',
  iccid: null,
  imsi: '460001234567890',
  network: 'CHINA MOBILE',
  station: 'bench-7',
  lastAtMs: 1_700_000_021_769,
} as const;

const ENDING = {
  state: 'finished',
  finishedAtMs: 1_700_000_021_769,
  durationMs: 21_769.5,
  outcome: 'failed',
  failedStep: 11,
  code: 'connect_failed',
  complete: true,
  warnings: 2,
} as const;

const UNKNOWN = {
  id: 'b',
  port: null,
  purpose: 'console',
  unit: null,
  operator: null,
  profileName: null,
  version: null,
  fromStep: null,
  startedAtMs: null,
  imei: null,
  iccid: null,
  imsi: null,
  network: null,
  station: null,
  lastAtMs: null,
} as const;

const SUMMARIES: readonly RunSummary[] = [
  { ...HEAD, ...ENDING },
  { ...HEAD, ...ENDING, outcome: 'passed', failedStep: null, code: null, complete: false },
  { ...HEAD, state: 'live' },
  { ...UNKNOWN, state: 'interrupted' },
];

describe('a row of the list of runs', () => {
  it.each(SUMMARIES)('crosses as it is: $purpose, $state', (summary) => {
    expect(runSummarySchema.parse(summary)).toEqual(summary);
  });

  it('of a run that has not ended carries no ending along', () => {
    expect(runSummarySchema.parse({ ...HEAD, ...ENDING, state: 'live' })).toEqual({ ...HEAD, state: 'live' });
  });

  it.each([
    ['finished without an outcome', { ...HEAD, ...ENDING, outcome: undefined }],
    ['finished with an outcome that does not exist', { ...HEAD, ...ENDING, outcome: 'perhaps' }],
    ['finished with a code that does not exist', { ...HEAD, ...ENDING, code: 'bad_luck' }],
    ['failed at a step that does not exist', { ...HEAD, ...ENDING, failedStep: 20 }],
    ['finished at no time', { ...HEAD, ...ENDING, finishedAtMs: null }],
    ['in a state that does not exist', { ...HEAD, state: 'paused' }],
    ['for a purpose that does not exist', { ...HEAD, purpose: 'fun', state: 'live' }],
    ['for no purpose', { ...HEAD, purpose: null, state: 'live' }],
    ['of no run', { ...HEAD, id: null, state: 'live' }],
    ['that began at a time that is no number', { ...HEAD, startedAtMs: '2023', state: 'live' }],
  ])('is refused: %s', (_, value) => {
    expect(runSummarySchema.safeParse(value).success).toBe(false);
  });
});
