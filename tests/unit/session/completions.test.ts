import { describe, expect, test } from 'vitest';
import type { AtOutcome } from '../../../shared/outcome.ts';
import { type Saying, table } from '../../support/scripted-port.ts';
import { openDialogue } from './dialogue.ts';

const CONNECT = 'AT+MIPSTART="h","1883"';
const OPEN = 'AT+MCONNECT=1,20';

describe('connecting to the broker', () => {
  test.each<[string, readonly Saying[], AtOutcome, number]>([
    ['is done with CONNECT OK, not with OK', ['OK', 700, 'CONNECT OK'], { kind: 'ok' }, 700],
    ['is done when both come at once', ['OK', 'CONNECT OK'], { kind: 'ok' }, 0],
    ['is done in the multi-link form', ['OK', '7,CONNECT OK'], { kind: 'ok' }, 0],
    ['is done when CONNECT OK comes first', ['CONNECT OK', 100, 'OK'], { kind: 'ok' }, 100],
    [
      'is refused by CONNECT FAIL',
      ['OK', 700, 'CONNECT FAIL'],
      { kind: 'refused', by: 'connect_fail', code: null },
      700,
    ],
    [
      'is refused by ALREADY CONNECT alone',
      ['ALREADY CONNECT'],
      { kind: 'refused', by: 'already_connect', code: null },
      1000,
    ],
    [
      'is refused by ALREADY CONNECT and OK, at once',
      ['ALREADY CONNECT', 'OK'],
      { kind: 'refused', by: 'already_connect', code: null },
      0,
    ],
    [
      'is refused by OK and ALREADY CONNECT',
      ['OK', 'ALREADY CONNECT'],
      { kind: 'refused', by: 'already_connect', code: null },
      0,
    ],
    [
      'is refused by ALREADY CONNECT rather than the ERROR behind it',
      ['ALREADY CONNECT', 20, 'ERROR'],
      { kind: 'refused', by: 'already_connect', code: null },
      20,
    ],
    ['is refused by ERROR', ['ERROR'], { kind: 'error' }, 0],
    ['is refused by a late ERROR', ['OK', 900, 'ERROR'], { kind: 'error' }, 900],
    [
      'is refused by an error in words',
      ['+CME ERROR: operation not allowed'],
      { kind: 'cme_error', code: 3, text: 'operation not allowed' },
      0,
    ],
    ['is refused by CLOSED', ['OK', 'CLOSED'], { kind: 'refused', by: 'closed', code: null }, 0],
    [
      'is refused when the bearer is lost',
      ['OK', '+PDP: DEACT'],
      { kind: 'refused', by: 'bearer_lost', code: null },
      0,
    ],
    ['is refused by data mode', ['OK', 'CONNECT'], { kind: 'refused', by: 'data_mode', code: null }, 0],
    [
      'is refused by a state',
      ['STATE: IP INITIAL', 'ERROR'],
      { kind: 'refused', by: 'bearer_state', code: null },
      0,
    ],
    [
      'shows a foreign dialect, success or not',
      ['+MIPSTART: SUCCESS'],
      { kind: 'foreign_dialect', line: '+MIPSTART: SUCCESS' },
      1000,
    ],
    [
      'shows a foreign dialect behind its OK',
      ['OK', 300, '+MIPSTART: FAILURE'],
      { kind: 'foreign_dialect', line: '+MIPSTART: FAILURE' },
      300,
    ],
    ['is not done by OK', ['OK'], { kind: 'completion_timeout' }, 10_000],
    ['is not done by two of them', ['OK', 'OK'], { kind: 'completion_timeout' }, 10_000],
    [
      'is not done by the lines of others',
      ['OK', 'CONNACK OK', 'SUBACK', 'PUBACK'],
      { kind: 'completion_timeout' },
      10_000,
    ],
    ['is not done by nothing', [], { kind: 'timeout', heard: false }, 5000],
  ])('%s', async (_name, sayings, outcome, durationMs) => {
    const { ask } = await openDialogue(table({ [CONNECT]: sayings }));
    expect(await ask('connectBroker', CONNECT)).toMatchObject({ outcome, durationMs });
  });

  test('does not end with the CONNECT FAIL of an attempt that an earlier session made', async () => {
    const { ask } = await openDialogue(table({ [CONNECT]: ['CONNECT FAIL', 50, 'OK', 600, 'CONNECT OK'] }));
    expect(await ask('connectBroker', CONNECT)).toMatchObject({ outcome: { kind: 'ok' }, durationMs: 650 });
  });

  test.each([
    ['CONNECT FAIL', 'CONNECT OK', { kind: 'ok' }],
    ['CONNECT OK', 'CONNECT FAIL', { kind: 'refused', by: 'connect_fail', code: null }],
  ])('does not take the %s that the attempt before still owed for its own', async (owed, own, outcome) => {
    const { ask } = await openDialogue(table({ [CONNECT]: [['OK'], [100, owed, 200, 'OK', 500, own]] }));
    expect((await ask('connectBroker', CONNECT)).outcome).toEqual({ kind: 'completion_timeout' });
    const second = await ask('connectBroker', CONNECT);
    expect(second).toMatchObject({ outcome, durationMs: 800 });
    expect(second.lines).toEqual(['OK', own]);
  });

  test('is not done by the CONNECT OK that the attempt before still owed when its own OK never comes', async () => {
    const { ask } = await openDialogue(table({ [CONNECT]: [['OK'], [100, 'CONNECT OK']] }));
    await ask('connectBroker', CONNECT);
    expect((await ask('connectBroker', CONNECT)).outcome).toEqual({ kind: 'timeout', heard: true });
  });

  test('takes a CONNECT OK ahead of its OK once the one owed has come by itself', async () => {
    const { ask, port, clock } = await openDialogue(table({ [CONNECT]: [['OK'], ['CONNECT OK', 10, 'OK']] }));
    await ask('connectBroker', CONNECT);
    port.say('CONNECT FAIL');
    await clock.advance(10);
    expect((await ask('connectBroker', CONNECT)).outcome).toEqual({ kind: 'ok' });
  });
});

