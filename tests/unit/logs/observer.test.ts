import { describe, expect, it } from 'vitest';
import { TRANSCRIPTS } from '../../fixtures/transcripts.ts';
import { steps, verdictOf, watch } from './watched.ts';

const CONFIGURED = ['AT+MCONFIG="id","user","secret"', 'OK'];
const CONNECTED = [...CONFIGURED, 'AT+MIPSTART="host","1883"', 'OK', 'CONNECT OK'];
const IN_SESSION = [...CONNECTED, 'AT+MCONNECT=1,60', 'OK', 'CONNACK OK'];
const SUBSCRIBED = [...IN_SESSION, 'AT+MSUB="t",0', 'OK', 'SUBACK'];
const UP_TO_ADDRESS =
  'AT;OK;AT+CPIN?;+CPIN: READY;OK;AT+CREG?;+CREG: 0,1;OK;AT+CGATT?;+CGATT: 1;OK;AT+CSTT="CMNET";OK;AT+CIICR;OK;AT+CIFSR;10.0.0.7'.split(
    ';',
  );
const PUBLISHED = ['AT+MPUB="t",0,0,"hello"', 'OK'];
const RETURNED = '+MSUB: "t",5 byte,hello';

describe('the transcripts of others', () => {
  it.each([
    ['T1: GPRS with CMNET, states in between', 'incomplete'],
    ['T2: the same MQTT dialect', 'incomplete'],
    ['T3: cached mode and the slot list', 'incomplete'],
    ['T4: the link lost and rebuilt', 'incomplete'],
    ['T4: the bearer lost', 'failed 13 bearer_lost'],
    ['T5: a bearer left from the last run', 'failed 7 apn_refused'],
    ['T6: no SIM', 'failed 4 sim_missing'],
    ['T9: slow registration, lines in between', 'incomplete'],
  ])('%s comes to %s', (name, verdict) => {
    const lines = (TRANSCRIPTS[name] ?? []).flatMap(({ send, said }) => [send, ...said]);
    const watched = watch(lines);
    expect(verdictOf(watched)).toBe(verdict);
    expect(watched.state.misfits).toEqual([]);
  });
});

describe('a complete run', () => {
  it('is passed when the message came back', () => {
    const watched = watch([...UP_TO_ADDRESS, ...SUBSCRIBED, ...PUBLISHED, RETURNED]);
    expect(verdictOf(watched)).toBe('passed');
    expect(watched.state.finish?.complete).toBe(true);
  });

  it('is not passed when a hard step is missing', () => {
    const withoutSim = UP_TO_ADDRESS.filter((line) => !/CPIN/.test(line));
    expect(verdictOf(watch([...withoutSim, ...SUBSCRIBED, ...PUBLISHED, RETURNED]))).toBe('incomplete');
  });

  it('rests on facts that are there, and on the ones that show it', () => {
    const { events } = watch([...UP_TO_ADDRESS, ...SUBSCRIBED, ...PUBLISHED, RETURNED]);
    for (const event of events) {
      if (event.type !== 'step.finished' || event.outcome.kind !== 'passed') continue;
      expect(event.outcome.evidence.length).toBeGreaterThan(0);
      for (const seq of event.outcome.evidence) expect(seq).toBeLessThan(event.seq);
    }
  });
});

