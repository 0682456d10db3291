import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendTyped } from '../../../electron/service/console-line.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import {
  finishedRun,
  order,
  PASSWORD,
  readSoFar,
  recordedEvent,
  recordedWhen,
  savedProfile,
  startedRun,
} from './run-reading.ts';

let test: TestDesk;

beforeEach(async () => {
  test = await openTestDesk();
});

afterEach(async () => {
  await test.close();
});

const PORT = 'sim:console?speed=instant';

/** Sends a typed line; the id of the console's run. */
async function sent(line: string, profileId: string | null = test.profileId, port = PORT): Promise<string> {
  const reply = await sendTyped(test.desk, { port, profileId, entries: [{ line }] });
  if (!reply.ok) throw new Error(`not sent: ${JSON.stringify(reply.fault)}`);
  return reply.runId;
}

/** Sends a typed line and waits until its answer is recorded. */
async function asked(line: string, profileId?: string | null, port = PORT): Promise<string> {
  const runId = await sent(line, profileId, port);
  await recordedEvent(
    test.desk,
    runId,
    (event) => event.type === 'at.exchanged' && !heard.has(key(runId, event.seq)),
  );
  for (const { seq } of (await readSoFar(test.desk, runId)).events) heard.add(key(runId, seq));
  return runId;
}

const heard = new Set<string>();
const key = (runId: string, seq: number) => `${runId} ${seq}`;

const exchangesIn = async (runId: string) =>
  (await readSoFar(test.desk, runId)).events.filter((event) => event.type === 'at.exchanged');

describe('a typed line', () => {
  it('is sent to the module, and its answer is in the record of the console', async () => {
    const runId = await asked('  at+csq ');
    // The end of what came may be held back for a moment: it could be the beginning of a secret.
    const {
      events,
      sent: bytes,
      received,
    } = await recordedWhen(test.desk, runId, (soFar) => soFar.received.includes('+CSQ:'));
    expect(events.map(({ type }) => type)).toEqual(['run.started', 'link.opened', 'at.exchanged']);
    expect(events).toMatchObject([
      { type: 'run.started', purpose: 'console', profileName: 'demo', profile: null },
      { type: 'link.opened', baudRate: 115200 },
      {
        type: 'at.exchanged',
        place: { phase: 'manual', step: null, attempt: 1 },
        command: 'at+csq',
        lines: [expect.stringMatching(/^\+CSQ: \d+,\d+$/), 'OK'],
        outcome: { kind: 'ok' },
      },
    ]);
    expect(bytes).toBe('at+csq\r\n');
    expect(received).toContain('+CSQ:');
    expect(await test.desk.station.store.listRuns({ limit: 1 })).toMatchObject({
      runs: [{ id: runId, purpose: 'console', state: 'live', port: PORT }],
    });
  });

  it('goes on the console that is open', async () => {
    const first = await asked('AT');
    expect(await asked('AT+CGSN')).toBe(first);
    expect((await exchangesIn(first)).map(({ command }) => command)).toEqual(['AT', 'AT+CGSN']);
  });

  it('is sent at the rate of the profile, or at the usual one without a profile', async () => {
    const profileId = await savedProfile(test.desk, { baudRate: 9600 });
    const rate = async (id: string | null, port: string) => {
      const { events } = await readSoFar(test.desk, await asked('AT', id, port));
      return events.find((event) => event.type === 'link.opened')?.baudRate;
    };
    expect(await rate(profileId, 'sim:slow?speed=instant')).toBe(9600);
    expect(await rate(null, 'sim:usual?speed=instant')).toBe(115200);
    expect(await rate('nobody', 'sim:unknown?speed=instant')).toBe(115200);
  });

  it('is refused while the one before waits for its answer, and two at once are not both sent', async () => {
    const port = 'sim:busy?fault=no-answer@CSQ';
    const runId = await sent('AT+CSQ', test.profileId, port);
    const waiting = { ok: false, fault: { kind: 'waiting' } };
    expect(await sendTyped(test.desk, { port, profileId: null, entries: [{ line: 'ATI' }] })).toEqual(
      waiting,
    );
    const other = 'sim:two?fault=no-answer';
    const line = (text: string) =>
      sendTyped(test.desk, { port: other, profileId: test.profileId, entries: [{ line: text }] });
    const replies = await Promise.all([line('AT+ONE'), line('AT+TWO')]);
    expect(replies).toEqual([{ ok: true, runId: expect.any(String) }, waiting]);
    await test.desk.station.commissioner.endConsole(port);
    expect((await exchangesIn(runId)).map(({ command, outcome }) => [command, outcome.kind])).toEqual([
      ['AT+CSQ', 'abandoned'],
    ]);
    expect((await readSoFar(test.desk, runId)).sent).toBe('AT+CSQ\r\n');
  });

  it.each(['', '   ', 'AT\r\nAT', 'AT\u0000', 'AT\u001b'])(
    'that cannot be sent opens no port: %j',
    async (line) => {
      expect(await sendTyped(test.desk, { port: PORT, profileId: null, entries: [{ line }] })).toEqual({
        ok: false,
        fault: { kind: 'not_sendable', entry: 0 },
      });
      expect(test.desk.station.commissioner.bays).toEqual([]);
    },
  );

  it.each(['', 'nonsense', 'tcp://host', 'sim:?fault=nonsense'])(
    'for no port is refused: %j',
    async (port) => {
      expect(await sendTyped(test.desk, { port, profileId: null, entries: [{ line: 'AT' }] })).toMatchObject({
        ok: false,
        fault: { kind: 'address', fault: { kind: 'invalid_address' } },
      });
      expect(test.desk.station.commissioner.bays).toEqual([]);
    },
  );

  it('is refused where a run has the port, which it does not disturb', async () => {
    const port = 'sim:run?fault=no-answer';
    const runId = await startedRun(test.desk, order(port, test.profileId));
    expect(
      await sendTyped(test.desk, { port, profileId: test.profileId, entries: [{ line: 'AT+MARK' }] }),
    ).toEqual({
      ok: false,
      fault: { kind: 'bay_taken', runId },
    });
    expect((await readSoFar(test.desk, runId)).sent).not.toContain('MARK');
    expect(test.desk.station.commissioner.bayOfRun(runId)?.over).toBe(false);
  });

  it('is refused while the desk is closing', async () => {
    await test.desk.close(true);
    expect(await sendTyped(test.desk, { port: PORT, profileId: null, entries: [{ line: 'AT' }] })).toEqual({
      ok: false,
      fault: { kind: 'closed' },
    });
  });

  it('is taken again where a run has ended, and the run stays in the record', async () => {
    const first = await finishedRun(test.desk, order(PORT, test.profileId));
    const second = await asked('AT+CSQ');
    expect(second).not.toBe(first);
    expect(await test.desk.station.store.listRuns({ limit: 2 })).toMatchObject({
      runs: [
        { id: second, purpose: 'console' },
        { id: first, purpose: 'bring_up', outcome: 'passed' },
      ],
    });
  });
});

