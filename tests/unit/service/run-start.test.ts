import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendTyped } from '../../../electron/service/console-line.ts';
import { startRun } from '../../../electron/service/run-start.ts';
import type { FieldChange } from '../../../shared/profile-change.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { finishedRun, order, PASSWORD, readSoFar, recordedEvent, savedProfile } from './run-reading.ts';

let test: TestDesk;

beforeEach(async () => {
  test = await openTestDesk();
});

afterEach(async () => {
  await test.close();
});

/** Nothing was touched: no run, no bay. */
async function expectNothing(): Promise<void> {
  expect(test.desk.station.commissioner.bays).toEqual([]);
  expect(await test.desk.station.store.listRuns({ limit: 1 })).toMatchObject({ ok: true, runs: [] });
}

describe('a run that is ordered', () => {
  it('is started with the profile, the unit and the operator of the order', async () => {
    const profileId = await savedProfile(test.desk);
    const unit = { unit: 'SN-0117', operator: 'Li' };
    const runId = await finishedRun(test.desk, order('sim:one?speed=instant', profileId, unit));
    const { events } = await readSoFar(test.desk, runId);
    expect(events[0]).toMatchObject({
      type: 'run.started',
      purpose: 'bring_up',
      profileName: 'bench',
      ...unit,
    });
    expect(events.at(-1)).toMatchObject({ type: 'run.finished', outcome: 'passed', complete: true });
  });

  it('begins where the order says', async () => {
    const given = order('sim:two?speed=instant', await savedProfile(test.desk), { fromStep: 5 });
    const { events } = await readSoFar(test.desk, await finishedRun(test.desk, given));
    expect(events[0]).toMatchObject({ fromStep: 5 });
    expect(events.at(-1)).toMatchObject({ complete: false });
  });

  it('pauses before a step where it goes step by step', async () => {
    const given = order('sim:three?speed=instant', await savedProfile(test.desk), { singleStep: true });
    const started = await startRun(test.desk, given);
    const runId = started.ok ? started.runId : '';
    const paused = await recordedEvent(test.desk, runId, ({ type }) => type === 'run.paused');
    expect(paused).toMatchObject({ nextStep: 2 });
  });

  it('ends the console on its port first, and passes', async () => {
    const profileId = await savedProfile(test.desk);
    const port = 'sim:four?speed=instant';
    const sent = await sendTyped(test.desk, { port, profileId, entries: [{ line: 'AT+CSQ' }] });
    if (!sent.ok) throw new Error(`not sent: ${sent.fault.kind}`);
    await recordedEvent(test.desk, sent.runId, ({ type }) => type === 'at.exchanged');
    const runId = await finishedRun(test.desk, order(port, profileId));
    expect(runId).not.toBe(sent.runId);
    const console = await readSoFar(test.desk, sent.runId);
    expect(console.events.at(-1)).toMatchObject({ type: 'run.finished', code: 'stopped' });
    const { events } = await readSoFar(test.desk, runId);
    expect(events.at(-1)).toMatchObject({ type: 'run.finished', outcome: 'passed' });
    expect(console.events.at(-1)?.atMs).toBeLessThanOrEqual(events[0]?.atMs ?? 0);
  });

  it('leaves the console of another port alone', async () => {
    const profileId = await savedProfile(test.desk);
    const sent = await sendTyped(test.desk, { port: 'sim:five', profileId, entries: [{ line: 'AT' }] });
    await finishedRun(test.desk, order('sim:six?speed=instant', profileId));
    expect(test.desk.station.commissioner.bayOfRun(sent.ok ? sent.runId : '')?.over).toBe(false);
  });
});

