import { expect, test } from 'vitest';
import { isOwnPage, isPermitted } from '../../../electron/desktop/own-page.ts';

test.each(['app://bench', 'app://bench/', 'app://bench/index.html?a=b#c'])(
  '%s is the own page',
  (address) => {
    expect(isOwnPage(address)).toBe(true);
  },
);

test.each([
  '',
  'null',
  'bench',
  'app:bench',
  'app:///bench/',
  'app://other/',
  'app://bench.example/',
  'app://bench:80/',
  'app://user@bench/',
  'app://:word@bench/',
  'apps://bench/',
  'https://bench/',
  'https://app://bench/',
  'file:///app/bench/index.html',
  'about:blank',
  'blob:app://bench/1',
  'data:text/html,app://bench/',
])('%s is not', (address) => {
  expect(isOwnPage(address)).toBe(false);
});

test('the own page may write to the clipboard, and nothing else', () => {
  expect(isPermitted('clipboard-sanitized-write', 'app://bench/')).toBe(true);
  expect(isPermitted('clipboard-read', 'app://bench/')).toBe(false);
  expect(isPermitted('clipboard-sanitized-write', 'app://other/')).toBe(false);
});
