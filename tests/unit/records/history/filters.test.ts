import { describe, expect, it } from 'vitest';
import type { RunFact } from '../../../../shared/events.ts';
import { EVERY_RUN, type RunQuery } from '../../../../shared/history.ts';
import { FINISHED, STARTED } from '../synthetic.ts';
import { searchedRecord } from './searched.ts';

const started = (changes: object): RunFact => ({ ...STARTED, ...changes });
const finished = (changes: object): RunFact => ({ ...FINISHED, ...changes });
const network = (value: string): RunFact => ({
  type: 'measurement.recorded',
  place: { phase: 'diagnosis', step: 5, attempt: 1 },
  name: 'operator',
  value,
  unit: null,
  criterion: null,
  verdict: 'none',
});

async function variedRecord() {
  const record = await searchedRecord();
  await record.add('failed', [STARTED, network('CHINA MOBILE'), FINISHED]);
  await record.add('passed', [
    started({ profileName: 'OneNET', operator: '王芳' }),
    finished({ outcome: 'passed', failedStep: null, code: null }),
  ]);
  await record.add('console', [
    started({ purpose: 'console' }),
    finished({ outcome: 'cancelled', code: 'stopped' }),
  ]);
  await record.add('cut', [started({ profileName: 'OneNET' }), network('CHN-UNICOM')]);
  await record.add('live', [STARTED]);
  return record;
}

const LIVE = new Set(['live']);

describe('runs are found', () => {
  it.each<[string, Partial<RunQuery>, readonly string[]]>([
    ['all, newest first, when nothing is asked', {}, ['live', 'cut', 'console', 'passed', 'failed']],
    ['by outcome', { outcomes: ['failed'] }, ['failed']],
    ['by several outcomes', { outcomes: ['passed', 'cancelled'] }, ['console', 'passed']],
    ['without an end, unless it is still to come', { outcomes: ['interrupted'] }, ['cut']],
    ['with an end or without', { outcomes: ['interrupted', 'failed'] }, ['cut', 'failed']],
    ['by the step that failed', { step: 11 }, ['console', 'failed']],
    ['by a step that never failed', { step: 12 }, []],
    ['by outcome and step', { outcomes: ['failed'], step: 11 }, ['failed']],
    ['by profile', { profile: 'OneNET' }, ['cut', 'passed']],
    ['by a profile as it is written', { profile: 'onenet' }, []],
    ['by person', { operator: '王芳' }, ['passed']],
    ['by network', { network: 'CHN-UNICOM' }, ['cut']],
    ['by what they were for', { purposes: ['console'] }, ['console']],
    [
      'by all of it',
      { outcomes: ['interrupted'], profile: 'OneNET', operator: 'Li', search: 'unicom' },
      ['cut'],
    ],
    ['by words and filters that do not go together', { outcomes: ['passed'], search: 'unicom' }, []],
  ])('%s', async (_, query, ids) => {
    expect((await variedRecord()).find(query, LIVE)).toEqual(ids);
  });

  it('by when they began, the end of the time excluded', async () => {
    const record = await searchedRecord();
    for (const id of ['a', 'b', 'c']) await record.add(id, [STARTED, FINISHED]);
    record.database.exec('UPDATE runs SET started_at_ms = 1000 * key');
    expect(record.find({ fromMs: 2000 })).toEqual(['c', 'b']);
    expect(record.find({ toMs: 2000 })).toEqual(['a']);
    expect(record.find({ fromMs: 2000, toMs: 3000 })).toEqual(['b']);
    expect(record.find({ fromMs: 3001 })).toEqual([]);
  });

  it('of the first release too, whose rows name no purpose', async () => {
    const record = await variedRecord();
    record.database.exec("UPDATE runs SET purpose = NULL WHERE id = 'passed'");
    expect(record.find({ purposes: ['bring_up'] })).toEqual(['live', 'cut', 'passed', 'failed']);
  });

  it('none in an empty record', async () => {
    const record = await searchedRecord();
    expect(record.find({})).toEqual([]);
    expect(record.history.search({ ...EVERY_RUN, search: 'x' }, LIVE).share).toBe(1);
  });

  it('across gaps of any width between their keys', async () => {
    const record = await searchedRecord();
    for (const id of ['a', 'b', 'c']) await record.add(id, [STARTED, FINISHED]);
    record.database.exec(`PRAGMA foreign_keys = OFF; UPDATE runs SET key = key * 100000000;
      UPDATE facts SET run_key = run_key * 100000000`);
    expect(record.find({})).toEqual(['c', 'b', 'a']);
    expect(record.find({ search: 'baidu' })).toEqual(['c', 'b', 'a']);
  });
});

describe('rows', () => {
  it('are given by place, wherever one looks', async () => {
    const record = await variedRecord();
    const search = record.history.search(EVERY_RUN, LIVE);
    search.advance(1000);
    const rows = record.history.rows(search.found.slice(1, 2), LIVE);
    expect(rows).toMatchObject([
      { id: 'cut', run: { state: 'interrupted', network: 'CHN-UNICOM', lastAtMs: 1_700_000_000_002 } },
      { id: 'console' },
    ]);
    expect(record.history.rows(search.found.slice(0, 1), LIVE)).toMatchObject([{ run: { state: 'live' } }]);
    expect(record.history.rows(search.found.slice(4, 100), LIVE)).toMatchObject([{ id: 'failed' }]);
    expect(record.history.rows(search.found.slice(5, 100), LIVE)).toEqual([]);
  });

  it('say which of them are damaged, and which are gone', async () => {
    const record = await variedRecord();
    record.database.exec("UPDATE runs SET outcome = 'splendid' WHERE id = 'failed'");
    expect(record.history.rows([1, 77, 2], LIVE)).toMatchObject([
      { id: 'failed', run: null },
      null,
      { id: 'passed', run: { outcome: 'passed' } },
    ]);
  });
});

describe('what there is to choose from', () => {
  it('is every value once, the newest first', async () => {
    const record = await variedRecord();
    await record.add('new', [started({ profileName: 'bench', operator: null, station: 'bench-7' })]);
    expect(record.history.facets()).toEqual({
      profiles: ['bench', 'Baidu IoT Hub', 'OneNET'],
      operators: ['Li', '王芳'],
      networks: ['CHN-UNICOM', 'CHINA MOBILE'],
      stations: ['bench-7'],
    });
  });

  it('is nothing in an empty record, and no more than a menu can hold in one that has thousands', async () => {
    const record = await searchedRecord();
    expect(record.history.facets()).toEqual({ profiles: [], operators: [], networks: [], stations: [] });
    record.database.exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
      INSERT INTO runs (id, profile_name) SELECT i, 'profile ' || i FROM n`);
    const { profiles } = record.history.facets();
    expect(profiles).toHaveLength(100);
    expect(profiles[0]).toBe('profile 3000');
  });
});
