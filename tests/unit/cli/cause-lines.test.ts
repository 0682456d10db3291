import { describe, expect, it } from 'vitest';
import { causeLines } from '../../../electron/cli/cause-lines.ts';
import type { RankedCause } from '../../../shared/diagnosis.ts';
import { translator } from '../../../shared/messages/index.ts';

const cause = (id: RankedCause['id'], change: Partial<RankedCause> = {}): RankedCause => ({
  id,
  weight: 50,
  standing: 'possible',
  evidence: [],
  values: [],
  remedies: [],
  ...change,
});

const say = translator('en');

describe('the causes behind the verdict of the command line', () => {
  it('name what speaks for them, how sure they are, and what to do', () => {
    const values = ['CMNET', { operator: 'china_unicom' }] as const;
    const other = cause('apn_of_other_operator', { standing: 'likely', values });
    expect(causeLines(say, { causes: [other, cause('module_unpowered', { standing: 'found' })] })).toEqual([
      'Why:',
      `  1. ${say('cause.apn_of_other_operator')}: CMNET, China Unicom (likely)`,
      `     ${say('causeNext.apn_of_other_operator')}`,
      `  2. ${say('cause.module_unpowered')} (confirmed)`,
      `     ${say('causeNext.module_unpowered')}`,
    ]);
  });

  it('say in words what ails the record', () => {
    const values = [{ recordFault: 'disk_full' }] as const;
    const [, line] = causeLines(say, { causes: [cause('record_unwritable', { values })] });
    expect(line).toBe(`  1. ${say('cause.record_unwritable')}: the disk is full (possible)`);
  });

  it('are the likeliest three, and none where there is none', () => {
    const many = Array.from({ length: 6 }, () => cause('card_dead'));
    expect(causeLines(say, { causes: many }).filter((line) => /^ {2}\d\. /.test(line))).toHaveLength(3);
    expect(causeLines(say, { causes: [] })).toEqual([]);
  });

  it('show what cannot be printed as what it is', () => {
    const [, line] = causeLines(say, { causes: [cause('host_unknown', { values: ['a\u001b[2Jb'] })] });
    expect(line).not.toContain('\u001b');
  });

  it('are said in Chinese, too', () => {
    const lines = causeLines(translator('zh-CN'), { causes: [cause('card_dead')] });
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toMatch(/[\u4e00-\u9fff]/);
  });
});
