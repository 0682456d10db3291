import { describe, expect, it } from 'vitest';
import { deleteRun } from '../../../../electron/records/delete-run.ts';
import { openIndexConnection } from '../../../../electron/records/open-database.ts';
import { IndexKeeper } from '../../../../electron/records/search/index-keeper.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';
import { addMany, exchanged, type SearchedRecord, searchedRecord, talk } from '../history/searched.ts';
import { eventsOf, STARTED } from '../synthetic.ts';

const RESTS = { ok: true, rests: true };
const WORKS = { ok: true, rests: false };

const numberOf = ({ database }: SearchedRecord, sql: string) =>
  Number(Object.values(database.prepare(sql).get() ?? {})[0]);
const indexed = (record: SearchedRecord) =>
  numberOf(record, 'SELECT count(*) FROM runs WHERE text_bytes = bytes');
const parts = (record: SearchedRecord) => numberOf(record, 'SELECT count(*) FROM texts');
const texts = ({ database }: SearchedRecord) =>
  database
    .prepare('SELECT lines FROM texts')
    .all()
    .map(({ lines }) => (lines instanceof Uint8Array ? Buffer.from(lines).toString() : ''))
    .join('\n');

describe('the text index', () => {
  it('takes runs when there are enough of them for a group', async () => {
    const record = await searchedRecord();
    await addMany(record, 31);
    expect(record.keeper.step(0)).toEqual(RESTS);
    await addMany(record, 2, 31);
    expect(record.keeper.step(0)).toEqual(WORKS);
    record.index();
    expect([indexed(record), parts(record)]).toEqual([32, 1]);
  });

  it('takes a long run at once, in parts', async () => {
    const record = await searchedRecord();
    await record.add('long', talk(5000));
    expect(record.find({ search: 'line",4321' })).toEqual(['long']);
    record.index();
    expect(indexed(record)).toBe(1);
    expect(parts(record)).toBeGreaterThan(1);
    for (const search of ['line",0', 'line",4999', 'line",2500 line",17', 'long baidu']) {
      expect(record.find({ search })).toEqual(['long']);
    }
    expect(record.find({ search: 'line",5000' })).toEqual([]);
  });

  it('leaves a run alone that is going on, until nothing was heard of it for a day', async () => {
    const clock = new VirtualClock();
    const record = await searchedRecord(clock);
    await record.add('cut', talk(3000).slice(0, -1));
    expect(record.keeper.step(0)).toEqual(RESTS);
    await clock.advance(86_410_000);
    record.index();
    expect(indexed(record)).toBe(1);
    expect(record.find({ search: 'line",2999' })).toEqual(['cut']);
  });

  it('takes a run anew to which something was added', async () => {
    const record = await searchedRecord();
    await record.add('late', talk(3000));
    record.index();
    const events = eventsOf('late', [exchanged('AT+LATE')], 3003);
    await record.store.append({ events, trace: [] });
    expect(indexed(record)).toBe(0);
    expect(record.find({ search: 'at+late' })).toEqual(['late']);
    record.index();
    expect([indexed(record), numberOf(record, 'SELECT count(*) FROM text_groups')]).toEqual([1, 1]);
    expect(record.find({ search: 'at+late line",1' })).toEqual(['late']);
  });

  it('is never missed, however far it has come when the process is killed', async () => {
    const record = await searchedRecord();
    await addMany(record, 40);
    await record.add('long', talk(6000));
    const check = () => {
      expect(record.find({ search: 'line",5999' })).toEqual(['long']);
      expect(record.find({ search: 'marker<7>' })).toEqual(['many-7']);
      expect(record.find({ search: 'nowhere' })).toEqual([]);
    };
    let steps = 0;
    for (let kept = 0; indexed(record) < 33; kept += 9) {
      // Every keeper gets a step further than the last one, then is never heard of again.
      const keeper = new IndexKeeper(record.database, new VirtualClock());
      for (let step = 0; step <= kept; step += 1) expect(keeper.step(0).ok).toBe(true);
      check();
      steps += 1;
    }
    expect(steps).toBeGreaterThan(5);
    record.index();
    check();
    expect(numberOf(record, 'SELECT count(*) FROM text_groups WHERE runs = 0')).toBe(0);
    expect(numberOf(record, 'SELECT sum(runs) FROM text_groups')).toBe(33);
  });

  it('gives way to whoever writes, and goes on afterwards', async () => {
    const record = await searchedRecord();
    await addMany(record, 32);
    const other = openIndexConnection(record.path);
    if (!other.ok) throw new Error(other.fault.kind);
    other.database.exec('BEGIN IMMEDIATE');
    let step = record.keeper.step(0);
    while (step.ok) step = record.keeper.step(0);
    expect(step).toEqual({ ok: false, fault: { kind: 'locked' } });
    expect(record.keeper.step(0)).toEqual(step);
    other.database.exec('ROLLBACK');
    other.database.close();
    record.index();
    expect([indexed(record), parts(record)]).toEqual([32, 1]);
  });

  it('is the same when two work at it', async () => {
    const record = await searchedRecord();
    await addMany(record, 64);
    await record.add('long', talk(6000));
    const other = new IndexKeeper(record.database, new VirtualClock());
    for (let step = 0; step < 1000 && indexed(record) < 65; step += 1) {
      expect(record.keeper.step(0).ok).toBe(true);
      if (step % 3 === 0) expect(other.step(0).ok).toBe(true);
      if (step % 50 === 0) expect(record.find({ search: 'line",5999' })).toEqual(['long']);
    }
    record.index();
    expect(indexed(record)).toBe(65);
    expect(record.find({ search: 'line",3000 line",5' })).toEqual(['long']);
    expect(numberOf(record, 'SELECT sum(runs) FROM text_groups')).toBe(65);
  });

  it('says that the record is closed', async () => {
    const record = await searchedRecord();
    record.database.close();
    expect(record.keeper.step(0)).toEqual({ ok: false, fault: { kind: 'closed' } });
  });
});

