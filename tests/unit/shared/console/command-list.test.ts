import { describe, expect, it } from 'vitest';
import { readCommandList } from '../../../../shared/console/command-list.ts';

const entriesOf = (text: string) => {
  const read = readCommandList(text);
  return read.ok ? read.entries.map(({ entry }) => entry) : read.faults;
};

describe('a list of commands', () => {
  it('is one command a line, with remarks and blank lines between', () => {
    const read = readCommandList('# first\r\nAT\r\n\r\n  AT+CSQ  \n\t# more\nATI');
    expect(read).toEqual({
      ok: true,
      entries: [
        { line: 2, text: 'AT', entry: { line: 'AT' } },
        { line: 4, text: 'AT+CSQ', entry: { line: 'AT+CSQ' } },
        { line: 6, text: 'ATI', entry: { line: 'ATI' } },
      ],
    });
  });

  it.each([
    ['AT+CIICR  # wait=90 expect=OK', { line: 'AT+CIICR', waitSeconds: 90, expected: 'OK' }],
    ['AT+CIPSHUT # expect="SHUT OK"', { line: 'AT+CIPSHUT', expected: 'SHUT OK' }],
    ['AT # WAIT=0.5', { line: 'AT', waitSeconds: 0.5 }],
    ['AT\t#expect="+CREG: 0,1"', { line: 'AT', expected: '+CREG: 0,1' }],
    ['AT+MPUB="t",0,0,"a # wait=1"', { line: 'AT+MPUB="t",0,0,"a # wait=1"' }],
    ['AT+MPUB="t",0,0,"a" # wait=1', { line: 'AT+MPUB="t",0,0,"a"', waitSeconds: 1 }],
    ['AT+COPS=1,2,"46000"#1', { line: 'AT+COPS=1,2,"46000"#1' }],
    ['AT #', { line: 'AT' }],
    ['hello^Z # wait=5', { bytes: '68656C6C6F1A', waitSeconds: 5 }],
    ['hex: 1A', { bytes: '1A' }],
    ['HEX:41540D # expect=OK', { bytes: '41540D', expected: 'OK' }],
    ['\ufeffAT', { line: 'AT' }],
  ])('says what to send and what to wait for: %s', (text, entry) => {
    expect(entriesOf(text)).toEqual([entry]);
  });

  it.each([
    ['', { line: 1, kind: 'nothing' }],
    ['# only\n\n#remarks', { line: 1, kind: 'nothing' }],
    ['AT\nATI # signal', { line: 2, kind: 'unknown_option', part: 'signal' }],
    ['AT # wait 90', { line: 1, kind: 'unknown_option', part: 'wait' }],
    ['AT # retry=3', { line: 1, kind: 'unknown_option', part: 'retry=3' }],
    ['AT # wait=', { line: 1, kind: 'bad_wait', part: 'wait=' }],
    ['AT # wait=-1', { line: 1, kind: 'bad_wait', part: 'wait=-1' }],
    ['AT # wait=90s', { line: 1, kind: 'bad_wait', part: 'wait=90s' }],
    ['AT # wait=601', { line: 1, kind: 'bad_wait', part: 'wait=601' }],
    ['AT # wait=0', { line: 1, kind: 'bad_wait', part: 'wait=0' }],
    ['AT # wait=1 wait=2', { line: 1, kind: 'option_twice', part: 'wait=2' }],
    ['AT # expect=', { line: 1, kind: 'empty_expect', part: 'expect=' }],
    ['AT # expect=""', { line: 1, kind: 'empty_expect', part: 'expect=""' }],
    ['AT # expect=A expect=B', { line: 1, kind: 'option_twice', part: 'expect=B' }],
    ['AT # expect=SHUT OK', { line: 1, kind: 'unknown_option', part: 'OK' }],
    ['AT\n\nhex: 4', { line: 3, kind: 'half_byte', at: 0 }],
    ['hex:', { line: 1, kind: 'empty', at: 0 }],
    [String.raw`^Z\q`, { line: 1, kind: 'unknown_escape', at: 2 }],
    ['AT\u0007', { line: 1, kind: 'control_character', at: 2 }],
  ])('names the line that cannot be read: %j', (text, fault) => {
    expect(entriesOf(text)).toEqual([fault]);
  });

  it('names every line that cannot be read', () => {
    expect(entriesOf('AT # x=1\nAT\nhex: q # wait=0')).toMatchObject([{ line: 1 }, { line: 3 }, { line: 3 }]);
  });

  it('ends at 200 commands', () => {
    expect(entriesOf('AT\n'.repeat(200))).toHaveLength(200);
    expect(entriesOf('AT\n'.repeat(201))).toEqual([{ line: 201, kind: 'too_many' }]);
  });

  it('is read in no time, however long a line is', () => {
    const started = performance.now();
    readCommandList(`${'a '.repeat(50_000)}\n${'"a # '.repeat(20_000)}\n${' #'.repeat(50_000)}`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
