import { describe, expect, it } from 'vitest';
import type { RecordStore } from '../../../electron/records/index.ts';
import { PinMemory } from '../../../electron/service/pin-memory.ts';
import { profileSchema } from '../../../shared/profile.ts';
import { table } from '../../support/scripted-port.ts';
import { openedCommissioner, PORT, type TestCommissioner } from './test-commissioner.ts';

const IMEI = '867723030000003';
const OTHER = '861234567890122';
const PIN = '4711';

const NO_RECORD: Pick<RecordStore, 'refusedPins'> = {
  refusedPins: () => Promise.resolve({ ok: true, refused: 0 }),
};

describe('the memory of refused PINs', () => {
  const entered = (memory: PinMemory, imei: string | null, pin = PIN, port = 'a') =>
    memory.attempts(port, pin, false).entered(imei);
  const refused = (memory: PinMemory, imei: string | null, pin = PIN, port = 'a') =>
    memory.attempts(port, pin, false).wasRefused(imei);

  it('knows a PIN again on the unit it was refused on, whatever its port', () => {
    const memory = new PinMemory(NO_RECORD);
    expect(refused(memory, IMEI)).toBe(false);
    entered(memory, IMEI);
    expect(refused(memory, IMEI)).toBe(true);
    expect(refused(memory, IMEI, PIN, 'b')).toBe(true);
    expect(refused(memory, OTHER)).toBe(false);
    expect(refused(memory, IMEI, '0000')).toBe(false);
  });

  it('goes by the port where the unit does not tell its number', () => {
    const memory = new PinMemory(NO_RECORD);
    entered(memory, null);
    expect(refused(memory, null)).toBe(true);
    expect(refused(memory, null, PIN, 'b')).toBe(false);
    expect(refused(memory, IMEI)).toBe(false);
  });

  it('takes a unit that no longer tells its number for the one that was on its port', () => {
    const memory = new PinMemory(NO_RECORD);
    entered(memory, IMEI);
    expect(refused(memory, null)).toBe(true);
    expect(refused(memory, null, PIN, 'b')).toBe(false);
    expect(refused(memory, OTHER)).toBe(false);
    memory.attempts('a', '1234', true).taken(OTHER);
    expect(refused(memory, null)).toBe(false);
    expect(refused(memory, IMEI)).toBe(true);
  });

  it('leaves the last try to a person, with whatever PIN', () => {
    const memory = new PinMemory(NO_RECORD);
    entered(memory, IMEI, '0001');
    expect(refused(memory, IMEI, '0003')).toBe(false);
    entered(memory, IMEI, '0002');
    expect(refused(memory, IMEI, '0003')).toBe(true);
  });

  it('forgets when a PIN was taken', () => {
    const memory = new PinMemory(NO_RECORD);
    entered(memory, IMEI);
    memory.attempts('a', '1234', true).taken(IMEI);
    expect(refused(memory, IMEI)).toBe(false);
  });
});

/** Starts a run with a PIN on a module that asks for one and does not tell how many tries are left. */
async function tried(test: TestCommissioner, pin: string, pinGiven = false, port = PORT) {
  const profile = profileSchema.parse({
    name: 'bench',
    sim: { pin },
    broker: { host: 'broker.test' },
    mqtt: { clientId: 'c' },
  });
  const started = test.commissioner.start({
    port,
    profile,
    unit: null,
    operator: null,
    fromStep: 4,
    singleStep: false,
    pinGiven,
  });
  if (!started.ok) throw new Error('not started');
  const verdict = await test.clock.runUntil(started.run.done);
  const { events, sent } = await test.record(started.run.runId);
  return { code: verdict.code, told: JSON.stringify(events) + sent };
}

