import { describe, expect, it } from 'vitest';
import {
  answered,
  asksIn,
  linesWithSecrets,
  withoutListSecrets,
} from '../../../../shared/console/list-secrets.ts';

describe('secrets in a list', () => {
  it.each([
    ['AT+CPIN="1234"', 'AT+CPIN="{ask}"'],
    ['at+cpin=1234  # wait=5', 'at+cpin="{ask}"  # wait=5'],
    ['AT+MCONFIG="c","u","pw" # expect=OK', 'AT+MCONFIG="c","u","{ask}"  # expect=OK'],
    ['AT+CSTT="apn","u","pw"', 'AT+CSTT="apn","u","{ask}"'],
    ['AT+CSQ;+CPIN=1234', 'AT+CSQ;+CPIN="{ask}"'],
    ['AT+CPIN="87654321","1234"', 'AT+CPIN="{ask}","{ask}"'],
    ['AT\r\nAT+CPIN="1"\r\nATI', 'AT\r\nAT+CPIN="{ask}"\r\nATI'],
    ['hex: 41542B4350494E3D313233340D', 'AT+CPIN="{ask}"'],
    [String.raw` \x41T+CPIN=1234\r`, 'AT+CPIN="{ask}"'],
    ['^[AT+CPIN=1234^Z', 'AT+CPIN="{ask}"'],
    ['hex: 0041542B4350494E3D3132333400', 'AT+CPIN="{ask}"'],
  ])('are left out of %j', (text, kept) => {
    expect(linesWithSecrets(text)).toHaveLength(1);
    expect(withoutListSecrets(text)).toBe(kept);
    expect(withoutListSecrets(kept)).toBe(kept);
    expect(linesWithSecrets(kept)).toEqual([]);
  });

  it.each([
    'AT+CPIN?',
    '# AT+CPIN="1234"',
    'AT+CSTT="CMNET","",""',
    'AT+MCONFIG="c"',
    'AT  #  wait=1',
    '\ufeff\r\n AT\r\n',
    'hex: zz',
    'hex: 1A',
    '',
  ])('are none in %j, which stays as it is', (text) => {
    expect(linesWithSecrets(text)).toEqual([]);
    expect(withoutListSecrets(text)).toBe(text);
  });

  it('are named by their lines', () => {
    expect(linesWithSecrets('AT\nAT+CPIN="1234"\n\nAT+CSTT="a","u","p"')).toEqual([2, 4]);
  });

  it('are filled in again in order, once each', () => {
    expect(asksIn('AT+CPIN="{ask}","{ask}"')).toBe(2);
    expect(asksIn('AT')).toBe(0);
    expect(answered('AT+CPIN="{ask}","{ask}"', ['1', '{ask}'])).toBe('AT+CPIN="1","{ask}"');
    expect(answered('AT+CPIN="{ask}"', ['$&$1'])).toBe('AT+CPIN="$&$1"');
    expect(answered('AT+CPIN="{ask}"', [])).toBe('AT+CPIN="{ask}"');
  });
});
