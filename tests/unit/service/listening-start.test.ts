import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ListeningOrder, startListening } from '../../../electron/service/listening-start.ts';
import { sendTyped } from '../../../electron/service/console-line.ts';
import { heardIn, listeningName } from '../../../shared/listening.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { order, savedProfile } from './run-reading.ts';
import { startRun } from '../../../electron/service/run-start.ts';

let bench: TestDesk;

beforeEach(async () => {
  bench = await openTestDesk();
});

afterEach(async () => {
  await bench.close();
});

const listenTo = (commandsPort: string | null, answersPort: string | null): ListeningOrder => ({
  commandsPort,
  answersPort,
  baudRate: 115_200,
});

describe('listening that is ordered', () => {
  test.each([
    [null, null, { kind: 'no_port' }],
    ['sim:a', 'sim:a', { kind: 'same_port' }],
    ['sim:a', '', { kind: 'address', fault: { kind: 'invalid_address', rule: 'empty', part: '' } }],
    ['sim:?fault=explode', null, { kind: 'address' }],
  ])('is refused on %s and %s', async (commands, answers, fault) => {
    const started = await startListening(bench.desk, listenTo(commands, answers));
    expect(started).toMatchObject({ ok: false, fault });
    expect(bench.desk.station.commissioner.bays).toEqual([]);
  });

  test('takes both ports: no run begins there meanwhile, and the other way round', async () => {
    const { desk } = bench;
    const started = await startListening(desk, listenTo('sim:a', 'sim:b'));
    if (!started.ok) throw new Error(`not started: ${started.fault.kind}`);
    const profileId = await savedProfile(desk);
    for (const port of ['sim:a', 'sim:b']) {
      const run = await startRun(desk, order(port, profileId));
      expect(run).toEqual({ ok: false, fault: { kind: 'bay_taken', runId: started.runId } });
      expect(desk.station.commissioner.bay(port)?.runId).toBe(started.runId);
    }
    const bay = desk.station.commissioner.bayOfRun(started.runId);
    bay?.stop();
    await bay?.done;
    const run = await startRun(desk, order('sim:b', profileId));
    expect(run.ok).toBe(true);
    const taken = await startListening(desk, listenTo('sim:b', null));
    expect(taken).toMatchObject({ ok: false, fault: { kind: 'bay_taken' } });
  });

  test('ends a console on one of its ports', async () => {
    const { desk } = bench;
    const sent = await sendTyped(desk, {
      port: 'sim:a?speed=instant',
      profileId: null,
      entries: [{ line: 'AT' }],
    });
    expect(sent.ok).toBe(true);
    const started = await startListening(desk, listenTo(null, 'sim:a?speed=instant'));
    expect(started.ok).toBe(true);
  });
});

describe('the name of two ports', () => {
  test.each([
    [{ commands: 'COM3', answers: 'COM4' }, '→ COM3  ← COM4', 'both'],
    [{ commands: 'COM3', answers: null }, '→ COM3', 'commands'],
    [{ commands: null, answers: 'COM4' }, '← COM4', 'answers'],
  ] as const)('tells which of them are heard: %o', (ports, name, heard) => {
    expect(listeningName(ports)).toBe(name);
    expect(heardIn(name)).toBe(heard);
  });
});