describe('opening the MQTT session', () => {
  const refused = (code: number | null): AtOutcome => ({ kind: 'refused', by: 'connack_refused', code });

  test.each<[readonly Saying[], AtOutcome]>([
    [['OK', 'CONNACK OK'], { kind: 'ok' }],
    [['OK', 'CONNACK: 0'], { kind: 'ok' }],
    [['OK', 'CONNACK 1'], refused(1)],
    [['OK', 'CONNACK: 2'], refused(2)],
    [['OK', 'CONNACK,3'], refused(3)],
    [['OK', 'CONNACK 4'], refused(4)],
    [['OK', 'CONNACK: 0x05'], refused(5)],
    [['OK', 'CONNACK FAIL'], refused(null)],
    [['OK', 'CONNACK REFUSED'], refused(null)],
    [['OK', 'CONNACK'], refused(null)],
    [['ERROR'], { kind: 'error' }],
    [['OK', 200, 'ERROR'], { kind: 'error' }],
    [['+CME ERROR: 3'], { kind: 'cme_error', code: 3, text: '3' }],
    [['CLOSED', '+CME ERROR: 3'], { kind: 'cme_error', code: 3, text: '3' }],
    [['CLOSED'], { kind: 'refused', by: 'closed', code: null }],
    [['CONNACK 4', 'ERROR'], refused(4)],
    [['OK', 200, '+CME ERROR: 3'], { kind: 'cme_error', code: 3, text: '3' }],
    [['OK', 'CLOSED'], { kind: 'refused', by: 'closed', code: null }],
    [['OK'], { kind: 'completion_timeout' }],
    [[], { kind: 'timeout', heard: false }],
    [['+MCONNECT: SUCCESS', 'OK'], { kind: 'foreign_dialect', line: '+MCONNECT: SUCCESS' }],
  ])('by %j', async (sayings, outcome) => {
    const { ask } = await openDialogue(table({ [OPEN]: sayings }));
    expect((await ask('openSession', OPEN)).outcome).toEqual(outcome);
  });
});

describe('other completing lines', () => {
  test('OK before STATE is not the end of a bearer state', async () => {
    const { ask } = await openDialogue(table({ 'AT+CIPSTATUS': ['OK', 80, 'STATE: IP START'] }));
    expect(await ask('bearerState', 'AT+CIPSTATUS')).toMatchObject({
      outcome: { kind: 'ok' },
      completion: { text: 'STATE: IP START' },
      lines: ['OK', 'STATE: IP START'],
    });
  });

  test.each<[Parameters<Awaited<ReturnType<typeof openDialogue>>['ask']>[0], string, AtOutcome]>([
    ['subscribe', 'SUBACK', { kind: 'ok' }],
    ['subscribe', 'SUBACK 1', { kind: 'ok' }],
    ['subscribe', 'SUBACK 128', { kind: 'refused', by: 'suback_refused', code: null }],
    ['unsubscribe', 'UNSUBACK', { kind: 'ok' }],
    ['publishAtLeastOnce', 'PUBACK', { kind: 'ok' }],
    ['publishAtLeastOnce', 'PUBREC', { kind: 'completion_timeout' }],
    ['publishExactlyOnce', 'PUBCOMP', { kind: 'ok' }],
    ['publishExactlyOnce', 'PUBREC', { kind: 'completion_timeout' }],
    ['publishExactlyOnce', 'PUBACK', { kind: 'completion_timeout' }],
    ['subscribe', 'UNSUBACK', { kind: 'completion_timeout' }],
    ['unsubscribe', 'SUBACK', { kind: 'completion_timeout' }],
  ])('%s with %s', async (kind, text, outcome) => {
    const { ask } = await openDialogue(table({ 'AT+X': ['OK', 300, text] }));
    expect((await ask(kind, 'AT+X')).outcome).toEqual(outcome);
  });

  test('a message is the cache reader’s own, and nobody else’s', async () => {
    const said = ['+MSUB: "t",5 byte,hello', 'OK'];
    const { ask, session } = await openDialogue(table({ 'AT+MQTTMSGGET': said, 'AT+X': said }));
    expect((await ask('readCache', 'AT+MQTTMSGGET')).messages).toHaveLength(1);
    expect(session.unsolicited.mark).toBe(0);
    expect((await ask('plain', 'AT+X')).messages).toHaveLength(0);
    expect(session.unsolicited.since(0)).toMatchObject([{ id: 'message', message: { topic: 't' } }]);
  });
});
