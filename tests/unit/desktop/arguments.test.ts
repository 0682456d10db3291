import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { dataArgument } from '../../../electron/desktop/arguments.ts';

const absolute = resolve('/srv/bench');

test.each([
  [['electron', '.', '--data', absolute], absolute],
  [['electron', '.', `--data=${absolute}`], absolute],
  [['electron', '--no-sandbox', '.', '--port', '0', '--data', 'here'], join(process.cwd(), 'here')],
  [['program', '--data', 'first', '--data', absolute], absolute],
])('%j names %s', (argv, folder) => {
  expect(dataArgument(argv)).toEqual({ ok: true, folder });
});

test.each([[['electron', '.']], [['program', '--database', 'x']], [['program', 'data', 'x']]])(
  '%j names none',
  (argv) => {
    expect(dataArgument(argv)).toEqual({ ok: true, folder: null });
  },
);

test.each([[['program', '--data']], [['program', '--data=']], [['program', '--data', ' ']]])(
  '%j lacks the folder',
  (argv) => {
    expect(dataArgument(argv)).toEqual({ ok: false });
  },
);