describe('runs in a row on a locked card', () => {
  const LOCKED = table({
    'AT+CGSN': [IMEI, 'OK'],
    'AT+CPIN?': ['+CPIN: SIM PIN', 'OK'],
    'AT+CPIN="4711"': ['+CME ERROR: 16'],
    'AT+CPIN="0815"': ['+CME ERROR: 16'],
    'AT+CPIN="2580"': ['OK'],
  });
  const attempts = (test: TestCommissioner) =>
    test.ports.flatMap(({ received }) => received).filter((line) => line.startsWith('AT+CPIN='));

  it('send a PIN that is refused exactly once', async () => {
    const test = await openedCommissioner();
    test.respond = LOCKED;
    expect(await tried(test, PIN)).toMatchObject({ code: 'sim_pin_wrong' });
    expect(await tried(test, PIN)).toMatchObject({ code: 'sim_pin_withheld' });
    expect(await tried(test, PIN)).toMatchObject({ code: 'sim_pin_withheld' });
    expect(attempts(test)).toEqual(['AT+CPIN="4711"']);
  });

  it('send it again when somebody asks for that, once for each time', async () => {
    const test = await openedCommissioner();
    test.respond = LOCKED;
    await tried(test, PIN);
    expect(await tried(test, PIN, true)).toMatchObject({ code: 'sim_pin_wrong' });
    expect(await tried(test, PIN)).toMatchObject({ code: 'sim_pin_withheld' });
    expect(attempts(test)).toHaveLength(2);
  });

  it('never use up the third try by themselves', async () => {
    const test = await openedCommissioner();
    test.respond = LOCKED;
    await tried(test, PIN);
    await tried(test, '0815');
    expect(await tried(test, '2580')).toMatchObject({ code: 'sim_pin_withheld' });
    expect(attempts(test)).toHaveLength(2);
  });

  /** The program is started anew on the same record, as a command line is for every run. */
  const triedAnew = async (test: TestCommissioner, pin: string, pinGiven = false, port = PORT) => {
    const result = await tried(test, pin, pinGiven, port);
    test.startAnew();
    return result.code;
  };

  it('never use up the third try, though the program is started anew for each of them', async () => {
    const test = await openedCommissioner();
    test.respond = LOCKED;
    const codes: (string | null)[] = [];
    for (let run = 0; run < 4; run += 1) codes.push(await triedAnew(test, PIN));
    expect(codes).toEqual(['sim_pin_wrong', 'sim_pin_wrong', 'sim_pin_withheld', 'sim_pin_withheld']);
    expect(attempts(test)).toHaveLength(2);
    expect(await triedAnew(test, PIN, true)).toBe('sim_pin_wrong');
    expect(attempts(test)).toHaveLength(3);
  });

  it('of a unit that does not tell its number go by the port, and leave those of others alone', async () => {
    const test = await openedCommissioner();
    test.respond = (line, own) => (line.startsWith('AT+CGSN') ? ['ERROR'] : LOCKED(line, own));
    for (const pin of [PIN, PIN]) await triedAnew(test, pin);
    expect(await triedAnew(test, PIN)).toBe('sim_pin_withheld');
    expect(await triedAnew(test, PIN, false, '/dev/ttyTEST1')).toBe('sim_pin_wrong');
    test.respond = (line, own) => (line === 'AT+CGSN' ? [OTHER, 'OK'] : LOCKED(line, own));
    expect(await triedAnew(test, PIN)).toBe('sim_pin_wrong');
  });

  it('have all tries again once the card was open', async () => {
    const test = await openedCommissioner();
    test.respond = LOCKED;
    for (const pin of [PIN, PIN]) await triedAnew(test, pin);
    const OPEN = table({
      'AT+CGSN': [IMEI, 'OK'],
      'AT+CPIN?': ['+CPIN: READY', 'OK'],
      'AT+CREG?': ['+CREG: 0,3', 'OK'],
    });
    test.respond = OPEN;
    expect(await triedAnew(test, '')).toBe('registration_denied');
    test.respond = LOCKED;
    expect(await triedAnew(test, PIN)).toBe('sim_pin_wrong');
  });

  it('go by what the card tells of its tries, if it does, and by nothing that is older', async () => {
    const test = await openedCommissioner();
    test.respond = LOCKED;
    for (const pin of [PIN, PIN]) await triedAnew(test, pin);
    // Another card.
    test.respond = (line, own) => (line === 'AT+SPIC' ? ['+SPIC: 3,10,3,10', 'OK'] : LOCKED(line, own));
    expect(await triedAnew(test, PIN)).toBe('sim_pin_wrong');
  });

  it('on a simulated card, which is new every time, are not counted', async () => {
    const test = await openedCommissioner();
    test.respond = LOCKED;
    for (let run = 0; run < 4; run += 1)
      expect(await triedAnew(test, PIN, false, 'sim:?pin=1234')).toBe('sim_pin_wrong');
  });

  it('show the PIN nowhere', async () => {
    const test = await openedCommissioner();
    test.respond = LOCKED;
    const { told } = await tried(test, PIN, true);
    expect(told).not.toContain(PIN);
    expect(told).toContain('AT+CPIN=\\"***\\"');
  });
});