describe('a run that is taken out of the record', () => {
  it('leaves nothing of itself, and everything of the others', async () => {
    const record = await searchedRecord();
    await addMany(record, 32);
    record.index();
    deleteRun(record.database, 8);
    expect(record.find({ search: 'marker<7>' })).toEqual([]);
    expect(record.find({ search: 'marker<' })).toHaveLength(31);
    expect(texts(record)).not.toContain('marker<7>');
    expect(texts(record)).toContain('marker<8>');
    for (const table of ['facts', 'trace', 'measurements'])
      expect(numberOf(record, `SELECT count(*) FROM ${table} WHERE run_key = 8`)).toBe(0);
    expect(await record.store.readRun('many-7')).toEqual({ ok: false, fault: { kind: 'not_found' } });
    expect(await record.store.check()).toEqual({ ok: true });
  });

  it('takes its group with it when it was the last one', async () => {
    const record = await searchedRecord();
    await addMany(record, 32);
    record.index();
    for (let key = 1; key <= 32; key += 1) deleteRun(record.database, key);
    expect([parts(record), numberOf(record, 'SELECT count(*) FROM text_groups')]).toEqual([0, 0]);
    expect(record.find({})).toEqual([]);
  });

  it('takes its profile with it unless another run used that', async () => {
    const record = await searchedRecord();
    await record.add('a', [STARTED]);
    await record.add('b', [STARTED]);
    deleteRun(record.database, 1);
    expect(numberOf(record, 'SELECT count(*) FROM profiles')).toBe(1);
    deleteRun(record.database, 2);
    expect(numberOf(record, 'SELECT count(*) FROM profiles')).toBe(0);
    deleteRun(record.database, 3);
  });

  it('is not found while its texts are still being made', async () => {
    const record = await searchedRecord();
    await record.add('long', talk(6000));
    while (parts(record) < 2) expect(record.keeper.step(0)).toEqual(WORKS);
    deleteRun(record.database, 1);
    record.index();
    expect(record.find({ search: 'talkative' })).toEqual([]);
    expect([parts(record), numberOf(record, 'SELECT count(*) FROM text_groups')]).toEqual([0, 0]);
  });

  it('leaves the many parts of a very long log to the keeper, who takes some at a time', async () => {
    const record = await searchedRecord();
    await record.add('long', talk(3000));
    record.index();
    record.database.exec(`WITH RECURSIVE n (i) AS (SELECT count(*) FROM texts UNION ALL SELECT i + 1 FROM n WHERE i < 300)
      INSERT INTO texts SELECT group_key, i, x'41', x'01000000' FROM n, texts WHERE part = 0`);
    deleteRun(record.database, 1);
    expect(parts(record)).toBeGreaterThan(100);
    expect(record.find({ search: 'talkative' })).toEqual([]);
    record.index();
    expect([parts(record), numberOf(record, 'SELECT count(*) FROM text_groups')]).toEqual([0, 0]);
  });
});