describe('a step that is asked again and again', () => {
  it('is no failure while it may still come good', () => {
    const watched = watch([
      'AT+CREG?',
      '+CREG: 0,2',
      'OK',
      'AT+CREG?',
      '+CREG: 0,2',
      'OK',
      'AT+CREG?',
      '+CREG: 0,5',
      'OK',
    ]);
    expect(steps(watched)).toEqual({ 5: 'passed x3' });
    expect(watched.events.filter(({ type }) => type === 'step.finished')).toHaveLength(1);
  });

  it.each([
    ['+CREG: 0,2', 'registration_timeout'],
    ['+CREG: 0,3', 'registration_denied'],
    ['ERROR', 'command_refused'],
  ])('fails by its last answer %s when it never does', (answer, code) => {
    expect(verdictOf(watch(['AT+CREG?', answer, 'OK']))).toBe(`failed 5 ${code}`);
  });

  it('keeps what the last answer said when the log ends behind the next command', () => {
    expect(verdictOf(watch(['AT+CREG?', '+CREG: 0,3', 'OK', 'AT+CREG?']))).toBe(
      'failed 5 registration_denied',
    );
  });

  it('may alternate with others of its kind', () => {
    const poll = ['AT+CREG?', '+CREG: 0,2', 'OK', 'AT+CGATT?', '+CGATT: 0', 'OK'];
    const good = ['AT+CREG?', '+CREG: 0,1', 'OK', 'AT+CGATT?', '+CGATT: 1', 'OK'];
    expect(steps(watch([...poll, ...poll, ...good]))).toEqual({ 5: 'passed x3', 6: 'passed x3' });
  });

  it('is over when a step is begun that stands on it', () => {
    const watched = watch(['AT+CGATT?', '+CGATT: 0', 'OK', 'AT+CSTT="x"', 'ERROR']);
    expect(verdictOf(watched)).toBe('failed 6 not_attached');
    expect(steps(watched)).toEqual({ 6: 'not_attached', 7: 'apn_refused' });
  });

  it('takes the packet network for an answer where that is asked', () => {
    expect(steps(watch(['AT+CGREG?', '+CGREG: 0,2', 'OK', 'AT+CGREG?', '+CGREG: 0,1', 'OK']))).toEqual({
      5: 'passed x2',
    });
  });
});