describe('the console of a port', () => {
  it('that is not there is errored with the reason', async () => {
    const port = '/dev/does-not-exist';
    const runId = await sent('AT', null, port);
    await test.desk.station.commissioner.bayOfRun(runId)?.done;
    const { events } = await readSoFar(test.desk, runId);
    expect(events).toMatchObject([
      { type: 'run.started' },
      { type: 'link.lost', fault: { kind: 'not_found' } },
      { type: 'run.finished', outcome: 'errored', code: 'port_not_found' },
    ]);
  });

  it('that goes away is errored, and the next line opens it again', async () => {
    const port = 'sim:pulled?speed=instant&fault=unplugged@CSQ';
    const runId = await sent('AT+CSQ', null, port);
    await test.desk.station.commissioner.bayOfRun(runId)?.done;
    expect((await readSoFar(test.desk, runId)).events.at(-1)).toMatchObject({
      type: 'run.finished',
      outcome: 'errored',
      code: 'port_lost',
    });
    expect(await sent('AT', null, port)).not.toBe(runId);
  });

  it('that is closed is free for the next one', async () => {
    const first = await asked('AT');
    await test.desk.station.commissioner.endConsole(PORT);
    expect((await readSoFar(test.desk, first)).events.at(-1)).toMatchObject({ code: 'stopped' });
    expect(await asked('AT')).not.toBe(first);
  });
});

describe('a secret', () => {
  it.each(['AT+CPIN="4711"', 'AT+CPIN=4711', 'AT+CSQ;+CPIN=4711'])(
    'that is typed is in no fact and in no byte: %s',
    async (line) => {
      // Echoes what it hears.
      const runId = await asked(line);
      await test.desk.station.commissioner.endConsole(PORT);
      const { events, sent: bytes, received } = await readSoFar(test.desk, runId);
      const exchanged = events.find((event) => event.type === 'at.exchanged');
      expect(exchanged?.command).toContain('***');
      expect(exchanged?.echoed).toBe(true);
      expect(JSON.stringify([exchanged?.command, exchanged?.lines])).not.toContain('4711');
      for (const text of [bytes, received]) {
        expect(text).toContain('***');
        expect(text).not.toContain('4711');
      }
    },
  );

  it('of the profile is masked, also of one that was chosen after the console was opened', async () => {
    await asked('AT', null);
    const profileId = await savedProfile(test.desk);
    const runId = await asked(`AT+WHAT="${PASSWORD}"`, profileId);
    await test.desk.station.commissioner.endConsole(PORT);
    const { events, sent: bytes, received } = await readSoFar(test.desk, runId);
    expect(bytes).toContain('AT+WHAT="***"');
    expect(JSON.stringify(events) + bytes + received).not.toContain(PASSWORD);
  });
});
