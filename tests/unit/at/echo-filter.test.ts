import { describe, expect, test } from 'vitest';
import { EchoFilter } from '../../../electron/at/echo-filter.ts';

const SENT = 'AT+MCONFIG="id","user","S3cretPw!x"';

function after(line: string): EchoFilter {
  const filter = new EchoFilter();
  filter.sent(line);
  return filter;
}

describe('an echo', () => {
  test.each([
    ['whole', SENT],
    ['behind noise', `##${SENT}`],
    ['cut off in the middle of a secret', 'AT+MCONFIG="id","user","S3cre'],
    ['the rest of it', 'tPw!x"'],
    ['the rest from an earlier place on', 'user","S3cretPw!x"'],
  ])('is known %s', (_what, line) => {
    expect(after(SENT).takes(line)).toBe(true);
  });

  test.each([
    ['OK', SENT],
    ['ERROR', SENT],
    ['AT', SENT],
    ['+CME ERROR: 3', SENT],
    [`+CME ERROR: ${SENT}`, SENT],
    ['+MSUB: "id"', SENT],
    ['AT+CPIN', 'AT+CPIN?'],
    ['1', 'AT+CGATT=1'],
    ['', SENT],
  ])('is not %j after %j', (line, sent) => {
    expect(after(sent).takes(line)).toBe(false);
  });

  test('is no noise, anything else is', () => {
    const filter = after('AT');
    filter.heard(4);
    filter.takes('AT');
    expect(filter.noisy).toBe(false);
    filter.heard(3);
    expect(filter.noisy).toBe(true);
    filter.listenAnew();
    expect(filter.noisy).toBe(false);
  });
});