describe('where it is stuck', () => {
  it.each([
    [['AT', 'AT', 'AT'], 'failed 1 no_answer'],
    [['AT', '\u0000\u00ff~x}', 'AT', '@@?\u00fe'], 'failed 1 garbled_answer'],
    [['AT+CPIN?', '+CPIN: SIM PIN', 'OK'], 'failed 4 sim_pin_required'],
    [['AT+CPIN?', '+CPIN: SIM PUK', 'OK'], 'failed 4 sim_puk_required'],
    [['AT+CPIN?', '+CME ERROR: 13'], 'failed 4 sim_not_ready'],
    [['AT+CPIN?', '+CPIN: SIM PIN', 'OK', 'AT+CPIN=1234', '+CME ERROR: 16'], 'failed 4 sim_pin_wrong'],
    [
      ['AT+CPIN?', '+CPIN: SIM PIN', 'OK', 'AT+CPIN=1234', 'ERROR', 'AT+CPIN?', '+CPIN: SIM PIN', 'OK'],
      'failed 4 sim_pin_wrong',
    ],
    [['AT', 'OK', 'AT+CIICR', '+90000 AT+CIICR', '+90000 AT', 'AT', 'AT'], 'failed 8 no_answer'],
    [['AT', 'no answer yet, trying again', 'AT', '// the third time'], 'failed 1 no_answer'],
    [
      [
        ...SUBSCRIBED,
        'AT+MQTTMODE=1',
        'OK',
        'AT+MPUB="t",0,0,"4F4B"',
        'OK',
        '+MSUB: "t",4 byte,4F4B',
        '+11000 AT+CSQ',
      ],
      'failed 17 message_differs',
    ],
    [
      [
        'AT+MIPSTART="h","1","4"',
        'OK',
        '+MIPSTART: SUCCESS',
        'AT+MCONNECT=1,60',
        'OK',
        '+MCONNECT: SUCCESS',
        'AT+MPUB="t",0,0,"x"',
        'OK',
        '+MPUB: SUCCESS',
      ],
      'failed 11 foreign_dialect',
    ],
    [['AT+CIICR', '+PDP: DEACT', 'ERROR'], 'failed 8 bearer_refused'],
    [['AT+CIFSR', '0.0.0.0', 'OK'], 'failed 9 no_ip_address'],
    [['AT+MCONFIG="id"', 'ERROR'], 'failed 10 command_refused'],
    [['AT+MIPSTART="h","1"', 'OK', 'CONNECT FAIL'], 'failed 11 connect_failed'],
    [['AT+MIPSTART="h","1"', 'OK'], 'failed 11 connect_timeout'],
    [['AT+MIPSTART="h","1"'], 'failed 11 no_answer'],
    [['AT+MIPSTART="h","1","4"', 'OK', '+MIPSTART: FAILURE'], 'failed 11 foreign_dialect'],
    [[...CONNECTED, 'CLOSED'], 'failed 11 link_closed'],
    [[...CONNECTED, 'CLOSED', 'AT+MCONNECT=1,60', 'ERROR'], 'failed 13 link_closed'],
    [[...CONNECTED, 'AT+MCONNECT=1,60', '+CME ERROR: 3'], 'failed 13 session_refused'],
    [[...CONNECTED, 'AT+MCONNECT=1,60', 'OK', 'CONNACK 5'], 'failed 13 session_refused'],
    [[...CONNECTED, 'AT+MCONNECT=1,60', 'OK'], 'failed 13 session_timeout'],
    [[...IN_SESSION, 'CLOSED'], 'failed 13 link_closed'],
    [[...IN_SESSION, '+PDP: DEACT'], 'failed 13 bearer_lost'],
    [[...IN_SESSION, 'AT+MSUB="t",0', 'OK'], 'failed 15 subscribe_timeout'],
    [[...IN_SESSION, 'AT+MSUB="t",0', 'OK', 'SUBACK 128'], 'failed 15 subscribe_refused'],
    [[...SUBSCRIBED, 'AT+MPUB="t",0,0,"x"', 'ERROR'], 'failed 17 command_refused'],
    [[...SUBSCRIBED, 'AT+MPUB="t",0,0,"x"', 'OK', 'CLOSED'], 'failed 17 link_closed'],
    [['AT+CIICR', 'RDY'], 'failed 8 module_restarted'],
    [[...IN_SESSION, 'RDY'], 'failed 13 module_restarted'],
    [[...IN_SESSION, 'UNDER-VOLTAGE POWER DOWN'], 'failed 13 module_powered_down'],
  ])('%j comes to %s', (lines, verdict) => {
    expect(verdictOf(watch(lines))).toBe(verdict);
  });

  it.each([
    ['a first start', ['RDY', '+CFUN: 1', 'AT', 'OK']],
    ['a restart that was asked for', ['AT', 'OK', 'AT+CFUN=1,1', 'OK', 'RDY', 'AT', 'OK']],
    ['a power-down that was asked for', [...IN_SESSION, 'AT+CPOWD=1', 'NORMAL POWER DOWN']],
    ['a session that was closed in order', [...IN_SESSION, 'AT+MDISCONNECT', 'OK', 'CLOSED']],
    ['a link that was closed in order', [...CONNECTED, 'AT+MIPCLOSE', 'OK', 'CLOSED']],
    ['a lost link that was opened again', [...IN_SESSION, 'CLOSED', ...IN_SESSION]],
    [
      'a refused access point that was taken later',
      ['AT+CSTT="x"', 'ERROR', 'AT+CIPSHUT', 'SHUT OK', 'AT+CSTT="x"', 'OK'],
    ],
    ['an address of the family that is no failure', ['AT+CIFSR', '10.9.8.7', 'OK']],
    ['a PIN that was taken', ['AT+CPIN?', '+CPIN: SIM PIN', 'OK', 'AT+CPIN=1234', 'OK']],
    ['a card that became ready', ['AT+CPIN?', 'ERROR', '+CPIN: READY', 'AT+CREG?', '+CREG: 0,1', 'OK']],
    ['a log that ends before the answer to a keep-alive', ['AT', 'OK', ...IN_SESSION, 'AT']],
    [
      'a message in HEX',
      [
        ...SUBSCRIBED,
        'AT+MQTTMODE=1',
        'OK',
        'AT+MPUB="t",0,0,"4F4B"',
        'OK',
        '+MSUB: "t",2 byte,4F4B',
        '+11000 AT+CSQ',
      ],
    ],
    ['a keep-alive', ['AT', 'OK', ...IN_SESSION, 'AT', 'OK', 'AT', 'OK']],
    ['optional steps that were refused', ['AT', 'OK', 'ATE0', 'ERROR', 'AT+IPR=9600&W', 'ERROR']],
  ])('nowhere: %s', (_what, lines) => {
    expect(verdictOf(watch(lines))).toBe('incomplete');
  });

  it('is the earliest step that was not got over', () => {
    expect(verdictOf(watch(['AT+CPIN?', 'ERROR', 'AT+CREG?', '+CREG: 0,0', 'OK']))).toBe(
      'failed 4 sim_missing',
    );
    expect(verdictOf(watch(['AT+CPIN?', 'ERROR', 'AT+CREG?', '+CREG: 0,1', 'OK']))).toBe('incomplete');
  });

  it('is not got over by a mode that may be set at any time', () => {
    expect(verdictOf(watch(['AT+CPIN?', 'ERROR', 'AT+MQTTMODE=1', 'OK', 'AT+MQTTMSGSET=0', 'OK']))).toBe(
      'failed 4 sim_missing',
    );
  });
});