describe('a run that differs from its profile', () => {
  const changes = [
    { field: 'broker.port', value: 8883 },
    { field: 'broker.tls', value: true },
    { field: 'optionalSteps.fixBaud', value: false },
  ] as const;

  it('is done with the fields that the order changes, and says so; the stored profile stays', async () => {
    const profileId = await savedProfile(test.desk);
    const before = await test.desk.profiles.resolve(profileId);
    const runId = await finishedRun(test.desk, order('sim:diff?speed=instant', profileId, { changes }));
    const { events, sent } = await readSoFar(test.desk, runId);
    expect(events[0]).toMatchObject({
      type: 'run.started',
      changes,
      profile: { broker: { port: 8883, tls: true }, optionalSteps: { echoOff: true, fixBaud: false } },
    });
    expect(sent).toContain('AT+SSLMIPSTART="ssl://broker.test","8883"');
    expect(sent).not.toContain('AT+IPR');
    expect(await test.desk.profiles.resolve(profileId)).toEqual(before);
    const next = await finishedRun(test.desk, order('sim:diff?speed=instant', profileId));
    expect((await readSoFar(test.desk, next)).events[0]).toMatchObject({
      changes: [],
      profile: { broker: { port: 1883, tls: false } },
    });
  });

  it.each<[FieldChange, string, string]>([
    [{ field: 'broker.port', value: 0 }, 'broker.port', 'out_of_range'],
    [{ field: 'broker.port', value: '1883' }, 'broker.port', 'wrong_type'],
    [{ field: 'broker.host', value: 'mqtt://h' }, 'broker.host', 'host_scheme'],
    [{ field: 'apn.name', value: 'a"b' }, 'apn.name', 'quote'],
    [{ field: 'mqtt.clientId', value: '' }, 'mqtt.clientId', 'empty'],
    [{ field: 'mqtt.clientId', value: '{imsi}' }, 'mqtt.clientId', 'unknown_placeholder'],
    [{ field: 'baudRate', value: 1234 }, 'baudRate', 'not_one_of'],
    [{ field: 'messages.delivery', value: 'both' }, 'messages.delivery', 'not_one_of'],
    [{ field: 'optionalSteps.echoOff', value: 'no' }, 'optionalSteps.echoOff', 'wrong_type'],
  ])('is not started with %j, and the field is named', async (change, path, rule) => {
    const profileId = await savedProfile(test.desk);
    expect(await startRun(test.desk, order('sim:', profileId, { changes: [change] }))).toMatchObject({
      ok: false,
      fault: { kind: 'profile_invalid', faults: [{ path, rule }] },
    });
    await expectNothing();
  });

  it('needs the serial number that a changed field asks for', async () => {
    const given = { changes: [{ field: 'mqtt.clientId', value: 'unit-{serial}' }] as const };
    expect(await startRun(test.desk, order('sim:', test.profileId, given))).toMatchObject({
      ok: false,
      fault: { kind: 'unit', fault: { rule: 'serial_missing' } },
    });
  });
});

describe('a PIN given for one run', () => {
  const port = 'sim:locked?speed=instant&fault=sim-pin:2580';

  it('opens the card, is shown nowhere, and is not kept', async () => {
    const profileId = await savedProfile(test.desk);
    const runId = await finishedRun(test.desk, order(port, profileId, { pin: '2580' }));
    const { events, sent, received } = await readSoFar(test.desk, runId);
    expect(events.at(-1)).toMatchObject({ type: 'run.finished', outcome: 'passed' });
    expect(events[0]).toMatchObject({ profile: { sim: { pin: '***' } }, changes: [] });
    // The address of the simulated card names its PIN.
    for (const told of [JSON.stringify(events).replaceAll(port, ''), sent, received])
      expect(told).not.toContain('2580');
    expect(sent).toContain('AT+CPIN="***"');
    expect(readFileSync(join(test.desk.info.dataFolder, 'secrets.json'), 'utf8')).not.toContain('2580');
    const resolved = await test.desk.profiles.resolve(profileId);
    expect(resolved).toMatchObject({ ok: true, profile: { sim: { pin: '' } } });
  });

  it.each(['12', '123456789', 'abcd', '12 4'])('is refused where it can be none: %j', async (pin) => {
    const started = await startRun(test.desk, order('sim:', test.profileId, { pin }));
    expect(started).toMatchObject({
      ok: false,
      fault: { kind: 'profile_invalid', faults: [{ path: 'sim.pin', rule: 'pin_digits' }] },
    });
    expect(JSON.stringify(started)).not.toContain(pin);
    await expectNothing();
  });

  it('is needed after the profile’s own was refused: three runs cost one try', async () => {
    const profileId = await savedProfile(test.desk, { sim: { pin: '1111' } });
    const codes: unknown[] = [];
    for (let count = 0; count < 3; count += 1) {
      const runId = await finishedRun(test.desk, order(port, profileId));
      const { events } = await readSoFar(test.desk, runId);
      const last = events.at(-1);
      codes.push(last?.type === 'run.finished' ? last.code : null);
    }
    expect(codes).toEqual(['sim_pin_wrong', 'sim_pin_withheld', 'sim_pin_withheld']);
    const runId = await finishedRun(test.desk, order(port, profileId, { pin: '2580' }));
    const { events } = await readSoFar(test.desk, runId);
    expect(events.at(-1)).toMatchObject({ outcome: 'passed' });
    expect(
      events.find((event) => event.type === 'measurement.recorded' && event.name === 'pin_tries'),
    ).toMatchObject({
      value: 2,
    });
  });
});

