import { describe, expect, test } from 'vitest';
import { ReplayedModule } from '../../../../electron/simulator/replay/replayed-module.ts';
import { scriptOf } from '../../../../electron/simulator/replay/script-writer.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';
import { openRecorded, type Recorded } from './recorded-module.ts';

const CONNECTED: readonly Recorded[] = [
  [0, '> AT'],
  [30, '< OK'],
  [100, '> AT+CREG?'],
  [120, '< +CREG: 0,2'],
  [121, '< OK'],
  [1100, '> AT+CREG?'],
  [1150, '< +CREG: 0,1'],
  [1151, '< OK'],
  [2000, '> AT+MCONFIG="id","user","***"'],
  [2040, '< OK'],
  [2100, '> AT+MIPSTART="a.example","1883"'],
  [2150, '< OK'],
  [7150, '< CONNECT OK'],
  [8000, '> AT+MCONNECT=1,60'],
];

describe('what a replayed module says', () => {
  test('is what the unit said, after the time it took', async () => {
    const module = await openRecorded(CONNECTED);
    expect(await module.ask('AT')).toEqual(['30 OK']);
    expect(await module.ask('AT+CREG?')).toEqual(['20 +CREG: 0,2', '21 OK']);
    expect(await module.ask('AT+CREG?')).toEqual(['50 +CREG: 0,1', '51 OK']);
  });

  test('comes at once where no time is wanted', async () => {
    const module = await openRecorded(CONNECTED, '&speed=instant');
    expect(await module.ask('AT+MIPSTART="a.example","1883"', 0)).toEqual(['0 OK', '0 CONNECT OK']);
    expect(module.clock.pending).toBe(0);
  });

  test('includes the lines that came by themselves, in their time, whatever is asked meanwhile', async () => {
    const module = await openRecorded(CONNECTED);
    expect(await module.ask('AT+MIPSTART="a.example","1883"', 1000)).toEqual(['50 OK']);
    expect(await module.ask('AT', 5000)).toEqual(['30 OK', '4050 CONNECT OK']);
  });

  test('is silence where the unit was silent', async () => {
    const module = await openRecorded(CONNECTED);
    expect(await module.ask('AT+MCONNECT=1,60', 120_000)).toEqual([]);
    expect(await module.ask('AT')).toEqual(['30 OK']);
  });

  test('begins with what came before the first command', async () => {
    const module = await openRecorded([
      [0, '< RDY'],
      [400, '< +CPIN: READY'],
      [500, '> AT'],
      [510, '< OK'],
    ]);
    await module.clock.advance(300);
    expect(module.heard()).toEqual(['0 RDY']);
    await module.clock.advance(300);
    expect(module.heard()).toEqual(['400 +CPIN: READY']);
  });

  test('waits for the answer before, as a module does one thing at a time', async () => {
    const module = await openRecorded([
      [0, '> AT+CIICR'],
      [3000, '< OK'],
      [4000, '> AT+CSQ'],
      [4010, '< OK'],
    ]);
    await module.ask('AT+CIICR', 1000);
    expect(await module.ask('AT+CSQ', 5000)).toEqual(['2000 OK', '2010 OK']);
  });

  test('ends with the port, and leaves nothing scheduled', async () => {
    const module = await openRecorded(CONNECTED);
    await module.ask('AT+MIPSTART="a.example","1883"', 1000);
    await module.port.close();
    expect(module.clock.pending).toBe(0);
    expect(await module.port.write(new Uint8Array(1))).toEqual({ ok: false, fault: { kind: 'gone' } });
  });

  test('is made of whole lines, each in the time of its last byte', () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    const script = scriptOf([
      { direction: 'sent', bytes: bytes('AT+C'), atMs: 0 },
      { direction: 'sent', bytes: bytes('SQ\r'), atMs: 10 },
      { direction: 'received', bytes: bytes('+CSQ: '), atMs: 20 },
      { direction: 'received', bytes: bytes('20,0\r'), atMs: 40 },
      { direction: 'received', bytes: bytes('OK\r> '), atMs: 60 },
    ]);
    const shown = (script?.turns ?? []).map(({ command, answer, later }) => ({
      command,
      answer: answer.map(({ afterMs, bytes: each }) => [afterMs, new TextDecoder().decode(each)]),
      later: later.map(({ afterMs, bytes: each }) => [afterMs, new TextDecoder().decode(each)]),
    }));
    expect(shown).toEqual([
      {
        command: 'AT+CSQ',
        answer: [
          [30, '+CSQ: 20,0\r'],
          [50, 'OK\r'],
        ],
        later: [[50, '> ']],
      },
    ]);
  });

  test('needs a command: a recording without one is no dialogue', () => {
    expect(scriptOf([])).toBeNull();
    expect(
      scriptOf([{ direction: 'received', bytes: new TextEncoder().encode('RDY\r\n'), atMs: 0 }]),
    ).toBeNull();
  });
});

