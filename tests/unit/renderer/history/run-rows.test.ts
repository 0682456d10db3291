import { describe, expect, it } from 'vitest';
import { RunRows } from '../../../../renderer/service/run-rows.ts';
import { EVERY_RUN } from '../../../../shared/history.ts';
import { RecordDouble, summary, turn } from './record-double.ts';

const many = (count: number, name = 'run') =>
  Array.from({ length: count }, (_, index) => summary(`${name} ${index}`));

/** Rows of a record with so many runs, of which nothing was read yet. */
function rowsOf(count: number) {
  const record = new RecordDouble();
  record.runs = many(count);
  const rows = new RunRows(record, EVERY_RUN);
  let told = 0;
  rows.subscribe(() => {
    told += 1;
  });
  void rows.follow();
  return { record, rows, told: () => told };
}

describe('the rows of a list', () => {
  it('are there for what is in sight, of however many there are', async () => {
    const { record, rows } = rowsOf(100_000);
    rows.want(50_000, 50_020);
    await record.tell();
    await record.answer();
    expect(rows.view).toEqual({ count: 100_000, percent: null, fault: null });
    expect(rows.at(50_010)).toMatchObject({ id: 'run 50010' });
    expect(rows.at(0)).toBeUndefined();
    // The block in sight, and one on either side of it.
    expect(new Set(record.asked)).toEqual(new Set([50_000, 49_900, 50_100]));
  });

  it('are not asked for again once they are here', async () => {
    const { record, rows } = rowsOf(300);
    await record.tell();
    rows.want(0, 20);
    await record.answer();
    const before = record.asked.length;
    rows.want(5, 25);
    rows.want(30, 50);
    await record.answer();
    expect(record.asked).toHaveLength(before);
  });

  it('are asked for two blocks at a time, and what is in sight by then goes first', async () => {
    const { record, rows } = rowsOf(10_000);
    await record.tell();
    rows.want(0, 20);
    for (const first of [1000, 2000, 3000, 9000]) rows.want(first, first + 20);
    await turn();
    expect(record.open).toHaveLength(2);
    await record.open.shift()?.answer();
    expect(record.asked.at(-1)).toBe(9000);
  });

  it('tell a row that cannot be read from one that is not here yet', async () => {
    const { record, rows } = rowsOf(3);
    record.runs = [summary('a'), null, summary('c')];
    await record.tell();
    expect(rows.at(1)).toBeUndefined();
    await record.answer();
    expect(rows.at(1)).toBeNull();
    expect(rows.at(3)).toBeUndefined();
  });

  it('that may have changed stay until the new ones are here', async () => {
    const { record, rows } = rowsOf(10);
    await record.tell();
    await record.answer();
    record.runs = [summary('newest'), ...many(10)];
    await record.tell({ version: 2 });
    expect(rows.at(0)).toMatchObject({ id: 'run 0' });
    await record.answer();
    expect(rows.at(0)).toMatchObject({ id: 'newest' });
    expect(rows.view?.count).toBe(11);
  });

  it('come as they are found while a search goes on', async () => {
    const { record, rows } = rowsOf(0);
    await record.tell({ count: 0, percent: 10 });
    expect(rows.view).toMatchObject({ count: 0, percent: 10 });
    record.runs = many(2, 'found');
    await record.tell({ version: 2, percent: 60 });
    await record.answer();
    expect(rows.at(1)).toMatchObject({ id: 'found 1' });
    await record.tell({ version: 2, percent: null });
    expect(rows.view).toMatchObject({ count: 2, percent: null });
  });

  it('behind the end of a list that became shorter are gone', async () => {
    const { record, rows } = rowsOf(250);
    await record.tell();
    rows.want(200, 220);
    await record.answer();
    record.runs = many(5);
    await record.tell({ version: 2 });
    expect(rows.at(210)).toBeUndefined();
  });

  it('are kept for the screens around, not for all that were ever passed', async () => {
    const { record, rows } = rowsOf(100_000);
    await record.tell();
    for (let first = 0; first < 20_000; first += 100) {
      rows.want(first, first + 20);
      await record.answer();
    }
    expect(rows.at(0)).toBeUndefined();
    expect(rows.at(19_910)).toMatchObject({ id: 'run 19910' });
  });
});

describe('a list of rows', () => {
  it('is ready with its first rows, or with the word that there are none', async () => {
    const full = rowsOf(2);
    await full.record.tell();
    expect(full.rows.isReady).toBe(false);
    await full.record.answer();
    expect(full.rows.isReady).toBe(true);
    const empty = rowsOf(0);
    expect(empty.rows.isReady).toBe(false);
    await empty.record.tell();
    expect(empty.rows.isReady).toBe(true);
  });

  it('says why the record cannot be read, and is ready with it', async () => {
    const { record, rows } = rowsOf(2);
    record.fault = { kind: 'locked' };
    await record.tell();
    await record.answer();
    expect(rows.view?.fault).toEqual({ kind: 'locked' });
    expect(rows.isReady).toBe(true);
    // It does not ask over and over.
    expect(record.asked).toHaveLength(1);
  });

  it('that is closed asks for nothing and tells nobody', async () => {
    const { record, rows, told } = rowsOf(1000);
    await record.tell();
    const before = told();
    rows.close();
    await record.answer();
    await record.tell({ count: 7 });
    rows.want(500, 520);
    expect(told()).toBe(before);
    expect(record.asked).toHaveLength(2);
  });

  it('keeps what it has when the line breaks', async () => {
    const { record, rows } = rowsOf(500);
    await record.tell();
    await record.answer();
    rows.want(400, 420);
    await record.breakDown();
    await record.answer();
    expect(rows.at(0)).toMatchObject({ id: 'run 0' });
    expect(rows.at(410)).toBeUndefined();
  });
});

describe('the runs between two places', () => {
  it('are read where they are not in sight, in either direction', async () => {
    const { record, rows } = rowsOf(1000);
    await record.tell();
    await record.answer();
    const reading = rows.between(350, 20, 1000);
    for (let times = 0; times < 6; times += 1) {
      await turn();
      await record.answer();
    }
    const runs = await reading;
    expect(runs).toHaveLength(331);
    expect(runs[0]).toMatchObject({ id: 'run 20' });
    expect(runs.at(-1)).toMatchObject({ id: 'run 350' });
  });

  it('are never more than are wanted, and those that cannot be read are left out', async () => {
    const { record, rows } = rowsOf(50);
    record.runs = record.runs.map((run, index) => (index === 1 ? null : run));
    await record.tell();
    await record.answer();
    expect((await rows.between(0, 40, 10)).map((run) => run.id)).toEqual([
      'run 0',
      ...Array.from({ length: 8 }, (_, index) => `run ${index + 2}`),
      'run 10',
    ]);
  });
});
