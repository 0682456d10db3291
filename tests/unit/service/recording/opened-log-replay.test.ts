import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { replayDifference } from '../../../../electron/service/recording/replay-difference.ts';
import { openTestDesk, type TestDesk } from '../../../support/desk.ts';
import { finishedRun, order, readSoFar, savedProfile } from '../run-reading.ts';

let bench: TestDesk;

beforeEach(async () => {
  bench = await openTestDesk();
});

afterEach(async () => {
  await bench.close();
});

const LOG = `
[10:00:00.000] TX: AT
[10:00:00.005] RX: OK
[10:00:00.010] TX: ATE0
[10:00:00.015] RX: OK
[10:00:00.020] TX: AT+CPIN?
[10:00:00.025] RX: +CPIN: SIM PUK
[10:00:00.030] RX: OK
`;

async function openedLog(text: string): Promise<string> {
  const { logs } = bench.desk;
  const id = logs.begin('yesterday.txt');
  await logs.chunk(id, new TextEncoder().encode(text));
  const opened = await logs.end(id);
  if (!opened.ok) throw new Error(`not opened: ${opened.fault.kind}`);
  return opened.runId;
}

describe('an opened log, replayed', () => {
  test('fails where the unit failed, and is held against the log', async () => {
    const { desk } = bench;
    const logId = await openedLog(LOG);
    const profileId = await savedProfile(desk, { timeouts: { baud_scan: 0 } });
    const runId = await finishedRun(desk, order(`sim:?replay=run:${logId}&speed=instant`, profileId));
    const { events } = await readSoFar(desk, runId);
    expect(events.at(-1)).toMatchObject({ outcome: 'failed', failedStep: 4, code: 'sim_puk_required' });
    const found = await replayDifference(desk.runs, runId);
    if (!found.ok) throw new Error(found.reason);
    expect(found.difference.before).toMatchObject({ failedStep: 4 });
    expect(found.difference.after).toMatchObject({ failedStep: 4, code: 'sim_puk_required' });
    expect(found.difference.answers).toEqual([]);
    expect(found.difference.unrecorded.map(({ command }) => command)).toContain('AT+CGSN');
  });

  test('is gone when the log is no longer open', async () => {
    const { desk } = bench;
    const profileId = await savedProfile(desk);
    const runId = await finishedRun(desk, order('sim:?replay=run:gone', profileId));
    const { events } = await readSoFar(desk, runId);
    expect(events.at(-1)).toMatchObject({ outcome: 'errored', code: 'port_recording' });
    expect(await replayDifference(desk.runs, runId)).toEqual({ ok: false, reason: 'missing' });
  });

  test('is no matter of runs on other ports', async () => {
    const { desk } = bench;
    const profileId = await savedProfile(desk);
    const runId = await finishedRun(desk, order('sim:?speed=instant&fault=no-sim', profileId));
    expect(await replayDifference(desk.runs, runId)).toEqual({ ok: false, reason: 'no_replay' });
    expect(await replayDifference(desk.runs, 'nobody')).toEqual({ ok: false, reason: 'missing' });
  });
});