describe('which answer a command gets', () => {
  test('blanks and the case of its name make no difference, its arguments do', async () => {
    const module = await openRecorded(CONNECTED);
    expect(await module.ask('at + creg ?')).toEqual(['20 +CREG: 0,2', '21 OK']);
    expect(await module.ask('AT+MIPSTART="A.example","1883"')).toEqual(['20 ERROR']);
  });

  test('a secret matches any text, and nothing beyond its place', async () => {
    const module = await openRecorded(CONNECTED);
    expect(await module.ask('AT+MCONFIG="id","user","s3cret, word"')).toEqual(['40 OK']);
    expect(await module.ask('AT+MCONFIG="id","user","x",1,0,"t","p"')).toEqual(['20 ERROR']);
  });

  test('a poll that comes more often than it did gets the last answer again', async () => {
    const module = await openRecorded([
      ...CONNECTED,
      [9000, '> AT+CREG?'],
      [9010, '< +CREG: 0,3'],
      [9011, '< OK'],
    ]);
    for (let time = 0; time < 2; time += 1) await module.ask('AT+CREG?');
    expect(await module.ask('AT+CREG?')).toEqual(['50 +CREG: 0,1', '51 OK']);
    expect(await module.ask('AT+CREG?')).toEqual(['50 +CREG: 0,1', '51 OK']);
  });

  test('a question asked again does not repeat what came by itself behind it', async () => {
    const module = await openRecorded([
      [0, '> AT+CSQ'],
      [10, '< +CSQ: 20,0'],
      [11, '< OK'],
      [90, '< +PDP: DEACT'],
      [100, '> AT+CIPSTATUS'],
      [110, '< OK'],
      [120, '< STATE: IP INITIAL'],
    ]);
    expect(await module.ask('AT+CSQ')).toContain('90 +PDP: DEACT');
    expect(await module.ask('AT+CSQ')).toEqual(['10 +CSQ: 20,0', '11 OK']);
    await module.ask('AT+CIPSTATUS');
    expect(await module.ask('AT+CIPSTATUS')).toEqual(['10 OK', '20 STATE: IP INITIAL']);
  });

  test('an act done again does what it did', async () => {
    const module = await openRecorded(CONNECTED);
    const line = 'AT+MIPSTART="a.example","1883"';
    await module.ask(line, 6000);
    expect(await module.ask(line, 6000)).toEqual(['50 OK', '5050 CONNECT OK']);
  });

  test('left-out commands do not hold up what follows', async () => {
    const module = await openRecorded(CONNECTED);
    expect(await module.ask('AT+MCONFIG="id","user","x"')).toEqual(['40 OK']);
    expect(await module.ask('AT+CREG?')).toEqual(['50 +CREG: 0,1', '51 OK']);
  });

  test('one that is asked far from its place does not lose the place', async () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'];
    const module = await openRecorded([
      [0, '> AT+Q?'],
      [1, '< first'],
      ...names.flatMap((name, at): Recorded[] => [
        [100 * (at + 1), `> AT+${name}?`],
        [100 * (at + 1) + 1, `< ${name}`],
      ]),
      [5000, '> AT+Q?'],
      [5001, '< last'],
      [5100, '> AT+A?'],
      [5101, '< A at the end'],
    ]);
    expect(await module.ask('AT+Q?')).toEqual(['1 first']);
    expect(await module.ask('AT+A?')).toEqual(['1 A']);
    expect(await module.ask('AT+Q?')).toEqual(['1 last']);
    expect(await module.ask('AT+B?')).toEqual(['1 B']);
    expect(await module.ask('AT+A?')).toEqual(['1 A at the end']);
  });

  test('one that never was is refused, unless every module takes it', async () => {
    const module = await openRecorded(CONNECTED);
    expect(await module.ask('AT+COPS?')).toEqual(['20 ERROR']);
    expect(await module.ask('AT+CMEE=2')).toEqual(['20 OK']);
    expect(await module.ask('ATE0')).toEqual(['20 OK']);
  });

  test('ESC that never was is met with silence', async () => {
    const module = await openRecorded(CONNECTED);
    await module.port.write(Uint8Array.of(0x1b));
    await module.clock.advance(1000);
    expect(module.heard()).toEqual([]);
  });
});

describe('the echo of the recording', () => {
  test('is what is sent now, not what was sent then', async () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    const command = 'AT+CSTT="net","user","***"';
    const script = scriptOf([
      { direction: 'sent', bytes: bytes(`${command}\r\n`), atMs: 0 },
      { direction: 'received', bytes: bytes(`${command}\r\r\nOK\r\n`), atMs: 5 },
    ]);
    if (script === null) throw new Error('no dialogue');
    const clock = new VirtualClock();
    let heard = '';
    const module = new ReplayedModule(script, 'realistic', clock, (piece) => {
      heard += new TextDecoder().decode(piece);
    });
    module.receive(bytes('AT+CSTT="net","user","hidden"\r\n'));
    await clock.advance(100);
    expect(heard).toBe('AT+CSTT="net","user","hidden"\r\r\nOK\r\n');
    expect(module.unknown).toBe(0);
  });
});
