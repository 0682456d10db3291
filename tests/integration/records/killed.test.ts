import { describe, expect, it } from 'vitest';
import type { RecordStore } from '../../../electron/records/index.ts';
import { Chance } from '../../support/chance.ts';
import { openedStore, startRecorder, temporaryFile } from './recorder-process.ts';

const ROUNDS = 8;
const chance = new Chance();

/** Checks one run of a killed recorder: whole from its beginning, and at least up to what was published. */
async function expectWhole(store: RecordStore, runId: string, published: number): Promise<void> {
  const run = await store.readRun(runId);
  if (!run.ok) throw new Error(`${runId}: ${JSON.stringify(run.fault)}`);
  expect(run.run?.state).toBe('interrupted');
  expect(run.damaged).toEqual([]);
  expect(run.events.length).toBeGreaterThanOrEqual(published);
  expect(run.events.map(({ seq }) => seq)).toEqual(run.events.map((_, index) => index + 1));
  for (const { seq, ...event } of run.events.slice(1)) expect(event).toMatchObject({ command: `AT+${seq}` });
  const trace = await store.readTrace(runId);
  expect(trace).toMatchObject({ ok: true, damaged: [] });
  // Every fact is recorded after the bytes it rests on, and they share their commit or come earlier.
  expect(trace.ok && trace.items.length).toBeGreaterThanOrEqual(run.events.length);
}

describe(`a process that is killed while it records as fast as it can, SEED=${chance.seed}`, () => {
  it('has everything it published in the file, without gaps, whatever the moment', async () => {
    const path = temporaryFile();
    const published = new Map<string, number>();
    for (let round = 1; round <= ROUNDS; round += 1) {
      const recorder = startRecorder(path, `${round}a`, `${round}b`);
      recorder.killAfter(chance.whole(1, 1200));
      expect(await recorder.ended).toEqual({ code: null, signal: 'SIGKILL', errors: '' });
      expect(recorder.published.size).toBeGreaterThan(0);
      for (const [runId, seq] of recorder.published) published.set(runId, seq);

      const store = await openedStore(path);
      expect(await store.check()).toEqual({ ok: true });
      // The earlier rounds too: nothing that comes later may cost anything.
      for (const [runId, seq] of published) await expectWhole(store, runId, seq);
      // Every other round the next recorder finds the write-ahead log as the kill left it.
      if (round % 2 === 0) await store.close();
    }
    expect(published.size).toBeGreaterThanOrEqual(ROUNDS);
  }, 60_000);

  it('does not keep another process from recording in the same file', async () => {
    const path = temporaryFile();
    const survivor = startRecorder(path, '--count', '400', 'survivor');
    const victim = startRecorder(path, 'victim');
    victim.killAfter(50);
    expect(await victim.ended).toMatchObject({ signal: 'SIGKILL', errors: '' });
    expect(await survivor.ended).toEqual({ code: 0, signal: null, errors: '' });
    const store = await openedStore(path);
    expect(await store.readRun('survivor')).toMatchObject({ run: { state: 'finished', outcome: 'passed' } });
    await expectWhole(store, 'victim', victim.published.get('victim') ?? 0);
  }, 60_000);
});
