import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { type Desk, openDesk } from '../../../electron/service/desk.ts';
import type { OpenFolder } from '../../../electron/service/shell.ts';
import { MEGABYTE } from '../../../shared/keeping.ts';
import type { Retention } from '../../../shared/station.ts';
import { cli } from '../../support/command-line.ts';
import { recordOldRuns, writeOldLogs } from '../../support/old-runs.ts';

const RUN = ['--port', 'sim:?speed=instant', '--profile', 'build/demo-profile.json'];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keeping-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

async function opened(openFolder: OpenFolder | null = null): Promise<Desk> {
  const parts = { cipher: null, saving: null, printer: null };
  const result = await openDesk({ dataFolder: folder, shell: 'browser', openFolder, ...parts });
  if (!result.ok) throw new Error(result.fault.kind);
  onTestFinished(() => result.desk.close(true));
  return result.desk;
}

const limits = (retention: Partial<Retention>): Retention => ({ days: null, megabytes: null, ...retention });

function set(retention: Partial<Retention>): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ retention: limits(retention) }));
}

async function kept({ keeping }: Desk) {
  const state = await keeping.state();
  if (!state.ok) throw new Error(state.fault.kind);
  return state.kept;
}

test('without limits everything is still there, and where and how much is told', async () => {
  await recordOldRuns(folder, [4000, 1]);
  writeOldLogs(folder, [4000]);
  const desk = await opened();
  await desk.keeping.settled();
  const { record, logs, removals } = await kept(desk);
  expect(record).toMatchObject({ path: join(folder, 'record.sqlite'), runs: 2 });
  expect(record.usedBytes).toBeGreaterThan(200_000);
  expect(logs).toMatchObject({
    folder: join(folder, 'logs'),
    files: 1,
    bytes: 7000,
    limitBytes: 500 * MEGABYTE,
  });
  expect([removals, desk.keeping.news]).toEqual([[], { logFault: null, removals: [] }]);
});

test('at the start what is too old goes, of the record and of the session log, and both are told', async () => {
  await recordOldRuns(folder, [90, 60, 10, 0]);
  writeOldLogs(folder, [90, 10]);
  set({ days: 30 });
  const desk = await opened();
  await desk.keeping.settled();
  const { record, logs, removals } = await kept(desk);
  expect([record.runs, logs.files]).toEqual([2, 1]);
  expect(removals).toMatchObject([
    { what: 'runs', reason: 'age', count: 2 },
    { what: 'logs', reason: 'age', count: 1 },
  ]);
  expect(desk.keeping.news.removals).toEqual(removals);
  const listed = await desk.station.store.listRuns({ limit: 9 });
  expect(listed.ok && listed.runs.map(({ id }) => id).toSorted()).toEqual([
    'of 0 days ago',
    'of 10 days ago',
  ]);
});

test('what was removed is known at the next start, and no news then', async () => {
  await recordOldRuns(folder, [90]);
  set({ days: 30 });
  const first = await opened();
  await first.keeping.settled();
  await first.close();
  const again = await opened();
  await again.keeping.settled();
  expect((await kept(again)).removals).toMatchObject([{ count: 1 }]);
  expect(again.keeping.news.removals).toEqual([]);
});

test('a preview says what would go and takes nothing; the limit set, exactly that goes', async () => {
  await recordOldRuns(folder, [90, 60, 10]);
  writeOldLogs(folder, [90]);
  const desk = await opened();
  const asked = await desk.keeping.preview(limits({ days: 30 }));
  if (!asked.ok) throw new Error(asked.fault.kind);
  expect(asked.preview).toMatchObject({ runs: { count: 2 }, logs: { count: 1, bytes: 7000 } });
  expect((await kept(desk)).record.runs).toBe(3);
  await desk.settings.change({ retention: limits({ days: 30 }) });
  await desk.keeping.settled();
  const { record, removals } = await kept(desk);
  expect(record.runs).toBe(1);
  const [runs] = removals;
  const { preview } = asked;
  expect(runs).toMatchObject({
    count: preview.runs.count,
    oldestMs: preview.runs.oldestMs,
    newestMs: preview.runs.newestMs,
  });
  expect(Math.abs((runs?.bytes ?? 0) / preview.runs.bytes - 1)).toBeLessThan(0.3);
});

test('by size a preview comes close to what goes', async () => {
  await recordOldRuns(
    folder,
    Array.from({ length: 30 }, (_, index) => 40 - index),
  );
  const desk = await opened();
  const asked = await desk.keeping.preview(limits({ megabytes: 2 }));
  await desk.settings.change({ retention: limits({ megabytes: 2 }) });
  await desk.keeping.settled();
  const { record, removals } = await kept(desk);
  expect(record.usedBytes).toBeLessThanOrEqual(2 * MEGABYTE);
  expect(removals).toMatchObject([{ reason: 'size', count: 30 - record.runs }]);
  expect(asked.ok && Math.abs(asked.preview.runs.count - (30 - record.runs))).toBeLessThanOrEqual(2);
});

test('other settings have nothing to do with it', async () => {
  await recordOldRuns(folder, [90]);
  const desk = await opened();
  await desk.settings.change({ operator: 'Li', sessionLog: false });
  await desk.keeping.settled();
  expect((await kept(desk)).record.runs).toBe(1);
});

test('the followers are told of every removal', async () => {
  await recordOldRuns(folder, [90]);
  const desk = await opened();
  const told: number[] = [];
  const unfollow = desk.keeping.follow(({ removals }) => told.push(removals.length));
  await desk.settings.change({ retention: limits({ days: 30 }) });
  await desk.keeping.settled();
  expect(told).toEqual([1]);
  unfollow();
});

test('the folder of the session log is made to be opened; where nobody can see it that is said', async () => {
  const paths: string[] = [];
  const desk = await opened((path) => {
    paths.push(path);
    return Promise.resolve(existsSync(path));
  });
  expect(await desk.keeping.openLogs()).toBe(true);
  expect(paths).toEqual([join(folder, 'logs')]);
  await desk.close();
  const blind = await opened();
  expect(await blind.keeping.openLogs()).toBe(false);
});

test('run tells of the session log files that it removes, and the record knows of them', async () => {
  set({ days: 30 });
  writeOldLogs(folder, [90, 80]);
  const ran = await cli('run', '--data', folder, '--events', 'none', ...RUN);
  expect(ran.status).toBe(0);
  expect(ran.err).toMatch(/^Session log files removed, older than is kept: 2, from .*\n$/);
  expect(readdirSync(join(folder, 'logs'))).toHaveLength(1);
  const desk = await opened();
  expect((await kept(desk)).removals).toMatchObject([{ what: 'logs', count: 2 }]);
});
