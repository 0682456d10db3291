import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ListOptions, listCommand } from '../../../electron/cli/records-list.ts';
import { claimFolder } from '../../../electron/service/keeping/holder.ts';
import { systemClock } from '../../../electron/system-clock.ts';
import type { RunFact } from '../../../shared/events.ts';
import { EVERY_RUN } from '../../../shared/history.ts';
import { EXCHANGED, eventsOf, FINISHED, openedStore, STARTED } from '../records/synthetic.ts';
import { temporaryFolder } from '../service/data-folder.ts';
import { said } from './records-output.ts';

const PASSED: RunFact = {
  type: 'run.finished',
  outcome: 'passed',
  failedStep: null,
  code: null,
  detail: null,
  complete: true,
  durationMs: 8000,
};
const CONSOLE: RunFact = STARTED.type === 'run.started' ? { ...STARTED, purpose: 'console' } : STARTED;

/** A data folder with runs, the last one newest. */
async function folderOf(
  ...all: readonly (readonly [id: string, facts: readonly RunFact[], atMs?: number])[]
) {
  const folder = temporaryFolder();
  const store = await openedStore(join(folder, 'record.sqlite'));
  for (const [id, facts, beganMs = 1_700_000_000_000] of all) {
    const events = eventsOf(id, facts).map((event) => ({ ...event, atMs: beganMs + event.seq }));
    await store.append({ events, trace: [] });
  }
  await store.close();
  return folder;
}

function list(dataFolder: string, more: Partial<ListOptions> = {}, readerGone?: AbortSignal) {
  const options: ListOptions = {
    query: EVERY_RUN,
    json: true,
    limit: null,
    dataFolder,
    language: 'en',
    ...more,
  };
  return said((output, words) => listCommand(options, output, words), readerGone);
}

const objects = (out: readonly string[]): readonly unknown[] => out.map((line): unknown => JSON.parse(line));

describe('the list for programs', () => {
  it('has an object a run, newest first, with how it stands', async () => {
    const folder = await folderOf(
      ['failed', [STARTED, EXCHANGED, FINISHED]],
      ['passed', [STARTED, PASSED]],
      ['typed', [CONSOLE]],
    );
    const { status, out, err } = await list(folder);
    expect([status, err]).toEqual([0, []]);
    expect(objects(out)).toMatchObject([
      { id: 'typed', purpose: 'console', outcome: 'interrupted', end: null, complete: null },
      { id: 'passed', purpose: 'bring_up', outcome: 'passed', failedStep: null, code: null },
      {
        id: 'failed',
        outcome: 'failed',
        unit: 'SN-0117',
        imei: null,
        iccid: null,
        failedStep: 11,
        code: 'connect_failed',
        complete: true,
        warnings: 0,
        start: '2023-11-14T22:13:20.001Z',
        end: '2023-11-14T22:13:20.003Z',
        durationMs: 21_769.5,
        port: '/dev/ttyUSB0',
        profile: 'Baidu IoT Hub',
        operator: 'Li',
      },
    ]);
    expect(readdirSync(folder)).toEqual(['record.sqlite']);
  });

  it('has a run that the program in this folder is recording, and none that one before it left', async () => {
    const folder = await folderOf(['left', [STARTED], 1000], ['live', [STARTED], Date.now() + 60_000]);
    const claimed = await claimFolder(folder, 'desktop', systemClock);
    if (!claimed.ok) throw new Error(claimed.fault.kind);
    onTestFinished(() => claimed.claim.release());
    const { out } = await list(folder);
    expect(objects(out)).toMatchObject([
      { id: 'live', outcome: 'live' },
      { id: 'left', outcome: 'interrupted' },
    ]);
    claimed.claim.release();
    expect(objects((await list(folder)).out)).toMatchObject([{ outcome: 'interrupted' }, {}]);
  });

  it('has a run whose row is damaged', async () => {
    const folder = await folderOf(['a', [STARTED]]);
    const database = new DatabaseSync(join(folder, 'record.sqlite'));
    database.exec('UPDATE runs SET from_step = 77');
    database.close();
    expect(objects((await list(folder)).out)).toMatchObject([
      { id: 'a', outcome: 'interrupted', unit: null, start: null, damaged: true },
    ]);
  });

  it.each([
    ['a word of the log', { search: 'at+creg' }, ['failed']],
    ['how they ended', { outcomes: ['passed'] }, ['passed']],
    ['the step they stopped at', { step: 11 }, ['failed']],
    ['time', { fromMs: 1_700_000_000_000, toMs: 1_700_000_000_002 }, ['passed', 'failed']],
    ['nothing that is there', { search: 'xyzzy' }, []],
  ] as const)('goes by %s', async (_, query, ids) => {
    const folder = await folderOf(['failed', [STARTED, EXCHANGED, FINISHED]], ['passed', [STARTED, PASSED]]);
    const { status, out } = await list(folder, { query: { ...EVERY_RUN, ...query } });
    expect(status).toBe(0);
    expect(objects(out)).toMatchObject(ids.map((id) => ({ id })));
  });

  it('ends where as many are told as were wanted, or where nobody reads any more', async () => {
    const folder = await folderOf(...['a', 'b', 'c'].map((id) => [id, [STARTED]] as const));
    expect(objects((await list(folder, { limit: 2 })).out)).toMatchObject([{ id: 'c' }, { id: 'b' }]);
    expect(await list(folder, {}, AbortSignal.abort())).toMatchObject({ status: 0, out: [] });
  });
});

