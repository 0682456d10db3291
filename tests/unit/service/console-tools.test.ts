import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendTyped, useTool } from '../../../electron/service/console-line.ts';
import { followStation } from '../../../electron/service/station-news.ts';
import { systemClock } from '../../../electron/system-clock.ts';
import type { BayInfo } from '../../../shared/contract.ts';
import type { RunEvent } from '../../../shared/events.ts';
import type { PortTool, TypedEntry } from '../../../shared/typed-entry.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { order, PASSWORD, readSoFar, recordedEvent, savedProfile, startedRun } from './run-reading.ts';

let test: TestDesk;

beforeEach(async () => {
  test = await openTestDesk();
});

afterEach(async () => {
  await test.close();
});

const PORT = 'sim:tools?speed=instant';
const hex = (text: string) => Buffer.from(text, 'utf8').toString('hex');

const send = (entries: readonly TypedEntry[], port = PORT) =>
  sendTyped(test.desk, { port, profileId: test.profileId, entries });
const use = (tool: PortTool, port = PORT) => useTool(test.desk, { port, profileId: test.profileId, tool });

/** The run something was sent in. */
async function runOf(reply: ReturnType<typeof send>): Promise<string> {
  const told = await reply;
  if (!told.ok) throw new Error(`refused: ${JSON.stringify(told.fault)}`);
  return told.runId;
}

const asked = (line: string) => (event: RunEvent) => event.type === 'at.exchanged' && event.command === line;

async function commandsIn(runId: string): Promise<readonly string[]> {
  const { events } = await readSoFar(test.desk, runId);
  return events.flatMap((event) => (event.type === 'at.exchanged' ? [event.command] : []));
}

/** The bays as a window is told of them, until one of them is as wanted. */
async function bayTold(wanted: (bay: BayInfo) => boolean): Promise<BayInfo> {
  const stop = new AbortController();
  for await (const news of followStation(test.desk, systemClock, stop.signal)) {
    const found = news.kind === 'bays' ? news.bays.find(wanted) : undefined;
    if (found === undefined) continue;
    stop.abort();
    return found;
  }
  throw new Error('told of nothing more');
}

describe('several lines', () => {
  it('are sent in their order, until one is not answered as expected', async () => {
    const runId = await runOf(
      send([{ line: 'AT' }, { line: 'AT+CSQ', expected: 'no such answer' }, { line: 'AT+CIMI' }]),
    );
    const compared = await recordedEvent(test.desk, runId, ({ type }) => type === 'answer.compared');
    expect(compared).toMatchObject({ command: 'AT+CSQ', expected: 'no such answer', met: false });
    await test.desk.station.commissioner.endConsole(PORT);
    expect(await commandsIn(runId)).toEqual(['AT', 'AT+CSQ']);
  });

  it('of which one cannot be sent open no port; it is named', async () => {
    for (const entry of [{ line: 'AT\u0000' }, { line: '  ' }])
      expect(await send([{ line: 'AT' }, entry, { line: 'AT' }])).toEqual({
        ok: false,
        fault: { kind: 'not_sendable', entry: 1 },
      });
    expect(test.desk.station.commissioner.bays).toEqual([]);
  });

  it('are on the way as a window is told', async () => {
    const port = 'sim:progress?fault=no-answer@CIMI';
    await send([{ line: 'AT' }, { line: 'AT+CIMI' }, { line: 'AT' }], port);
    const bay = await bayTold(({ typed }) => typed?.done === 1);
    expect(bay).toMatchObject({ port, purpose: 'console', live: true, typed: { queued: 2, done: 1 } });
    expect(await send([{ line: 'AT' }], port)).toEqual({ ok: false, fault: { kind: 'waiting' } });
    expect((await send([{ bytes: '1b' }], port)).ok).toBe(true);
    await test.desk.station.commissioner.bay(port)?.typed?.cancel();
    expect(await bayTold(({ typed }) => typed?.queued === 1)).toMatchObject({ typed: { queued: 1 } });
    await test.desk.station.commissioner.endConsole(port);
    expect((await bayTold(() => true)).typed).toBeNull();
  });
});

describe('secrets in what is queued', () => {
  it.each<[string, readonly TypedEntry[]]>([
    ['a line that never goes out', [{ line: 'AT+X', expected: '4711-z' }, { line: 'AT+CPIN="4711-z"' }]],
    ['a line', [{ line: 'AT+CPIN="4711-z"' }]],
    ['bytes', [{ bytes: hex('AT+CPIN="4711-z"\r') }]],
    ['bytes that were cut', [{ bytes: hex('AT+CPIN="47') }, { bytes: hex('11-z"\r'), expected: '4711-z' }]],
    ['bytes behind bytes', [{ bytes: hex('AT\r\nAT+CPIN=4711-z\r') }]],
  ])('are in no fact and in no byte: %s', async (_name, entries) => {
    const runId = await runOf(send(entries));
    await recordedEvent(test.desk, runId, ({ type }) => type === 'at.exchanged');
    await test.desk.station.commissioner.endConsole(PORT);
    const { events, sent, received } = await readSoFar(test.desk, runId);
    expect(JSON.stringify(events) + sent + received).not.toMatch(/4711-z|11-z/);
    expect(JSON.stringify(events) + sent).toContain('***');
  });
});

