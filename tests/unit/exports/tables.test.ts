import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { RunFact } from '../../../shared/events.ts';
import { STEPS } from '../../../shared/plan.ts';
import { EXCHANGED, eventsOf, FINISHED, openedStore, STARTED, temporaryFile } from '../records/synthetic.ts';
import { readTable } from './csv-reader.ts';
import { contentOf, runs } from './exported.ts';

const began = (
  more: { readonly unit?: string; readonly station?: string; readonly planVersion?: number } = {},
) => (STARTED.type === 'run.started' ? { ...STARTED, ...more } : STARTED);
const BEGAN: RunFact = began({ station: 'bench-2', planVersion: 1 });
const measured = (name: 'imei' | 'iccid' | 'imsi' | 'operator', value: string): RunFact => ({
  type: 'measurement.recorded',
  place: { phase: 'identity', step: null, attempt: 1 },
  name,
  value,
  unit: null,
  criterion: null,
  verdict: 'none',
});
const passed = (step: 1 | 2 | 3, durationMs: number): RunFact => ({
  type: 'step.finished',
  step,
  outcome: { kind: 'passed', evidence: [], warnings: step === 2 ? ['echo_stays'] : [] },
  attempts: 1,
  durationMs,
});

async function recordOf(...all: readonly (readonly [id: string, facts: readonly RunFact[]])[]) {
  const path = temporaryFile();
  const store = await openedStore(path);
  for (const [id, facts] of all) await store.append({ events: eventsOf(id, facts), trace: [] });
  return path;
}

describe('the table of runs', () => {
  it('has what is known of a run under names that do not change', async () => {
    const facts = [
      BEGAN,
      measured('imei', '866104020123454'),
      measured('iccid', '89860117851012345678'),
      measured('imsi', '460001234567890'),
      measured('operator', 'CHINA MOBILE'),
      passed(2, 5),
      { ...FINISHED, detail: '+CME ERROR: 10' },
    ];
    const text = await contentOf({
      record: await recordOf(['a', facts]),
      what: runs('a'),
      format: 'csv-runs',
    });
    expect(readTable(text)).toEqual([
      {
        run_id: 'a',
        purpose: 'bring_up',
        outcome: 'failed',
        complete: 'true',
        warnings: '1',
        unit: 'SN-0117',
        imei: '866104020123454',
        iccid: '89860117851012345678',
        imsi: '460001234567890',
        network: 'CHINA MOBILE',
        operator: 'Li',
        station: 'bench-2',
        port: '/dev/ttyUSB0',
        profile: 'Baidu IoT Hub',
        plan_version: '1',
        app_version: '0.1.0',
        from_step: '1',
        failed_step: '11',
        failed_step_id: 'broker_connect',
        code: 'connect_failed',
        detail: "'+CME ERROR: 10",
        start: '2023-11-14T22:13:20.001Z',
        end: '2023-11-14T22:13:20.007Z',
        duration_ms: '21769.5',
      },
    ]);
  });

  it('has runs without an end, and tells those that somebody is recording', async () => {
    const record = await recordOf(['a', [BEGAN]], ['b', [BEGAN, EXCHANGED]]);
    const text = await contentOf({
      record,
      what: runs('b', 'a', 'b'),
      format: 'csv-runs',
      live: new Set(['b']),
    });
    expect(
      readTable(text).map(({ run_id, outcome, end, complete }) => [run_id, outcome, end, complete]),
    ).toEqual([
      ['a', 'interrupted', '', ''],
      ['b', 'live', '', ''],
    ]);
  });

  it('stays a table whatever stands in the record', async () => {
    const record = await recordOf(['a', [began({ unit: '=1+1\r\n"x"' })]]);
    const other = new DatabaseSync(record);
    other.exec('UPDATE runs SET started_at_ms = 1e300, failed_step = 99, purpose = NULL');
    other.close();
    const text = await contentOf({ record, what: runs('a'), format: 'csv-runs', bom: true });
    expect(text.startsWith('\ufeffrun_id,')).toBe(true);
    expect(readTable(text.slice(1))).toMatchObject([
      { unit: '\'=1+1\r\n"x"', start: '', failed_step: '99', failed_step_id: '', purpose: 'bring_up' },
    ]);
  });
});

describe('the table of steps', () => {
  const steps = async (facts: readonly RunFact[], isLive = false) => {
    const record = await recordOf(['a', facts], ['b', [BEGAN]]);
    const text = await contentOf({
      record,
      what: runs('a', 'b'),
      format: 'csv-steps',
      live: new Set(isLive ? ['a', 'b'] : []),
    });
    return readTable(text);
  };
  const stepBegan = (step: 1 | 2 | 3, attempt = 1): RunFact => ({ type: 'step.started', step, attempt });

  it('has a row for every step of every run, with its times and how it ended', async () => {
    const failed: RunFact = {
      type: 'step.finished',
      step: 3,
      outcome: { kind: 'failed', code: 'command_refused', evidence: [] },
      attempts: 2,
      durationMs: 700.25,
    };
    const facts = [
      BEGAN,
      stepBegan(1),
      passed(1, 5),
      stepBegan(2),
      passed(2, 6),
      stepBegan(3),
      stepBegan(3, 2),
      failed,
      FINISHED,
    ];
    expect(await steps(facts)).toEqual(
      [
        row({ step: '1', start_offset_ms: '3', duration_ms: '5', warnings: '0' }),
        row({ step: '2', start_offset_ms: '6', duration_ms: '6', warnings: '1' }),
        row({
          step: '3',
          outcome: 'failed',
          code: 'command_refused',
          warnings: '',
          attempts: '2',
          start_offset_ms: '9',
          duration_ms: '700.25',
        }),
      ].map((each, index) => ({ ...each, step_id: STEP_IDS[index] })),
    );
  });

  it('has steps that were left out, and those that a run was cut short in', async () => {
    const skipped: RunFact = {
      type: 'step.finished',
      step: 1,
      outcome: { kind: 'skipped', reason: 'before_first_step' },
      attempts: 0,
      durationMs: 0,
    };
    const facts = [BEGAN, skipped, stepBegan(2)];
    const told = (rows: Awaited<ReturnType<typeof steps>>) =>
      rows.map(({ step, outcome, start_offset_ms: start }) => [step, outcome, start]);
    expect(told(await steps(facts))).toEqual([
      ['1', 'skipped', ''],
      ['2', 'interrupted', '4.5'],
    ]);
    expect(told(await steps(facts, true))).toEqual([
      ['1', 'skipped', ''],
      ['2', 'live', '4.5'],
    ]);
  });

  it('tells a step that was watched twice as it came last', async () => {
    const rows = await steps([
      BEGAN,
      stepBegan(2),
      passed(2, 5),
      stepBegan(1),
      passed(1, 6),
      stepBegan(2),
      passed(2, 7),
    ]);
    expect(rows.map(({ step, duration_ms: ms, start_offset_ms: start }) => [step, start, ms])).toEqual([
      ['1', '6', '6'],
      ['2', '9', '7'],
    ]);
  });
});

const STEP_IDS = [STEPS[0].id, STEPS[1].id, STEPS[2].id];

function row(cells: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return {
    run_id: 'a',
    unit: 'SN-0117',
    imei: '',
    outcome: 'passed',
    code: '',
    attempts: '1',
    ...cells,
  };
}
