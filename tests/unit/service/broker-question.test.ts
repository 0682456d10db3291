import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askOfBroker } from '../../../electron/service/broker-question.ts';
import { sendTyped } from '../../../electron/service/console-line.ts';
import { startRun } from '../../../electron/service/run-start.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { finishedRun, order, recordedEvent, savedProfile } from './run-reading.ts';

let test: TestDesk;

beforeEach(async () => {
  test = await openTestDesk();
});

afterEach(async () => {
  await test.close();
});

const ask = (profileId: string, port: string, signal = new AbortController().signal) =>
  askOfBroker(test.desk, { profileId, port }, signal);

/** A module that fails at step 11 is tried three times. */
const QUICK = { timeouts: { 11: { reply: 1, completion: 1, pause: 0.1 }, bearer_shut: 1 } } as const;

describe('the question for the broker as seen from here', () => {
  it('goes where a simulated module is led to, with the numbers of the unit that was on the port', async () => {
    const profileId = await savedProfile(test.desk, { mqtt: { clientId: 'wis-{imei}' }, ...QUICK });
    const port = 'sim:seen?speed=instant&fault=connect-fails';
    await finishedRun(test.desk, order(port, profileId));
    const answer = await ask(profileId, port);
    const broker = await test.desk.station.simulated.broker();
    expect(answer).toMatchObject({
      ok: true,
      check: { host: broker.host, port: broker.port, reached: 'accepted', obstacle: null },
    });
    expect(broker.clients().at(-1)?.id).toMatch(/^wis-\d{15}$/);
  });

  it('has the numbers also when a console stands on the port by now', async () => {
    const profileId = await savedProfile(test.desk, { mqtt: { clientId: 'wis-{imei}' } });
    const port = 'sim:after?speed=instant';
    await finishedRun(test.desk, order(port, profileId));
    const sent = await sendTyped(test.desk, { port, profileId, entries: [{ line: 'AT' }] });
    if (!sent.ok) throw new Error(`not sent: ${sent.fault.kind}`);
    expect(await ask(profileId, port)).toMatchObject({ ok: true });
  });

  it('is refused while the unit may be in session', async () => {
    const profileId = await savedProfile(test.desk, { mqtt: { clientId: 'one' } });
    const port = 'sim:busy?fault=never-registers';
    const started = await startRun(test.desk, order(port, profileId));
    if (!started.ok) throw new Error(`not started: ${started.fault.kind}`);
    await recordedEvent(test.desk, started.runId, ({ type }) => type === 'step.started');
    const refusal = { ok: false, fault: { kind: 'in_session', port } };
    expect(await ask(profileId, port)).toEqual(refusal);
    // It would be thrown out from any other port as well.
    expect(await ask(profileId, 'sim:other')).toEqual(refusal);
  });

  it('is refused while a unit that was left online has the session', async () => {
    const profileId = await savedProfile(test.desk, { mqtt: { clientId: 'one' }, after: 'stay-online' });
    const port = 'sim:stays?speed=instant';
    await finishedRun(test.desk, order(port, profileId));
    expect(await ask(profileId, port)).toEqual({ ok: false, fault: { kind: 'in_session', port } });
    const broker = await test.desk.station.simulated.broker();
    expect(broker.isConnected('one')).toBe(true);
  });

  it('is refused where the session needs a number that no unit has told', async () => {
    const profileId = await savedProfile(test.desk, { mqtt: { clientId: 'wis-{iccid}' } });
    expect(await ask(profileId, 'sim:new')).toEqual({
      ok: false,
      fault: { kind: 'identity_unknown', placeholder: 'iccid' },
    });
  });

  it('is refused for a profile and a port that are none', async () => {
    expect(await ask('nobody', 'sim:')).toEqual({ ok: false, fault: { kind: 'profile_missing' } });
    expect(await ask(test.profileId, 'sim:?fault=explode')).toMatchObject({
      ok: false,
      fault: { kind: 'address' },
    });
  });

  it('comes to nothing when who asked has gone', async () => {
    const profileId = await savedProfile(test.desk, { mqtt: { clientId: 'one' } });
    expect(await ask(profileId, 'sim:gone', AbortSignal.abort())).toEqual({
      ok: false,
      fault: { kind: 'called_off' },
    });
  });
});

describe('a run that fails on the way to the broker', () => {
  it('has the broker looked at from here, without a unit of another bay being thrown out', async () => {
    const free = await savedProfile(test.desk, { mqtt: { clientId: 'free' }, ...QUICK });
    const seen = await finishedRun(test.desk, order('sim:a?speed=instant&fault=connect-fails', free));
    expect(await recordedEvent(test.desk, seen, ({ type }) => type === 'broker.checked')).toMatchObject({
      check: { reached: 'accepted', obstacle: null },
    });
    const held = await savedProfile(test.desk, {
      mqtt: { clientId: 'held' },
      after: 'stay-online',
      ...QUICK,
    });
    await finishedRun(test.desk, order('sim:b?speed=instant', held));
    const unseen = await finishedRun(test.desk, order('sim:c?speed=instant&fault=connect-fails', held));
    const facts = await test.desk.station.store.readRun(unseen);
    expect(facts.ok && facts.events.map(({ type }) => type)).not.toContain('broker.checked');
    expect((await test.desk.station.simulated.broker()).isConnected('held')).toBe(true);
  });
});