describe('contact that is lost', () => {
  it('is found by the next AT without an answer', () => {
    expect(verdictOf(watch(['AT', 'OK', 'AT+CPIN?', '+CPIN: READY', 'OK', 'AT', 'AT', 'AT']))).toBe(
      'failed 1 no_answer',
    );
  });

  it('is found again', () => {
    expect(verdictOf(watch(['AT', 'OK', 'AT', 'AT', 'OK', 'AT+CPIN?', '+CPIN: READY', 'OK']))).toBe(
      'incomplete',
    );
  });
});

describe('a command without its answer', () => {
  it('got none when the next one is sent', () => {
    const { events } = watch(['AT+CSTT="x"', 'AT+CIICR', 'OK']);
    expect(events.find(({ type }) => type === 'at.exchanged')).toMatchObject({
      command: 'AT+CSTT="x"',
      outcome: { kind: 'timeout', heard: false },
    });
  });

  it('is answered by its line alone where firmwares leave the result code out', () => {
    const watched = watch(['AT+CREG?', '+CREG: 0,1', 'AT+CIFSR', '10.0.0.1', 'AT']);
    expect(steps(watched)).toMatchObject({ 5: 'passed', 9: 'passed' });
    expect(watched.state.steps[4]?.status).toBe('warned');
  });

  it('is not answered by a line of noise', () => {
    expect(verdictOf(watch(['AT+CIICR', 'x'.repeat(16)]))).toBe('failed 8 no_answer');
  });

  it('keeps waiting for its completing line while others are answered', () => {
    const lines = ['AT+MIPSTART="h","1"', 'OK', 'AT+CSQ', '+CSQ: 20,0', 'OK', 'CONNECT OK'];
    expect(steps(watch(lines))).toEqual({ 11: 'passed' });
  });

  it('is not completed by what its earlier attempt still owed', () => {
    const lines = ['AT+MIPSTART="h","1"', 'OK', 'AT+MIPSTART="h","1"', 'CONNECT FAIL', 'OK', 'CONNECT OK'];
    expect(steps(watch(lines))).toEqual({ 11: 'passed x2' });
  });
});

describe('the order of the steps', () => {
  const wrong = (lines: readonly string[]) =>
    watch(lines).events.flatMap((event) =>
      event.type === 'step.outOfOrder' ? [`${event.step} without ${event.missing}`] : [],
    );

  it('is told where one was left out that the next stands on', () => {
    expect(wrong(['AT', 'OK', 'AT+CIICR', 'ERROR'])).toEqual(['8 without 7']);
    expect(wrong(['AT', 'OK', ...CONNECTED.slice(2), 'AT+MCONNECT=1,60', 'ERROR'])).toEqual([
      '11 without 8',
      '13 without 10',
    ]);
    expect(wrong([...IN_SESSION, 'CLOSED', 'AT+MCONNECT=1,60', 'ERROR'])).toEqual(['13 without 11']);
  });

  it('is not blamed on a log that begins in the middle', () => {
    expect(wrong(['AT+CIFSR', '10.0.0.1', ...IN_SESSION])).toEqual([]);
  });

  it('is not blamed on a step that was tried and failed', () => {
    expect(wrong(['AT', 'OK', 'AT+CSTT="x"', 'ERROR', 'AT+CIICR', 'ERROR'])).toEqual([]);
  });

  it('lets the credentials count for the client id before the connection', () => {
    expect(steps(watch(CONFIGURED))).toEqual({ 10: 'passed', 12: 'passed' });
    expect(steps(watch(['AT+MCONFIG="id"', 'OK', ...CONFIGURED]))).toEqual({ 10: 'passed', 12: 'passed' });
  });

  it('takes closing commands for cleaning up where there is no session', () => {
    expect(steps(watch(['AT+MDISCONNECT', 'ERROR', 'AT+MIPCLOSE', 'ERROR']))).toEqual({});
    expect(steps(watch([...IN_SESSION, 'AT+MDISCONNECT', 'OK']))).toMatchObject({ 19: 'passed' });
  });
});

