import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { History } from '../../../../electron/records/history.ts';
import type { RunFact } from '../../../../shared/events.ts';
import { EVERY_RUN } from '../../../../shared/history.ts';
import { eventsOf, FINISHED, STARTED } from '../synthetic.ts';
import { addMany, exchanged, type SearchedRecord, searchedRecord } from './searched.ts';

const IMEI: RunFact = {
  type: 'measurement.recorded',
  place: { phase: 'identity', step: null, attempt: 1 },
  name: 'imei',
  value: '490154203237518',
  unit: null,
  criterion: null,
  verdict: 'none',
};

/** A run that says something of everything, among others that do not. */
async function amongMany(): Promise<SearchedRecord> {
  const record = await searchedRecord();
  await addMany(record, 20);
  const started = { ...STARTED, unit: 'SN-0042', operator: '李伟', station: 'Prüfplatz' } as const;
  await record.add(
    '5ac06553-6108-4aba',
    [started, IMEI, exchanged('AT+COPS?'), FINISHED],
    ['AT+ICCID\r\n', '+ICC', '', 'ID: 8986001234\r\n\xff\r\n>"100%_done\\"\r\n测试数据：正常\r\n'],
  );
  await addMany(record, 20, 20);
  return record;
}

const WORDS: readonly (readonly [string, string])[] = [
  ['a part of its id', '6108-4aba'],
  ['its unit in another case', 'sn-0042'],
  ['a part of its IMEI', '15420323751'],
  ['its person, of two characters', '李伟'],
  ['one character', '伟'],
  ['the computer', 'PRÜFPLATZ'],
  ['what only a fact says', 'cops'],
  ['what only its profile says, with another word', 'example.test cops'],
  ['a line that came in pieces', '+ICCID:'],
  ['signs that mean something elsewhere', '"100%_done\\"'],
  ['Chinese in the log', '测试数据：正常'],
  ['two characters of it', '据：'],
  ['several words in any order', '正常 SN-0042 iccid'],
];

describe.each(['not indexed', 'indexed'])('a run that is %s is found', (state) => {
  it('by whatever it is known by or says', async () => {
    const record = await amongMany();
    if (state === 'indexed') record.index();
    for (const [by, search] of WORDS) expect(record.find({ search }), by).toEqual(['5ac06553-6108-4aba']);
  });

  it('by nothing else', async () => {
    const record = await amongMany();
    if (state === 'indexed') record.index();
    for (const search of ['nowhere', '5ac06553%', '49015_203237518', 'SN-0042 nowhere', 'OKAT', '*', '甲'])
      expect(record.find({ search }), search).toEqual([]);
  });

  it('with all others that have the word, newest first', async () => {
    const record = await amongMany();
    if (state === 'indexed') record.index();
    expect(record.find({ search: 'AT' })).toHaveLength(41);
    expect(record.find({ search: 'marker<2' })).toEqual(
      [29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 2].map((at) => `many-${at}`),
    );
  });
});

describe('a search', () => {
  const letter = fc.constantFrom('甲', '乙', 'Ж', 'ж', '\r\n', '\n');
  const texts = fc.array(fc.string({ unit: letter, maxLength: 6 }), { minLength: 1, maxLength: 4 });

  it('finds exactly the runs that have all words in a line, indexed or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(texts, { minLength: 33, maxLength: 40 }),
        fc.string({ unit: fc.constantFrom('甲', '乙', 'ж', ' '), minLength: 1, maxLength: 4 }),
        async (runs, search) => {
          const record = await searchedRecord();
          const found = runs.flatMap((texts, at) => {
            // Of the trace one half is sent, the other received.
            const sides = [0, 1].map((side) => texts.filter((_, piece) => piece % 2 === side).join(''));
            const lines = sides.flatMap((side) => side.toLowerCase().split(/[\r\n]+/));
            const words = search.split(' ');
            return words.every((word) => lines.some((line) => line.includes(word))) ? [`${at}`] : [];
          });
          for (const [at, texts] of runs.entries()) await record.add(`${at}`, [STARTED, FINISHED], texts);
          expect(record.find({ search })).toEqual(found.toReversed());
          record.index();
          expect(record.find({ search })).toEqual(found.toReversed());
        },
      ),
      { numRuns: 12 },
    );
  });

  it('gives what it has found before it is done, and says how far it is', async () => {
    const record = await searchedRecord();
    await addMany(record, 70);
    const search = record.history.search({ ...EVERY_RUN, search: 'marker' }, new Set());
    const counts: number[] = [];
    const shares: number[] = [];
    while (!search.done) {
      search.advance(0);
      counts.push(search.found.length);
      shares.push(search.share);
    }
    expect(counts.at(-1)).toBe(70);
    expect(new Set(counts).size).toBeGreaterThan(50);
    expect(shares).toEqual(shares.toSorted((one, other) => one - other));
    expect(shares.at(-1)).toBe(1);
  });

  it('can be part of a reading that sees the record as it stood at one moment', async () => {
    const record = await searchedRecord();
    await addMany(record, 33);
    record.index();
    record.database.exec('BEGIN');
    const history = new History(record.database);
    const search = history.search({ ...EVERY_RUN, search: 'marker' }, new Set());
    search.advance(1000);
    await addMany(record, 1, 33);
    expect(history.rows(search.found.slice(0, 1), new Set())).toMatchObject([{ id: 'many-32' }]);
    expect(search.found.length).toBe(33);
    record.database.exec('COMMIT');
  });

  it('can be let go of', async () => {
    const record = await searchedRecord();
    await addMany(record, 40);
    const search = record.history.search({ ...EVERY_RUN, search: 'marker' }, new Set());
    search.advance(0);
    search.end();
    search.advance(1000);
    expect([search.done, search.found.length < 40]).toEqual([true, true]);
  });

  it('finds what another connection has just written', async () => {
    const record = await searchedRecord();
    await record.add('a', [STARTED]);
    expect(record.find({ search: 'cgdcont' }, new Set(['a']))).toEqual([]);
    const events = eventsOf('a', [exchanged('AT+CGDCONT?')], 2);
    await record.store.append({ events, trace: [] });
    expect(record.find({ search: 'cgdcont' }, new Set(['a']))).toEqual(['a']);
  });
});
