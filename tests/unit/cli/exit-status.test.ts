import { expect, it } from 'vitest';
import { exitStatus } from '../../../electron/cli/exit-status.ts';

it('is the worst outcome of all ports', () => {
  expect(exitStatus(['passed', 'passed'])).toBe(0);
  expect(exitStatus(['passed', 'failed'])).toBe(1);
  expect(exitStatus(['errored', 'failed'])).toBe(2);
  expect(exitStatus(['cancelled', 'errored'])).toBe(3);
});

it('is never a pass where nothing ran', () => {
  expect(exitStatus([])).toBe(2);
});
