import { describe, expect, test } from 'vitest';
import type { RunState } from '../../../shared/run-state.ts';
import { ANSWERS, BROKER, COMMANDS, listening, SESSION, SUBSCRIBED, UP_TO_BROKER } from './overheard.ts';

const passed = ({ steps }: RunState): readonly number[] =>
  steps.filter(({ status }) => status === 'passed' || status === 'warned').map(({ number }) => number);
const step = ({ steps }: RunState, number: number) => steps[number - 1];

describe('listening to a firmware', () => {
  test('shows the steps that it reached, and never writes a byte', async () => {
    const heard = await listening();
    const run = await heard.start();
    await heard.hear([...UP_TO_BROKER, ...BROKER, ...SESSION]);
    expect(passed(run.state)).toEqual([1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    const { state } = await heard.end(run);
    expect(state.purpose).toBe('listening');
    expect(state.port).toBe(`→ ${COMMANDS}  ← ${ANSWERS}`);
    expect(state.link).toMatchObject({ baudRate: 9600, fault: null });
    expect(state.misfits).toEqual([]);
    expect(heard.written).toEqual([]);
    expect([...heard.ports.values()].every(({ closed }) => closed)).toBe(true);
  });

  test('ends in no verdict, whatever it saw, with the step where the firmware is stuck', async () => {
    const heard = await listening();
    const run = await heard.start();
    await heard.hear([...UP_TO_BROKER, ...BROKER, '> AT+MCONNECT=1,60', '< OK', '< CONNACK 5']);
    const { state } = await heard.end(run);
    expect(state.finish).toMatchObject({
      outcome: 'incomplete',
      failedStep: 13,
      code: 'session_refused',
      complete: false,
    });
  });

  test('counts what is repeated', async () => {
    const heard = await listening();
    const run = await heard.start();
    const refused = [...BROKER, '> AT+MCONNECT=1,60', '< OK', '< CONNACK 3', '< CLOSED'];
    await heard.hear([...UP_TO_BROKER, ...refused, ...refused, ...BROKER, ...SESSION]);
    const { state } = await heard.end(run);
    expect(step(state, 11)).toMatchObject({ status: 'passed', repeats: 2 });
    expect(step(state, 13)).toMatchObject({ status: 'warned', repeats: 2 });
    expect(step(state, 9)).toMatchObject({ repeats: 0 });
    expect(state.finish).toMatchObject({ failedStep: null });
  });

  test('marks a step that came before one it stands on', async () => {
    const heard = await listening();
    const run = await heard.start();
    await heard.hear([...UP_TO_BROKER, ...BROKER, '> AT+MSUB="t",0', '< ERROR', ...SESSION, ...SUBSCRIBED]);
    const { state } = await heard.end(run);
    expect(step(state, 15)).toMatchObject({ status: 'warned', missing: 13 });
    expect(step(state, 13)).toMatchObject({ status: 'passed', missing: null });
  });

  test('counts a flood of lines that nobody asked for, and still follows what the firmware does', async () => {
    const heard = await listening();
    const run = await heard.start();
    await heard.hear(UP_TO_BROKER);
    const FLOOD = 5000;
    for (let line = 0; line < FLOOD; line += 1) heard.push(ANSWERS, `\r\n+CIEV: ${line}\r\n`);
    await heard.hear([...BROKER, ...SESSION]);
    await heard.end(run);
    const { state } = run;
    expect(passed(state)).toEqual([1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    expect(state.misfits).toEqual([]);
    const stated = heard.events.filter(({ type }) => type === 'at.unsolicited').length;
    const counted = heard.events.flatMap((event) => (event.type === 'at.flooded' ? [event.lines] : []));
    expect(stated).toBeLessThan(600);
    expect(counted.reduce((sum, lines) => sum + lines, stated)).toBe(FLOOD);
  });

  test('is not led astray by noise', async () => {
    const heard = await listening();
    const run = await heard.start();
    heard.push(COMMANDS, Uint8Array.of(0xff, 0x00, 0x81, 0x0d, 0xfe));
    heard.push(ANSWERS, Uint8Array.of(0x80, 0x0a, 0x9f));
    await heard.clock.advance(1500);
    await heard.hear([...UP_TO_BROKER, ...BROKER]);
    const { state } = await heard.end(run);
    expect(passed(state)).toEqual([1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  test('keeps both directions, in the order they were said', async () => {
    const heard = await listening();
    const run = await heard.start();
    await heard.hear(['> AT', '< OK', '> AT+CSQ', '< +CSQ: 20,0', '< OK']);
    const { trace } = await heard.end(run);
    expect(trace).toEqual(['> AT', '< OK', '> AT+CSQ', '< +CSQ: 20,0', '< OK']);
  });
});

describe('two ports that do not tell at the same time', () => {
  test('an answer that comes before its command is heard behind it', async () => {
    const heard = await listening();
    const run = await heard.start();
    await heard.hear(['< OK', '+15 > AT', '+500 < +CPIN: READY', '+1 < OK', '+10 > AT+CPIN?']);
    const { state, trace } = await heard.end(run);
    expect(passed(state)).toEqual([1, 4]);
    expect(trace).toEqual(['> AT', '< OK', '> AT+CPIN?', '< +CPIN: READY', '< OK']);
  });

  test('an answer that comes behind the next command is heard before it', async () => {
    const heard = await listening();
    const run = await heard.start();
    await heard.hear(['> AT', '> AT+CPIN?', '+10 < OK', '+100 < +CPIN: READY', '+1 < OK']);
    const { state, trace } = await heard.end(run);
    expect(passed(state)).toEqual([1, 4]);
    expect(trace).toEqual(['> AT', '< OK', '> AT+CPIN?', '< +CPIN: READY', '< OK']);
  });

  test('a command that is asked again and then answered is not taken for an answer that was late', async () => {
    const heard = await listening();
    const run = await heard.start();
    await heard.hear(['> AT', '+500 > AT', '+5 < OK', '+500 > AT+CPIN?', '< +CPIN: READY', '< OK']);
    const { state } = await heard.end(run);
    expect(passed(state)).toEqual([1, 4]);
  });

  test('information belongs to the command that asks for it, not to one that is still without an answer', async () => {
    const heard = await listening();
    const run = await heard.start();
    await heard.hear([
      '> AT',
      '< OK',
      '> AT+XYZ=1',
      '> AT+CPIN?',
      '+5 < +CPIN: READY',
      '+1 < OK',
      '> AT+CSQ',
    ]);
    const { state } = await heard.end(run);
    expect(passed(state)).toEqual([1, 4]);
  });

  test('a firmware that is quicker than an adapter, and a command that has no final code, put nothing out of step', async () => {
    const heard = await listening();
    const run = await heard.start();
    const quick = [...UP_TO_BROKER, ...BROKER].map((line) => `+3 ${line}`);
    await heard.hear(quick);
    const { state, trace } = await heard.end(run);
    expect(passed(state)).toEqual([1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(trace.slice(-5)).toEqual([
      '> AT+MCONFIG="unit-1","user","***"',
      '< OK',
      '> AT+MIPSTART="broker.test","1883"',
      '< OK',
      '< CONNECT OK',
    ]);
  });

  test('what nobody asked for is heard all the same, a moment later', async () => {
    const heard = await listening();
    const run = await heard.start();
    await heard.hear(['< +CSQ: 20,0', '+100 < RDY']);
    const { trace } = await heard.end(run);
    expect(trace).toEqual(['< +CSQ: 20,0', '< RDY']);
  });
});

describe('one port alone', () => {
  test('that carries the commands shows how far the firmware came, and judges nothing', async () => {
    const heard = await listening();
    const run = await heard.start(COMMANDS, null);
    await heard.hear(['> AT', '> AT+CPIN?', '> AT+CREG?', '> AT+CSTT="CMNET"']);
    const { state } = await heard.end(run);
    const codes = state.steps.flatMap(({ outcome }) =>
      outcome !== null && 'code' in outcome ? [outcome.code] : [],
    );
    expect(new Set(codes)).toEqual(new Set(['answers_unheard']));
    expect(step(state, 7)).toMatchObject({ status: 'errored' });
    expect(step(state, 8)).toMatchObject({ status: 'pending' });
    expect(state.finish).toMatchObject({ outcome: 'incomplete', failedStep: null, code: null });
    expect(state.port).toBe(`→ ${COMMANDS}`);
  });

  test('that carries the answers shows what speaks for itself', async () => {
    const heard = await listening();
    const run = await heard.start(null, ANSWERS);
    await heard.hear(['< OK', '< CONNECT OK', '< CONNACK OK']);
    const { state } = await heard.end(run);
    expect(passed(state)).toEqual([11, 13]);
  });
});

describe('secrets that are overheard', () => {
  const SECRET = 'pass-4711';

  test('are nowhere in the record, however the bytes came, also in the echo', async () => {
    const heard = await listening();
    const run = await heard.start();
    const command = `AT+MCONFIG="unit-1","user","${SECRET}"`;
    for (const letter of command) {
      heard.push(COMMANDS, letter);
      heard.push(ANSWERS, letter);
      await heard.clock.advance(1200);
    }
    heard.push(ANSWERS, '\r');
    heard.push(COMMANDS, '\r');
    await heard.clock.advance(50);
    heard.push(ANSWERS, '\r\nOK\r\n');
    await heard.clock.advance(200);
    const { trace, state } = await heard.end(run);
    expect(trace.filter((line) => line.includes('MCONFIG'))).toEqual([
      '> AT+MCONFIG="unit-1","user","***"',
      '< AT+MCONFIG="unit-1","user","***"',
    ]);
    expect(step(state, 12)?.status).toBe('passed');
    expect(JSON.stringify([heard.events, trace])).not.toContain(SECRET);
  });

  test('are not kept when they are broken off, or come with noise', async () => {
    const heard = await listening();
    const run = await heard.start();
    heard.push(COMMANDS, `AT+MCONFIG="id","user","${SECRET}\u0001x"\r`);
    heard.push(COMMANDS, `AT+MCONFIG="id","user","${SECRET}`);
    await heard.clock.advance(5000);
    const { trace } = await heard.end(run);
    expect(trace).toEqual(['> AT+MCONFIG=***', '> AT+MCONFIG=***']);
    expect(JSON.stringify(heard.events)).not.toContain(SECRET);
  });
});

describe('the ports', () => {
  test('are both taken meanwhile, and free again afterwards', async () => {
    const heard = await listening();
    const run = await heard.start();
    const { commissioner } = heard;
    for (const port of [COMMANDS, ANSWERS]) {
      expect(
        commissioner.listen({ ports: { commands: port, answers: null }, baudRate: 9600, name: '' }),
      ).toEqual({
        ok: false,
        fault: { kind: 'bay_taken', runId: run.runId },
      });
      expect(commissioner.lastBringUp(port)?.runId).toBe(run.runId);
    }
    expect(commissioner.bays).toHaveLength(1);
    await heard.end(run);
    const again = await heard.start();
    await heard.end(again);
    expect(again.state.finish?.outcome).toBe('incomplete');
  });

  test('that go away end it, which is said', async () => {
    const heard = await listening();
    const run = await heard.start();
    await heard.hear(['> AT', '< OK']);
    heard.ports.get(ANSWERS)?.unplug();
    await heard.clock.runUntil(run.done);
    const { state } = await heard.recorded(run);
    expect(state.link.fault).toEqual({ kind: 'gone' });
    expect(state.finish).toMatchObject({ outcome: 'errored', code: 'port_lost' });
    expect(passed(state)).toEqual([1]);
    expect(heard.ports.get(COMMANDS)?.closed).toBe(true);
  });

  test('of which one cannot be had are both given back', async () => {
    const heard = await listening();
    const run = await heard.start(COMMANDS, '/dev/absent');
    await heard.clock.runUntil(run.done);
    const { state } = await heard.recorded(run);
    expect(state.finish).toMatchObject({ outcome: 'errored', code: 'port_not_found' });
    expect(heard.ports.get(COMMANDS)?.closed).toBe(true);
  });

  test('are open at the rate that was asked for', async () => {
    const heard = await listening();
    const run = await heard.start(COMMANDS, ANSWERS, 4800);
    expect([...heard.ports.values()].map(({ baudRates }) => baudRates)).toEqual([[4800], [4800]]);
    await heard.end(run);
  });
});
