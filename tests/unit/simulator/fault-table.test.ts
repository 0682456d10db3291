import { describe, expect, test } from 'vitest';
import { listFaults, parseSimulatorAddress } from '../../../electron/simulator/index.ts';

describe('the table of faults', () => {
  test.each(listFaults().map((row) => [row.name, row] as const))(
    '%s can be chosen and is explained',
    (name, row) => {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(row.text.en.length).toBeGreaterThan(10);
      expect(row.text.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(row.source).not.toBe('');
      const parsed = parseSimulatorAddress(`sim:?fault=${name}`);
      if (row.accepted !== null && row.fallback === null) {
        expect(parsed).toMatchObject({ ok: false, rule: 'fault_needs_value' });
      } else {
        expect(parsed).toMatchObject({
          ok: true,
          selection: { faults: [{ name, value: row.fallback ?? '', commands: row.commands, nth: row.nth }] },
        });
      }
    },
  );

  test('names every fault once', () => {
    const names = listFaults().map((row) => row.name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(33);
  });
});
