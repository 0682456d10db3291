import { expect, test } from 'vitest';
import { draftOf, limitsOf } from '../../../renderer/views/keeping/retention-draft.ts';
import { KEEP_EVERYTHING } from '../../../shared/station.ts';

const OFF = { isOn: false, text: '365' };

test('limits that are off offer a number and are no limits', () => {
  const draft = draftOf(KEEP_EVERYTHING);
  expect(draft).toEqual({ days: OFF, megabytes: { isOn: false, text: '2048' } });
  expect(limitsOf(draft)).toEqual({
    retention: KEEP_EVERYTHING,
    faults: { days: false, megabytes: false },
  });
});

test('limits that are set are shown as they are', () => {
  const set = { days: 30, megabytes: 500 };
  expect(limitsOf(draftOf(set)).retention).toEqual(set);
});

test.each(['', '0', '-3', '1.5', '1e3', '99999999999', 'a year', '٣'])('%j is no limit', (text) => {
  const draft = { days: { isOn: true, text }, megabytes: OFF };
  expect(limitsOf(draft)).toEqual({ retention: null, faults: { days: true, megabytes: false } });
});

test('what is no number does no harm while its limit is off, and blanks around one none at all', () => {
  const draft = { days: { isOn: false, text: 'soon' }, megabytes: { isOn: true, text: ' 12 ' } };
  expect(limitsOf(draft).retention).toEqual({ days: null, megabytes: 12 });
});
