import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NO_FILTER } from '../../../shared/log/filter.ts';
import type { LogHead, LogView } from '../../../shared/log-view.ts';
import { type Line, openLine, startRun } from './line.ts';
import { type Served, serveTestDesk } from './served-desk.ts';

let served: Served;
let line: Line;

beforeAll(async () => {
  served = await serveTestDesk();
  line = await openLine(served);
});

afterAll(async () => {
  line.cut();
  await served.close();
});

const viewOf = (runId: string): LogView => ({ runId, filter: NO_FILTER, language: 'en' });

async function followed(runId: string): Promise<readonly LogHead[]> {
  const heads: LogHead[] = [];
  for await (const head of await line.client.log.follow({ view: viewOf(runId) })) heads.push(head);
  return heads;
}

describe('the log over the line', () => {
  test('of a run that has just begun is followed to its end, and has what the record has', async () => {
    const runId = await startRun(line.client, served, 'sim:log?speed=instant');
    const heads = await followed(runId);
    const last = heads.at(-1);
    expect(last).toMatchObject({ live: false, percent: null, fault: null });
    const rows = await line.client.log.rows({ view: viewOf(runId), from: 0, count: 500 });
    if (!rows.ok) throw new Error(rows.fault.kind);
    expect(rows.rows).toHaveLength(last?.rows ?? 0);
    expect(rows.rows.at(-1)).toMatchObject({
      kind: 'note',
      event: { type: 'run.finished', outcome: 'passed' },
    });
    const opened = await line.client.runs.open({ runId, untilMs: null });
    expect(opened.ok && opened.run.evidence.state.finish?.outcome).toBe('passed');
  });

  test('of another program is a run like any other', async () => {
    const { client } = line;
    const { id } = await client.logs.begin({ fileName: 'bench.log' });
    const bytes = Buffer.from('AT\r\nOK\r\nAT+CPIN?\r\n+CME ERROR: SIM not inserted\r\n').toString('base64');
    await client.logs.chunk({ id, bytes });
    expect(await client.logs.end({ id })).toMatchObject({ ok: true, runId: id });
    expect((await followed(id)).at(-1)).toMatchObject({ live: false, fault: null, summary: { lines: 4 } });
  });

  test('refuses what is no view', async () => {
    const view = { ...viewOf('a'), runId: 'x'.repeat(65) };
    await expect(line.client.log.rows({ view, from: 0, count: 1 })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });
});
