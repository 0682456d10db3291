import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startPrintingRun } from './printing-run.ts';
import { temporaryFile } from './recorder-process.ts';
import { expectWholeRecord, soundRecord } from './whole-record.ts';

describe('a process that ends by itself', () => {
  test.each(['exit', 'throw', 'reject'])('%s: has written what was stated up to then', async (way) => {
    const record = temporaryFile();
    const script = join(import.meta.dirname, 'ending-process.ts');
    const child = spawn(process.execPath, [script, dirname(record), way], { stdio: 'ignore' });
    const [status] = await once(child, 'exit');
    expect(status).toBe(way === 'exit' ? 0 : 1);
    const store = await soundRecord(record);
    const list = await store.listRuns({ limit: 9 });
    expect(list).toMatchObject({ runs: [{ state: 'interrupted', profileName: 'bench' }] });
    await expectWholeRecord(store, new Map());
  });
});

// Windows knows none of them but the closed console, which ends the process soon after.
describe.skipIf(process.platform === 'win32')('a command line that is told to end', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('by %s records the run to its end', async (signal) => {
    const record = temporaryFile();
    const { child, told, prints, ended } = startPrintingRun(dirname(record), ['sim:?fault=never-registers']);
    await prints(12);
    child.kill(signal);
    expect(await ended).toBe('Stopping. Ctrl-C again stops at once.\n');
    expect(child.exitCode).toBe(3);
    const store = await soundRecord(record);
    await expectWholeRecord(store, told);
    const [events = []] = [...told.values()];
    expect(events.at(-1)).toMatchObject({ type: 'run.finished', outcome: 'cancelled' });
  });
});