describe('the list for people', () => {
  it('has a line a run below what its columns are', async () => {
    const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
    const folder = await folderOf(['a', [CONSOLE]], [id, [STARTED, FINISHED]]);
    const { out, err } = await list(folder, { json: false });
    expect(err).toEqual([]);
    expect(out[0]).toMatch(/^run +start +outcome +step +unit +IMEI +port +what$/);
    expect(out[1]).toMatch(/^0f8fad5b {2}2023-11-1\d \d\d:\d\d {2}FAILED +11 +SN-0117 +\/dev\/ttyUSB0 +\S+/);
    expect(out[2]).toMatch(/^a .*INTERRUPTED .*console$/);
  });

  it('shows no character of the record that could steer the terminal', async () => {
    const unit = 'x\u001b[2Jy\n';
    const folder = await folderOf(['a', [STARTED.type === 'run.started' ? { ...STARTED, unit } : STARTED]]);
    const { out } = await list(folder, { json: false });
    expect(out).toHaveLength(2);
    // oxlint-disable-next-line no-control-regex
    expect(out.join('')).not.toMatch(/[\u0000-\u001f]/);
  });

  it('says that there are more, or none', async () => {
    const folder = await folderOf(
      ...Array.from({ length: 52 }, (_, no) => [`run ${no}`, [STARTED]] as const),
    );
    const { out, err } = await list(folder, { json: false });
    expect(out).toHaveLength(51);
    expect(err).toEqual(['The newest 50 are shown; --limit N shows more.']);
    expect((await list(folder, { json: false, limit: 52 })).err).toEqual([]);
    const none = await list(folder, { json: false, query: { ...EVERY_RUN, outcomes: ['passed'] } });
    expect(none).toEqual({ status: 0, out: [], err: ['No such runs in the record.'] });
  });
});

describe('a record that cannot be listed', () => {
  it('since there is none, is told with status 64, and none is made', async () => {
    const folder = temporaryFolder();
    const { status, out, err } = await list(folder);
    expect([status, out]).toEqual([64, []]);
    expect(err.join('')).toContain(`There is no record at ${join(folder, 'record.sqlite')}`);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('since a newer release wrote it, is told in words with status 2', async () => {
    const folder = await folderOf(['a', [STARTED]]);
    const database = new DatabaseSync(join(folder, 'record.sqlite'));
    database.exec('PRAGMA user_version = 999');
    database.close();
    const { status, err } = await list(folder);
    expect(status).toBe(2);
    expect(err.join('')).toContain('written by a newer release of this program');
  });
});
