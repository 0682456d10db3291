import { describe, expect, test } from 'vitest';
import { resultCode } from '../../../electron/at/result-code.ts';
import { CME_ERRORS } from '../../../shared/codes/mobile-errors.ts';

describe('a final result code', () => {
  test.each([
    ['OK', { kind: 'ok' }],
    ['ok', { kind: 'ok' }],
    ['Ok', { kind: 'ok' }],
    ['ERROR', { kind: 'error' }],
    ['error', { kind: 'error' }],
    ['+CME ERROR: 3', { kind: 'cme_error', code: 3, text: '3' }],
    ['+CME ERROR:767', { kind: 'cme_error', code: 767, text: '767' }],
    ['+CME ERROR : 10', { kind: 'cme_error', code: 10, text: '10' }],
    ['+cme error: 14', { kind: 'cme_error', code: 14, text: '14' }],
    ['+CME ERROR: SIM not inserted', { kind: 'cme_error', code: 10, text: 'SIM not inserted' }],
    ['+CME ERROR: operation not allowed', { kind: 'cme_error', code: 3, text: 'operation not allowed' }],
    ['+CME ERROR: Operation Not Allowed', { kind: 'cme_error', code: 3, text: 'Operation Not Allowed' }],
    ['+CME ERROR: no idea', { kind: 'cme_error', code: null, text: 'no idea' }],
    ['+CME ERROR:', { kind: 'cme_error', code: null, text: '' }],
    ['+CME ERROR: -1', { kind: 'cme_error', code: null, text: '-1' }],
    ['+CMS ERROR: 500', { kind: 'cms_error', code: 500, text: '500' }],
    ['+CMS ERROR: unknown', { kind: 'cms_error', code: 100, text: 'unknown' }],
  ])('is read: %s', (text, code) => {
    expect(resultCode(text)).toEqual(code);
  });

  test.each([
    'CONNECT OK',
    'CONNACK OK',
    'SEND OK',
    'SHUT OK',
    'CLOSE OK',
    '0, CONNECT OK',
    'OK OK',
    'OKAY',
    'xOK',
    'OK.',
    'O K',
    'KO',
    '0',
    'ERRORS',
    'NO ERROR',
    'TCP ERROR:4',
    'TCP ERROR: 4',
    'CME ERROR: 3',
    'x+CME ERROR: 3',
    '+CMX ERROR: 3',
    '+CMEERROR: 3',
    '+CME ERROR 3',
    'CONNECT FAIL',
    'CLOSED',
    'NO CARRIER',
    '',
  ])('is not read into: %s', (text) => {
    expect(resultCode(text)).toBeNull();
  });

  test('with a text that has two codes is the first of them', () => {
    expect(resultCode('+CME ERROR: requested service option not subscribed')).toMatchObject({ code: 33 });
  });

  test.each(CME_ERRORS.map(({ code, text }) => [code, text] as const))(
    '%i can be said in words',
    (code, text) => {
      const found = resultCode(`+CME ERROR: ${text}`);
      const first = CME_ERRORS.find((row) => row.text === text)?.code;
      expect(found).toEqual({ kind: 'cme_error', code: first, text });
      expect(resultCode(`+CME ERROR: ${code}`)).toMatchObject({ code });
    },
  );

  test('stands once in the table', () => {
    const codes = CME_ERRORS.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