describe('the published message', () => {
  it('is not missed before it had its time', () => {
    const watched = watch([...SUBSCRIBED, ...PUBLISHED]);
    expect(watched.state.steps[16]?.outcome).toMatchObject({
      kind: 'passed',
      warnings: ['return_not_proved'],
    });
  });

  it('is missed when it had its time', () => {
    expect(verdictOf(watch([...SUBSCRIBED, ...PUBLISHED, '+12000 AT+CSQ', '+CSQ: 9,0', 'OK']))).toBe(
      'failed 17 message_not_returned',
    );
    expect(verdictOf(watch([...SUBSCRIBED, ...PUBLISHED], false))).toBe('failed 17 message_not_returned');
  });

  it('is not missed where nobody subscribed to its topic', () => {
    const lines = [...SUBSCRIBED, 'AT+MPUB="other",0,0,"x"', 'OK', '+20000 AT', 'OK'];
    expect(verdictOf(watch(lines))).toBe('incomplete');
  });

  it.each([
    ['as it was', '+MSUB: "t",5 byte,hello'],
    ['with blanks in its topic', '+MSUB: " t ",5 byte,hello'],
    ['without quotes', '+MSUB:t,5 bytes,hello'],
    ['in HEX', '+MSUB: "t",5 byte,68656C6C6F'],
    ['as a notice', '+MSUB: 0'],
  ])('came back %s', (_how, line) => {
    expect(steps(watch([...SUBSCRIBED, ...PUBLISHED, line]))).toMatchObject({ 17: 'passed' });
  });

  it('came back ahead of its OK', () => {
    const lines = [...SUBSCRIBED, 'AT+MPUB="t",0,0,"hello"', RETURNED, 'OK'];
    expect(watch(lines).state.steps[16]?.outcome).toMatchObject({ kind: 'passed', warnings: [] });
  });

  it('came back in several lines', () => {
    const lines = [
      ...SUBSCRIBED,
      'AT+MPUB="t",0,0,"a\\0Ab"',
      'OK',
      '+MSUB: "t",11 byte,{',
      '"a": 1',
      '}',
      'AT',
      'OK',
    ];
    const { events } = watch(lines);
    const message = events.find((event) => event.type === 'at.unsolicited' && event.urc === 'message');
    expect(message).toMatchObject({ line: '+MSUB: "t",11 byte,{\n"a": 1\n}' });
  });

  it('differs', () => {
    const lines = [...SUBSCRIBED, ...PUBLISHED, '+MSUB: "t",5 byte,olleh', '+11000 AT+CSQ', 'OK'];
    expect(verdictOf(watch(lines))).toBe('failed 17 message_differs');
  });

  it('is not acknowledged', () => {
    const lines = [...SUBSCRIBED, 'AT+MPUB="other",1,0,"x"', 'OK'];
    expect(verdictOf(watch(lines))).toBe('failed 17 publish_unacknowledged');
  });

  it('is not in the cache that announced it', () => {
    const lines = [...SUBSCRIBED, ...PUBLISHED, '+MSUB: 0', 'AT+MQTTMSGGET', 'OK'];
    expect(verdictOf(watch(lines))).toBe('failed 18 cache_empty');
  });

  it('was in the cache without a notice', () => {
    const lines = [...SUBSCRIBED, ...PUBLISHED, 'AT+MQTTMSGGET', RETURNED, 'OK'];
    expect(steps(watch(lines))).toMatchObject({ 17: 'passed', 18: 'passed' });
  });
});

describe('secrets', () => {
  it('stand in no fact', () => {
    const { events } = watch([
      'AT+MCONFIG="id","user","hunter2hunter2"',
      'AT+MCONFIG="id","user","hunter2hunter2"',
      'OK',
    ]);
    expect(JSON.stringify(events)).not.toContain('hunter2');
  });
});
