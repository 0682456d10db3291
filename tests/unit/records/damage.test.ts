import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { RecordStore } from '../../../electron/records/index.ts';
import { EXCHANGED, eventsOf, FINISHED, openedStore, STARTED, temporaryFile, traceOf } from './synthetic.ts';

const EVENTS = eventsOf('a', [STARTED, EXCHANGED, EXCHANGED, FINISHED]);

/** A record with one run of four facts and three chunks, and then one statement of somebody else's. */
async function damaged(sql: string): Promise<RecordStore> {
  const path = temporaryFile();
  const store = await openedStore(path);
  await store.append({ events: EVENTS, trace: traceOf('a', ['AT\r', '\r\nOK\r\n', 'ATE0\r']) });
  await store.append({ events: eventsOf('b', [STARTED]), trace: [] });
  const other = new DatabaseSync(path);
  other.exec(sql);
  other.close();
  return store;
}

describe('a damaged fact', () => {
  it.each([
    ['that is cut off', '{"place":{"phase":"step"', 'not_json'],
    ['that is no object', '"text"', 'not_json'],
    ['that is null', 'null', 'not_json'],
    ['that lacks a field', '{"place":{"phase":"step","step":5,"attempt":1}}', 'not_a_fact'],
    ['that is an array', '[]', 'not_a_fact'],
  ])('%s is reported with what was found, and the others are read', async (_, body, problem) => {
    const store = await damaged(`UPDATE facts SET body = '${body}' WHERE seq = 2`);
    expect(await store.readRun('a')).toMatchObject({
      ok: true,
      run: { state: 'finished' },
      events: [EVENTS[0], EVENTS[2], EVENTS[3]],
      damaged: [{ seq: 2, problem, type: 'at.exchanged', body }],
    });
  });

  it.each([
    ['a step that the document does not have', '$.place.step', 20],
    ['an outcome of no known kind', '$.outcome.kind', "'maybe'"],
    ['a text where a number belongs', '$.durationMs', "'12'"],
  ])('with %s is reported', async (_, path, value) => {
    const store = await damaged(`UPDATE facts SET body = json_set(body, '${path}', ${value}) WHERE seq = 3`);
    const read = await store.readRun('a');
    expect(read).toMatchObject({ ok: true, damaged: [{ seq: 3, problem: 'not_a_fact' }] });
    expect(read.ok && read.events).toHaveLength(3);
  });

  it('of a type that this release does not know is reported', async () => {
    const store = await damaged("UPDATE facts SET type = 'moon.risen' WHERE seq = 2");
    expect(await store.readRun('a')).toMatchObject({ damaged: [{ seq: 2, problem: 'not_a_fact' }] });
  });

  it('that is gone is reported as missing', async () => {
    const store = await damaged('DELETE FROM facts WHERE run_key = 1 AND seq IN (1, 3)');
    const read = await store.readRun('a');
    expect(read).toMatchObject({
      damaged: [
        { seq: 1, problem: 'missing' },
        { seq: 3, problem: 'missing' },
      ],
    });
    expect(read.ok && read.events.map(({ seq }) => seq)).toEqual([2, 4]);
  });

  it('that stands at a number far beyond the others is read, and not every number between is named', async () => {
    const store = await damaged('UPDATE facts SET seq = 9007199254740991 WHERE run_key = 1 AND seq = 4');
    const read = await store.readRun('a');
    expect(read.ok && read.events.map(({ seq }) => seq)).toEqual([1, 2, 3, 9007199254740991]);
    expect(read.ok && read.damaged).toHaveLength(1000);
    expect(read).toMatchObject({ damaged: expect.arrayContaining([{ seq: 4, problem: 'missing' }]) });
  });

  it('does not take its neighbours with it', async () => {
    const store = await damaged("UPDATE facts SET body = '' WHERE run_key = 1");
    expect(await store.readRun('b')).toMatchObject({
      ok: true,
      events: eventsOf('b', [STARTED]),
      damaged: [],
    });
  });
});

describe('a damaged trace', () => {
  it('is read around what is missing or unknown', async () => {
    const store = await damaged(
      "DELETE FROM trace WHERE ordinal = 1; UPDATE trace SET direction = 'up' WHERE ordinal = 2",
    );
    const read = await store.readTrace('a');
    expect(read).toMatchObject({ ok: true, damaged: [1, 2] });
    expect(read.ok && read.items).toHaveLength(1);
  });

  it('is read where a piece stands far beyond the others, and not every number between is named', async () => {
    const store = await damaged('UPDATE trace SET ordinal = 9007199254740991 WHERE ordinal = 3');
    const read = await store.readTrace('a');
    expect(read.ok && [read.items.length, read.damaged.length]).toEqual([3, 1000]);
  });
});

describe('a damaged row of the list', () => {
  it.each(["outcome = 'perhaps'", "code = 'bad_luck'", 'from_step = 99', 'duration_ms = NULL'])(
    'with %s is named, and the other runs are listed',
    async (assignment) => {
      const store = await damaged(`UPDATE runs SET ${assignment} WHERE id = 'a'`);
      expect(await store.listRuns({ limit: 9 })).toMatchObject({
        ok: true,
        runs: [{ id: 'b' }],
        damaged: ['a'],
      });
      expect(await store.readRun('a')).toMatchObject({ ok: true, run: null, events: EVENTS });
    },
  );
});
