import { describe, expect, it } from 'vitest';
import {
  type Compared,
  identityOf,
  measurementsOf,
  settingsOf,
  stepsOf,
} from '../../../../renderer/views/compare/compared.ts';
import { compareRuns, type ComparedSource } from '../../../../renderer/views/compare/use-compared.ts';
import { evidenceOf } from '../../../../shared/diagnosis/evidence.ts';
import type { RunEvent, RunFact } from '../../../../shared/events.ts';
import { runDifference } from '../../../../shared/run-difference.ts';
import { RunOutline } from '../../../../shared/run-outline.ts';
import { numbered, passingFacts, STARTED, stepFacts } from '../../shared/run-events.ts';

const measured = (name: 'imei' | 'signal', value: string | number): RunFact => ({
  type: 'measurement.recorded',
  place: { phase: 'identity', step: null, attempt: 1 },
  name,
  value,
  unit: null,
  criterion: null,
  verdict: 'none',
});

function outlined(events: readonly RunEvent[]): RunOutline {
  const outline = new RunOutline();
  for (const event of events) outline.add(event);
  return outline;
}

function compared(one: readonly RunFact[], other: readonly RunFact[]): Compared {
  const [left, right] = [numbered(one), numbered(other)];
  return {
    one: evidenceOf(left),
    other: evidenceOf(right),
    difference: runDifference(outlined(left), outlined(right), true),
  };
}

/** A run whose step took so long. */
const withStep = (step: 1 | 8, ms: number, kind: 'passed' | 'failed' = 'passed'): RunFact[] => [
  STARTED,
  ...stepFacts(
    step,
    kind === 'passed'
      ? { kind, evidence: [1], warnings: [] }
      : { kind, code: 'bearer_refused', evidence: [] },
  ).map((fact) => (fact.type === 'step.finished' ? { ...fact, durationMs: ms } : fact)),
];

describe('two runs beside each other', () => {
  it('tell who they were of, and what of it differs', () => {
    const both = compared(
      [STARTED, measured('imei', '86')],
      [{ ...STARTED, unit: 'SN-2', operator: null }, measured('imei', '86')],
    );
    const differing = identityOf(both).filter(({ differs }) => differs);
    expect(differing).toEqual([
      { name: 'unit', one: 'SN-1', other: 'SN-2', differs: true },
      { name: 'person', one: 'Ada', other: null, differs: true },
    ]);
    expect(identityOf(both).find(({ name }) => name === 'imei')).toMatchObject({ one: '86', differs: false });
  });

  it('have 19 steps each, those that ended otherwise marked', () => {
    const both = compared(withStep(8, 100), withStep(8, 100, 'failed'));
    const steps = stepsOf(both);
    expect(steps).toHaveLength(19);
    expect(steps.filter(({ differs }) => differs).map(({ step }) => step)).toEqual([8]);
  });

  it('differ where only one of them came to a step', () => {
    const steps = stepsOf(compared(withStep(1, 100), passingFacts()));
    expect(steps[0]).toMatchObject({ step: 1, differs: false });
    expect(steps[10]).toMatchObject({ step: 11, differs: true });
  });

  it('tell notable times as a factor, small ones and those of a failure not', () => {
    const times = (one: number, other: number, kind: 'passed' | 'failed' = 'passed') =>
      stepsOf(compared(withStep(8, one), withStep(8, other, kind)))[7]?.timesAsLong;
    expect(times(2000, 8000)).toBe(4);
    expect(times(8000, 2000)).toBe(0.25);
    expect(times(20, 60)).toBeNull();
    expect(times(2000, 2100)).toBeNull();
    expect(times(2000, 9000, 'failed')).toBeNull();
  });

  it('tell what was measured in at least one of them, the numbers of the unit aside', () => {
    const both = compared([STARTED, measured('imei', '1'), measured('signal', 20)], [STARTED]);
    expect(measurementsOf(both)).toEqual([{ name: 'signal', one: 20, other: null, differs: true }]);
  });

  it('tell the settings that differ by their places, and those that only one of them has', () => {
    const profile = (broker: unknown, more = {}) => ({
      ...STARTED,
      profile: { name: 'a', broker, apn: { name: 'CMNET' }, ...more },
    });
    const both = compared(
      [profile({ host: 'one', port: 1883 })],
      [profile({ host: 'two', port: 1883 }, { sim: { pin: '***' } })],
    );
    expect(settingsOf(both)).toEqual([
      { name: 'broker.host', one: 'one', other: 'two', differs: true },
      { name: 'sim.pin', one: null, other: '***', differs: true },
    ]);
  });

  it('have no settings to differ in where no profile is known', () => {
    expect(settingsOf(compared([{ ...STARTED, profile: null }], [{ ...STARTED, profile: null }]))).toEqual(
      [],
    );
  });
});

describe('asking for a comparison', () => {
  const records: Readonly<Record<string, readonly RunEvent[]>> = {
    early: numbered(withStep(1, 10)).map((event) => ({ ...event, atMs: event.atMs - 60_000 })),
    late: numbered(withStep(8, 10)),
  };

  function service(): ComparedSource & { readonly asked: unknown[] } {
    const asked: unknown[] = [];
    return {
      asked,
      runs: {
        open: async ({ runId }) => {
          const events = records[runId];
          if (events === undefined) return { ok: false, fault: { kind: 'not_found' } };
          return { ok: true, run: { evidence: evidenceOf(events), seq: events.length, endMs: 1 } };
        },
      },
      history: {
        compare: async (ids) => {
          asked.push(ids);
          const difference = runDifference(
            outlined(records[ids.one] ?? []),
            outlined(records[ids.other] ?? []),
            true,
          );
          return { ok: true, difference };
        },
      },
    };
  }

  it.each([
    ['early', 'late'],
    ['late', 'early'],
  ])('puts the run that began first on the left: %s, %s', async (one, other) => {
    const source = service();
    const comparison = await compareRuns(source, { one, other });
    expect(source.asked).toEqual([{ one: 'early', other: 'late' }]);
    expect(comparison).toMatchObject({ ok: true, ids: { one: 'early', other: 'late' } });
    if (comparison.ok) expect(comparison.compared.one.state.steps[0]?.status).toBe('passed');
  });

  it('says which fault keeps it from that', async () => {
    expect(await compareRuns(service(), { one: 'early', other: 'gone' })).toEqual({
      ok: false,
      fault: { kind: 'not_found' },
    });
  });
});
