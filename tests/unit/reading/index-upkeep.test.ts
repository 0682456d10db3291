import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IndexUpkeep } from '../../../electron/reading/history/index-upkeep.ts';
import { openRecordStore } from '../../../electron/records/index.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'upkeep-'));
  path = join(folder, 'record.sqlite');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function recordOf(runs: number): Promise<void> {
  const opened = await openRecordStore(path);
  if (!opened.ok) throw new Error(opened.fault.kind);
  const { store } = opened;
  for (let number = 1; number <= runs; number += 1) {
    const head = { seq: 1, runId: `run-${number}`, port: 'sim:', atMs: number, elapsedMs: 0 };
    const finished = {
      type: 'run.finished',
      outcome: 'passed',
      failedStep: null,
      code: null,
      detail: null,
      complete: true,
      durationMs: 1,
    } as const;
    const bytes = new TextEncoder().encode(`AT+NUMBER${number}\r\n`);
    const chunk = { direction: 'sent', bytes, elapsedMs: 0 } as const;
    const trace = [{ runId: head.runId, ordinal: 1, chunk }];
    expect(await store.append({ events: [{ ...head, ...finished }], trace })).toEqual({ ok: true });
  }
  await store.close();
}

function indexed(): number {
  const database = new DatabaseSync(path, { readOnly: true });
  const row = database.prepare('SELECT count(*) AS count FROM runs WHERE text_bytes IS bytes').get();
  database.close();
  return Number(row?.['count']);
}

describe('the index of a record', () => {
  it('comes to have the runs that have ended, a little at a time', async () => {
    await recordOf(64);
    const clock = new VirtualClock();
    const upkeep = new IndexUpkeep(path, clock);
    expect(indexed()).toBe(0);
    await clock.advance(5000);
    upkeep.close();
    expect(indexed()).toBe(64);
  });

  it('waits for a record that is not there yet, and does not make one', async () => {
    const clock = new VirtualClock();
    const upkeep = new IndexUpkeep(path, clock);
    await clock.advance(1000);
    await recordOf(32);
    await clock.advance(60_000);
    upkeep.close();
    expect(indexed()).toBe(32);
  });

  it('is let go of when it is closed, in the middle of its work, too', async () => {
    await recordOf(64);
    const clock = new VirtualClock();
    const upkeep = new IndexUpkeep(path, clock);
    upkeep.close();
    await clock.advance(60_000);
    expect(indexed()).toBe(0);
  });
});
