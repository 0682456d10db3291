import { describe, expect, it } from 'vitest';
import { behindTime, layoutOf } from '../../../electron/logs/layout.ts';
import { unglued } from '../../../electron/logs/line-texts.ts';
import { MARK_FORMS, type MarkForm, markedText } from '../../../electron/logs/mark-forms.ts';
import { TIME_FORMS, writtenTime } from '../../../electron/logs/time-forms.ts';
import { exchanges, openedLog, stateOf } from './read-log.ts';

describe('a time before a line', () => {
  it.each(TIME_FORMS.map((form) => [form.id, form] as const))('is read as %s', (_id, form) => {
    expect(behindTime(form, form.example)).toBe(form.text);
    expect(layoutOf([form.example]).time?.id).toBe(form.id);
  });

  it.each([
    'AT+CREG?',
    '+CREG: 0,1',
    '10.40.77.11',
    '867857039426874',
    '+CSQ: 20,0',
    'OK',
    '+MSUB: "t",5 byte,12:30',
    '*PSUTTZ: 2020,12,9,12,57,4,"+12",0',
    '0,CONNECT OK',
    '89860012345678901234',
  ])('is not seen in %s', (line) => {
    expect(TIME_FORMS.filter((form) => writtenTime(form, line) !== null)).toEqual([]);
  });

  it.each([
    ['[12:00:00.500] AT', '[12:00:01.750] OK', 1250],
    ['12:00:00:500 AT', '12:00:01:750 OK', 1250],
    ['2024-01-02 23:59:59,000 AT', '2024-01-03 00:00:01,000 OK', 2000],
    ['23:59:59.000 AT', '00:00:01.000 OK', 2000],
    ['2024-02-28T00:00:00Z AT', '2024-03-01T00:00:00Z OK', 172_800_000],
    ['12.345 AT', '12.400 OK', 55],
    ['+0.031 s AT', '+0.101 s OK', 70],
    ['I (1234) at: AT', 'I (1300) at: OK', 66],
  ])('%s and %s are %i ms apart', (sent, received, ms) => {
    const log = openedLog(`${sent}\n${received}\n`);
    expect(log.events.find(({ type }) => type === 'at.exchanged')).toMatchObject({ durationMs: ms });
  });

  it('is an order alone where a log has none', () => {
    expect(stateOf(openedLog('AT\nOK\n')).isTimed).toBe(false);
    expect(stateOf(openedLog('[12:00:00.000] AT\n')).isTimed).toBe(true);
  });

  it('never goes back', () => {
    const { events } = openedLog('12:00:05.000 AT\n12:00:01.000 OK\n12:00:09.000 AT+CSQ\n');
    const times = events.map(({ elapsedMs }) => elapsedMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('dates a log that has a date, and puts one that has none on today', () => {
    expect(stateOf(openedLog('2023-05-06 07:08:09.000 AT\n')).startedAtMs).toBe(
      Date.UTC(2023, 4, 6, 7, 8, 9),
    );
    expect(stateOf(openedLog('[Sat May 06 07:08:09.000 2023] AT\n')).startedAtMs).toBe(
      Date.UTC(2023, 4, 6, 7, 8, 9),
    );
    expect(stateOf(openedLog('[07:08:09.000] AT\n')).startedAtMs).toBe(Date.UTC(2024, 0, 2, 7, 8, 9));
  });
});

const FORMS: readonly MarkForm[] = MARK_FORMS;

describe('a mark before a line', () => {
  it.each(FORMS.map((form) => [form.id, form] as const))('is read as %s', (_id, form) => {
    const [sent, received] = form.examples;
    const lines = form.ownLine === true ? [sent, 'AT', received, 'OK'] : [sent, received];
    expect(layoutOf(lines)).toMatchObject({ mark: { id: form.id }, marking: 'both', isSwapped: false });
    expect(exchanges(openedLog(lines.join('\n')))[0]).toMatch(/^AT.* \| .+/);
  });

  it.each([
    'AT+CREG?',
    '+CREG: 0,1',
    'OK',
    'info: link up',
    'RDY',
    'SUBACK',
    '10.0.0.1',
    '+MSUB: "a",1 byte,>',
  ])('is not seen in %s', (line) => {
    expect(FORMS.filter((form) => markedText(form, line) !== null).map(({ id }) => id)).toEqual([]);
  });

  it.each([
    ['the mark behind a tag', ['12:00:00 DEBUG modem: TX: AT', '12:00:01 DEBUG modem: RX: OK']],
    ['the mark in small letters', ['tx: AT', 'rx: OK']],
    ['strings of a program', ["TX: b'AT\\r\\n'", "RX: b'\\r\\nOK\\r\\n'"]],
    ['line ends written out', ['[TX] - AT<CR><LF>', '[RX] - <CR><LF>OK<CR><LF>']],
    ['marks the other way round', ['<<< AT', '>>> OK', '<<< AT', '>>> OK']],
    ['marks of what is sent alone', ['>> AT', 'OK']],
    ['marks of what is received alone', ['AT', '<< OK']],
    ['an arrow that only parts time and text', ['12:00:00.000 -> AT', '12:00:00.100 -> OK']],
    ['SSCOM with the answer in the next line', ['[12:00:00.000]发→◇AT□', '[12:00:00.010]收←◆', 'OK', '']],
    ['a table of commas', ['12:00:00.000,TX,AT', '12:00:00.010,RX,OK']],
    ['words in brackets', ['[SEND] AT', '[RECV] OK']],
    ['sentences', ['Sending AT', 'Received OK']],
    [
      'Tera Term with its long date',
      ['[Tue Jan 02 12:34:56.789 2024] AT', '[Tue Jan 02 12:34:56.800 2024] OK'],
    ],
    ['an echo among what is received', ['TX: AT', 'RX: AT', 'RX: OK']],
    ['the echo of a terminal', ['AT', 'AT', 'OK']],
    ['everything in one line', ['ATOK']],
    ['the dialogue of two, and nothing else', ['AT', 'OK']],
    [
      'a European date',
      ['30.07.2024 19:45:47.984 [TX] - AT<CR>', '30.07.2024 19:45:48.010 [RX] - OK<CR><LF>'],
    ],
    ['quotation marks', ['Sending "AT"', 'Got "OK"']],
    ['a command that was corrected at the terminal', ['AR\u0008 \u0008T', 'OK']],
    ['remarks behind the lines', ['AT   // is it there?', 'OK      <-- yes', 'AT+CREG?   查询网络']],
    ['answers behind an arrow', ['AT -> OK']],
    ['a few marks of something else', ['AT', 'OK', 'AT', 'OK', '[APP] OK', 'AT', 'OK', '[APP] OK']],
  ])('is understood in %s', (_what, lines) => {
    expect(exchanges(openedLog(lines.join('\n')))[0]).toBe('AT | OK');
  });
});

describe('a command that stands there twice', () => {
  it.each([
    ['is an echo where something answers it', ['AT', 'AT', 'OK', 'AT+CPIN?', 'AT+CPIN?', 'ERROR'], 2],
    ['is a second try where nothing does', ['AT', 'AT', 'AT', 'AT'], 4],
    ['is a second try once the echo is off', ['ATE0', 'ATE0', 'OK', 'AT+CIICR', 'AT+CIICR', 'AT'], 4],
    ['is an echo again behind a start', ['ATE0', 'ATE0', 'OK', 'RDY', 'AT', 'AT', 'OK'], 2],
  ])('%s', (_what, lines, commands) => {
    expect(exchanges(openedLog(lines.join('\n')))).toHaveLength(commands);
  });

  it('is found behind the noise of a start', () => {
    expect(exchanges(openedLog('\u00fe\u0001~AT\nOK\n'))).toEqual(['AT | OK']);
  });
});

describe('things that were glued together', () => {
  it.each([
    ['AT+CPIN?+CPIN: READY', ['AT+CPIN?', '+CPIN: READY']],
    ['AT+CPIN? +CPIN: READY OK', ['AT+CPIN?', '+CPIN: READY', 'OK']],
    ['ATOK', ['AT', 'OK']],
    ['ATE0OK', ['ATE0', 'OK']],
    ['AT+CSTT="CMNET"OK', ['AT+CSTT="CMNET"', 'OK']],
    ['AT+CIFSR10.0.0.1', ['AT+CIFSR', '10.0.0.1']],
    ['+CREG: 0,1 OK', ['+CREG: 0,1', 'OK']],
    ['AT+CGATT?ERROR', ['AT+CGATT?', 'ERROR']],
  ])('%s is taken apart', (line, parts) => {
    expect(unglued(line)).toEqual(parts);
  });

  it.each([
    'CONNECT OK',
    'CONNACK OK',
    'SHUT OK',
    '+MSUB: "t",2 byte,OK',
    '+MSUB: "t",4 byte,a OK',
    'AT+MPUB="t",0,0,"OK"',
    'NOT OK',
  ])('%s is left as it is', (line) => {
    expect(unglued(line)).toEqual([line]);
  });
});
