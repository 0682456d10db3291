import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { RecordStore } from '../../../electron/records/index.ts';
import type { RunEvent, RunFact, RunPurpose } from '../../../shared/events.ts';
import type { StepOutcome } from '../../../shared/outcome.ts';
import type { StepNumber } from '../../../shared/plan.ts';
import { EXCHANGED, eventsOf, openedStore, STARTED, temporaryFile } from './synthetic.ts';

const PASSED: StepOutcome = { kind: 'passed', evidence: [1], warnings: [] };

const finished = (step: StepNumber, durationMs: number, outcome: StepOutcome = PASSED): RunFact => ({
  type: 'step.finished',
  step,
  outcome,
  attempts: 1,
  durationMs,
});

const startedFor = (purpose: RunPurpose): RunFact =>
  STARTED.type === 'run.started' ? { ...STARTED, purpose } : STARTED;

async function record(store: RecordStore, runId: string, facts: readonly RunFact[], port?: string) {
  const events = eventsOf(runId, facts).map((event): RunEvent => ({ ...event, ...(port && { port }) }));
  expect(await store.append({ events, trace: [] })).toEqual({ ok: true });
}

describe('the steps of a run that passed', () => {
  it('are told with their times, and no others are', async () => {
    const store = await openedStore();
    await record(store, 'a', [
      STARTED,
      finished(1, 210.5),
      EXCHANGED,
      finished(2, 0, { kind: 'skipped', reason: 'switched_off' }),
      finished(3, 40),
      finished(4, 5000, { kind: 'failed', code: 'sim_missing', evidence: [] }),
    ]);
    expect(await store.passedSteps('a')).toEqual({
      ok: true,
      steps: [
        { step: 1, durationMs: 210.5 },
        { step: 3, durationMs: 40 },
      ],
    });
  });

  it('are none of a run that is not in the record', async () => {
    const store = await openedStore();
    expect(await store.passedSteps('nobody')).toEqual({ ok: true, steps: [] });
  });

  it('are looked for at the beginning of a run that never stops talking', async () => {
    const store = await openedStore();
    const talk = Array.from({ length: 2500 }, () => EXCHANGED);
    await record(store, 'a', [STARTED, finished(1, 210), ...talk, finished(2, 20)]);
    expect(await store.passedSteps('a')).toEqual({ ok: true, steps: [{ step: 1, durationMs: 210 }] });
  });

  it('are the ones that can be read of a damaged record', async () => {
    const path = temporaryFile();
    const store = await openedStore(path);
    await record(store, 'a', [STARTED, finished(1, 210), finished(2, 20), finished(3, 30), finished(4, 9)]);
    const editor = new DatabaseSync(path);
    editor.exec(`UPDATE facts SET body = 'no json' WHERE seq = 2;
      UPDATE facts SET body = '{"step":77,"durationMs":1,"outcome":{"kind":"passed"}}' WHERE seq = 3;
      UPDATE facts SET body = '{"step":3,"durationMs":"long","outcome":{"kind":"passed"}}' WHERE seq = 4`);
    editor.close();
    expect(await store.passedSteps('a')).toEqual({ ok: true, steps: [{ step: 4, durationMs: 9 }] });
  });

  it('are not to be had of a record that is closed', async () => {
    const store = await openedStore();
    await store.close();
    expect(await store.passedSteps('a')).toEqual({ ok: false, fault: { kind: 'closed' } });
    expect(await store.newestBringUps('real', 5)).toEqual({ ok: false, fault: { kind: 'closed' } });
  });
});

describe('the newest runs that walked the steps', () => {
  it('are told by the kind of their module, newest first, consoles left out', async () => {
    const store = await openedStore();
    await record(store, 'a', [STARTED]);
    await record(store, 'b', [STARTED], 'sim:?fault=no-sim');
    await record(store, 'c', [startedFor('console')]);
    await record(store, 'd', [startedFor('opened_log')]);
    await record(store, 'e', [STARTED], 'COM3');
    expect(await store.newestBringUps('real', 10)).toEqual({ ok: true, runs: ['e', 'a'] });
    expect(await store.newestBringUps('real', 1)).toEqual({ ok: true, runs: ['e'] });
    expect(await store.newestBringUps('simulated', 10)).toEqual({ ok: true, runs: ['b'] });
  });

  it('are none in an empty record', async () => {
    expect(await (await openedStore()).newestBringUps('real', 10)).toEqual({ ok: true, runs: [] });
  });

  it('are not hidden by the gaps that earlier releases left between the keys of runs', async () => {
    const path = temporaryFile();
    const store = await openedStore(path);
    for (const id of ['a', 'b', 'c']) await record(store, id, [STARTED]);
    const editor = new DatabaseSync(path);
    editor.exec(`PRAGMA foreign_keys = OFF; UPDATE runs SET key = key * 100000;
      UPDATE facts SET run_key = run_key * 100000`);
    editor.close();
    expect(await store.newestBringUps('real', 10)).toEqual({ ok: true, runs: ['c', 'b', 'a'] });
  });

  it('include those of the first release, which knew no other purpose', async () => {
    const path = temporaryFile();
    const store = await openedStore(path);
    await record(store, 'a', [STARTED]);
    const editor = new DatabaseSync(path);
    editor.exec('UPDATE runs SET purpose = NULL');
    editor.close();
    expect(await store.newestBringUps('real', 10)).toEqual({ ok: true, runs: ['a'] });
  });
});