describe('a run is not started', () => {
  it.each([
    ['', { kind: 'invalid_address', rule: 'empty' }],
    ['tcp://x', { kind: 'invalid_address', rule: 'tcp_port_missing' }],
    ['COM999', { kind: 'invalid_address', rule: 'com_number_out_of_range' }],
    ['sim:?fault=nonsense', { kind: 'invalid_address', rule: 'unknown_fault', part: 'nonsense' }],
    ['sim:?speed=warp', { kind: 'invalid_address', rule: 'option_value', part: 'speed' }],
  ])('on a port whose address is none: %j', async (port, fault) => {
    expect(await startRun(test.desk, order(port, test.profileId))).toMatchObject({
      ok: false,
      fault: { kind: 'address', fault },
    });
    await expectNothing();
  });

  it('with a profile that is not there', async () => {
    expect(await startRun(test.desk, order('sim:', 'nobody'))).toEqual({
      ok: false,
      fault: { kind: 'profile_missing' },
    });
    await test.desk.profiles.remove(test.profileId);
    expect(await startRun(test.desk, order('sim:', test.profileId))).toEqual({
      ok: false,
      fault: { kind: 'profile_missing' },
    });
    await expectNothing();
  });

  it('with a profile whose secrets are gone', async () => {
    const profileId = await savedProfile(test.desk);
    rmSync(join(test.desk.info.dataFolder, 'secrets.json'));
    expect(await startRun(test.desk, order('sim:', profileId))).toEqual({
      ok: false,
      fault: { kind: 'secrets_unreadable' },
    });
    await expectNothing();
  });

  it('with a profile that breaks a rule together with its secrets, which are not told', async () => {
    const profileId = await savedProfile(test.desk);
    const path = join(test.desk.info.dataFolder, 'secrets.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace(PASSWORD, `${PASSWORD}\\"x`));
    const started = await startRun(test.desk, order('sim:', profileId));
    expect(started).toMatchObject({
      ok: false,
      fault: { kind: 'profile_invalid', faults: [{ path: 'mqtt.password', rule: 'quote' }] },
    });
    expect(JSON.stringify(started)).not.toContain(PASSWORD);
    await expectNothing();
  });

  it('without the serial number that the profile writes into a command', async () => {
    const profileId = await savedProfile(test.desk, { subscribe: { topic: 'units/{serial}' } });
    expect(await startRun(test.desk, order('sim:', profileId))).toMatchObject({
      ok: false,
      fault: { kind: 'unit', fault: { rule: 'serial_missing' } },
    });
    await expectNothing();
    const given = order('sim:?speed=instant', profileId, { unit: 'SN-1' });
    expect(await startRun(test.desk, given)).toMatchObject({ ok: true });
  });

  it.each([
    ['', 'empty'],
    ['SN"1', 'quote'],
    ['SN\r1', 'line_break'],
    ['x'.repeat(33), 'out_of_range'],
  ])('with a serial number that cannot be sent: %j', async (unit, rule) => {
    expect(await startRun(test.desk, order('sim:', test.profileId, { unit }))).toMatchObject({
      ok: false,
      fault: { kind: 'unit', fault: { rule } },
    });
    await expectNothing();
  });

  it('on a port that has a run, which goes on', async () => {
    const given = order('sim:taken?fault=no-answer', test.profileId);
    const first = await startRun(test.desk, given);
    const runId = first.ok ? first.runId : '';
    expect(await startRun(test.desk, given)).toEqual({ ok: false, fault: { kind: 'bay_taken', runId } });
    expect(test.desk.station.commissioner.bayOfRun(runId)?.over).toBe(false);
  });

  it('twice by two windows at once', async () => {
    const given = order('sim:twice?fault=no-answer', test.profileId);
    const started = await Promise.all([startRun(test.desk, given), startRun(test.desk, given)]);
    expect(started.filter(({ ok }) => ok)).toHaveLength(1);
    expect(test.desk.station.commissioner.bays).toHaveLength(1);
  });

  it('while the desk is closing', async () => {
    await test.desk.close(true);
    expect(await startRun(test.desk, order('sim:', test.profileId))).toEqual({
      ok: false,
      fault: { kind: 'closed' },
    });
  });

  it('for the sake of a profile that cannot be used: the console on its port stays', async () => {
    const port = 'sim:stays';
    const sent = await sendTyped(test.desk, { port, profileId: test.profileId, entries: [{ line: 'AT' }] });
    expect(await startRun(test.desk, order(port, 'nobody'))).toMatchObject({ ok: false });
    expect(test.desk.station.commissioner.bayOfRun(sent.ok ? sent.runId : '')?.over).toBe(false);
  });
});
