import { describe, expect, it } from 'vitest';
import type { ProfileInput } from '../../../shared/profile.ts';
import type { Answer, Script } from './scripted-module.ts';
import { run } from './test-run.ts';

const MARKED: Partial<ProfileInput> = {
  sim: { pin: '90817263' },
  apn: { name: 'private', username: 'apn-user', password: 'APN-pw-marker' },
  mqtt: { clientId: 'c', username: 'u', password: 'MQTT"free?pw|marker'.replace('"', '') },
};
const MARKERS = ['90817263', 'APN-pw-marker', 'MQTTfree?pw|marker'];

/** Repeats what it was told, as a line of its own, in an error text, and in a message. */
const parrot: Answer = (line, _nth, module) => [line, `+FOO: ${line}`, ...module.usual(line)];
const complaining: Answer = (line) => [`+CME ERROR: ${line} not taken`];

const SCRIPTS: Readonly<Record<string, Script>> = {
  'echoes everything': { ATE0: ['OK'] },
  'repeats everything': { '*': parrot },
  'repeats everything in its errors': { 'AT+CSTT=': complaining, 'AT+CPIN=': complaining },
  'repeats the credentials in its error': { 'AT+MCONFIG=': complaining },
  'repeats the credentials in another dialect': {
    'AT+MIPSTART=': ['OK', `+MIPSTART: FAILURE "${MARKERS[2]}"`],
  },
  'tells the PIN as its firmware': { 'AT+CGMR': [`rev ${MARKERS[0]}`, 'OK'] },
  'sends the password as a message': { 'AT+MPUB=': ['OK', `+MSUB: "test",18 byte,${MARKERS[2]}`] },
  'sends the password unasked': { 'AT+CGATT?': [`hello "${MARKERS[1]}"`, '+CGATT: 1', 'OK'] },
  'loses its link and says the password': { 'AT+MPUB=': ['OK', `+CGEV: NW DEACT "${MARKERS[2]}"`] },
  'wants its PIN': { 'AT+CPIN?': (_l, nth) => (nth < 3 ? ['+CPIN: SIM PIN', 'OK'] : ['+CPIN: READY', 'OK']) },
};

describe('a secret of the profile', () => {
  it.each(Object.entries(SCRIPTS))('is in no fact, even of a module that %s', async (_name, script) => {
    const test = await run({ profile: MARKED, script });
    const told = JSON.stringify(test.events);
    for (const marker of MARKERS) expect(told).not.toContain(marker);
    expect(told).toContain('***');
  });

  it('goes to the module all the same', async () => {
    const test = await run({ profile: MARKED });
    expect(test.module.commands).toContain('AT+CSTT="private","apn-user","APN-pw-marker"');
    expect(test.module.commands).toContain('AT+MCONFIG="c","u","MQTTfree?pw|marker"');
    expect(test.state.finish?.outcome).toBe('passed');
  });
});
