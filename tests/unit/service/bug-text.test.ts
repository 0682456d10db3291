import { expect, it } from 'vitest';
import { bugText } from '../../../electron/service/bug-text.ts';

const SECRET = 'mqtt-pass-0815';

it('the text of a bug says what and where, and nothing that hangs on the error', () => {
  const cause = Object.assign(new Error('refused'), { data: { text: SECRET } });
  const text = bugText(Object.assign(new TypeError('output failed', { cause }), { data: SECRET }));
  expect(text).toMatch(/^TypeError: output failed\n\s+at .*bug-text\.test\.ts/);
  expect(text).not.toContain(SECRET);
});

it.each([SECRET, { text: SECRET }, null, undefined])('what is no error is not written out: %j', (thrown) => {
  expect(bugText(thrown)).not.toContain(SECRET);
  expect(bugText(thrown)).not.toBe('');
});

it('an error without a stack has its message', () => {
  const fault = new Error('no stack');
  delete fault.stack;
  expect(bugText(fault)).toBe('no stack');
});