describe('a tool', () => {
  it('works at the console of its port, in the console’s record', async () => {
    const runId = await runOf(use({ kind: 'meter', on: true }));
    expect((await bayTold(({ tools }) => tools.length > 0)).tools).toEqual(['meter']);
    const read = await recordedEvent(test.desk, runId, ({ type }) => type === 'measurement.recorded');
    expect(read).toMatchObject({ name: 'signal', unit: expect.stringContaining('dBm') });
    expect(await runOf(send([{ line: 'ATI' }]))).toBe(runId);
    expect(await runOf(use({ kind: 'meter', on: false }))).toBe(runId);
    expect((await bayTold(() => true)).tools).toEqual([]);
  });

  it('that is switched off where it does not work opens no port', async () => {
    await send([{ line: 'AT' }]);
    const { ports } = { ports: test.desk.station.commissioner.bays.length };
    await test.desk.station.commissioner.endConsole(PORT);
    expect((await use({ kind: 'meter', on: false })).ok).toBe(true);
    expect(test.desk.station.commissioner.bays).toHaveLength(ports);
    expect(test.desk.station.commissioner.bay(PORT)?.over).toBe(true);
  });

  it('finds the rate of a module and stays there', async () => {
    const port = 'sim:rate?baud=9600';
    const runId = await runOf(use({ kind: 'find_baud_rate' }, port));
    const found = await recordedEvent(
      test.desk,
      runId,
      (event) => event.type === 'measurement.recorded' && event.name === 'baud_rate',
    );
    expect(found).toMatchObject({ value: 9600, verdict: 'pass' });
    await send([{ line: 'AT+CSQ' }], port);
    expect(await recordedEvent(test.desk, runId, asked('AT+CSQ'))).toMatchObject({ outcome: { kind: 'ok' } });
  }, 20_000);

  it('that has the port to itself waits for nobody', async () => {
    const port = 'sim:waits?fault=no-answer@CIMI';
    await send([{ line: 'AT+CIMI' }], port);
    expect(await use({ kind: 'find_baud_rate' }, port)).toEqual({ ok: false, fault: { kind: 'waiting' } });
    expect((await use({ kind: 'meter', on: true }, port)).ok).toBe(true);
  });

  it.each([{ kind: 'meter', on: true }, { kind: 'find_baud_rate' }] as const)(
    'is refused where a run has the port, and for no port: %j',
    async (tool) => {
      const port = 'sim:run?fault=no-answer';
      const runId = await startedRun(test.desk, order(port, test.profileId));
      expect(await use(tool, port)).toEqual({ ok: false, fault: { kind: 'bay_taken', runId } });
      expect(await use(tool, 'nonsense')).toMatchObject({ ok: false, fault: { kind: 'address' } });
    },
  );
});

describe('a run that is paused', () => {
  it('takes what is typed into its own record, and refuses it when it goes on', async () => {
    const port = 'sim:paused?speed=instant&fault=no-answer@CPIN';
    const profileId = await savedProfile(test.desk);
    const runId = await startedRun(test.desk, order(port, test.profileId));
    const { commissioner } = test.desk.station;
    commissioner.bayOfRun(runId)?.pause();
    await recordedEvent(test.desk, runId, ({ type }) => type === 'run.paused');
    const entries = [{ line: `AT+WHAT="${PASSWORD}"` }, { line: 'AT+CSQ' }];
    expect(await sendTyped(test.desk, { port, profileId, entries })).toEqual({ ok: true, runId });
    const typed = await recordedEvent(test.desk, runId, asked('AT+CSQ'));
    expect(typed).toMatchObject({ place: { phase: 'manual', step: null } });
    expect(await use({ kind: 'meter', on: true }, port)).toMatchObject({
      fault: { kind: 'bay_taken', runId },
    });
    const { events, sent, received } = await readSoFar(test.desk, runId);
    expect(JSON.stringify(events) + sent + received).not.toContain(PASSWORD);
    expect(commissioner.bays).toHaveLength(1);
    commissioner.bayOfRun(runId)?.next();
    expect(await send([{ line: 'AT' }], port)).toEqual({ ok: false, fault: { kind: 'bay_taken', runId } });
    await commissioner.close(true);
  });

  it('is paused by a bay that is asked for it', async () => {
    const port = 'sim:asked?speed=instant';
    const runId = await startedRun(test.desk, order(port, test.profileId));
    const bay = test.desk.station.commissioner.bayOfRun(runId);
    bay?.pause();
    await recordedEvent(test.desk, runId, ({ type }) => type === 'run.paused');
    expect(await runOf(send([{ line: 'AT+CGSN' }], port))).toBe(runId);
    await recordedEvent(test.desk, runId, asked('AT+CGSN'));
    bay?.next();
    expect(await bay?.done).toMatchObject({ outcome: 'passed' });
    const { events } = await readSoFar(test.desk, runId);
    const warned = events.flatMap((event) =>
      event.type === 'step.finished' && event.outcome.kind === 'passed' ? event.outcome.warnings : [],
    );
    expect(warned).toEqual(['commands_typed']);
  });

  it('has no console to pause', async () => {
    await send([{ line: 'AT' }]);
    const bay = test.desk.station.commissioner.bay(PORT);
    bay?.pause();
    bay?.next();
    expect(await runOf(send([{ line: 'AT' }]))).toBe(bay?.runId);
  });
});
