import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logFileName } from '../../../../shared/log/file-name.ts';
import { INITIAL_RUN_STATE, type RunState } from '../../../../shared/run-state.ts';
import { utf8Length } from '../../../../shared/utf8.ts';
import { BEGAN_AT_MS } from './dialogue.ts';

const STARTED: RunState = { ...INITIAL_RUN_STATE, unit: 'SN-0117', startedAtMs: BEGAN_AT_MS };
const named = (unit: string | null) => logFileName({ ...STARTED, unit }, 'txt');

/** A run that knows its module by what it measured. */
const withImei = (value: string | number | null): RunState => ({
  ...STARTED,
  unit: null,
  measurements: { imei: { value, unit: null, criterion: null, verdict: 'none', seq: 3 } },
});

describe('the file name of a log', () => {
  it('has the unit, the beginning in UTC without colons, and the extension', () => {
    expect(logFileName(STARTED, 'txt')).toBe('WIS800C-SN-0117-2023-11-14T22-13-20.txt');
    expect(logFileName(STARTED, 'jsonl')).toBe('WIS800C-SN-0117-2023-11-14T22-13-20.jsonl');
  });

  it('has the IMEI where no serial number was given, and neither where neither is known', () => {
    expect(logFileName(withImei('490154203237518'), 'txt')).toContain('WIS800C-490154203237518-2023');
    expect(logFileName(withImei(null), 'txt')).toContain('WIS800C-unit-2023');
    expect(logFileName({ ...withImei('1'), unit: 'SN' }, 'txt')).toContain('WIS800C-SN-2023');
  });

  it.each([null, Number.NaN, Number.POSITIVE_INFINITY, -9e15, 9e15])(
    'goes without the beginning where it is no moment: %j',
    (startedAtMs) => {
      expect(logFileName({ ...STARTED, startedAtMs }, 'txt')).toBe('WIS800C-SN-0117.txt');
    },
  );

  it('keeps letters and digits of any language', () => {
    expect(named('单元-1_ü.2')).toBe('WIS800C-单元-1_ü.2-2023-11-14T22-13-20.txt');
    expect(named('𠮷'.repeat(40))).toContain('𠮷'.repeat(32));
  });

  it.each(['a/b', 'a\\b', 'a:b', 'a b', 'a\u0000b', 'a"*?<>|b', '../../a', 'a\ud83db', 'a\r\nb', 'a😀b'])(
    'has nothing in it that a system refuses: %j',
    (unit) => {
      expect(named(unit)).toMatch(/^WIS800C-[\p{L}\p{N}._-]+\.txt$/u);
    },
  );

  it('is a name that any system takes, whatever the record says', () => {
    const time = fc.option(fc.double());
    const unit = fc.option(fc.string({ unit: 'binary', maxLength: 300 }));
    fc.assert(
      fc.property(unit, time, (name, startedAtMs) => {
        const file = logFileName({ ...STARTED, unit: name, startedAtMs }, 'jsonl');
        expect(file).toMatch(/^WIS800C[\p{L}\p{N}._-]*\.jsonl$/u);
        expect(file.isWellFormed()).toBe(true);
        expect(utf8Length(file)).toBeLessThan(255);
      }),
    );
  });
});
