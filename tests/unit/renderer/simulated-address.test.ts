import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressFault } from '../../../electron/service/port-address.ts';
import { listFaults } from '../../../electron/simulator/index.ts';
import { parseSimulatorAddress } from '../../../electron/simulator/address.ts';
import { simulatedAddress } from '../../../renderer/views/frame/simulated-address.ts';

const FAULTS = listFaults();

describe('the address of a simulated module', () => {
  it.each([
    [{}, 'sim:'],
    [{ 'no-sim': '' }, 'sim:?fault=no-sim'],
    [{ 'no-sim': '  ' }, 'sim:?fault=no-sim'],
    [{ 'cme-error': ' 30 ' }, 'sim:?fault=cme-error:30'],
    [{ 'no-sim': '', 'cme-error': '30' }, 'sim:?fault=no-sim&fault=cme-error:30'],
  ])('with %j is %s', (faults, address) => {
    expect(simulatedAddress(faults)).toBe(address);
  });

  it.each(FAULTS.map(({ name, fallback }) => [name, fallback] as const))(
    'with %s as the menu offers it is one that can be opened',
    (name, fallback) => {
      const address = simulatedAddress({ [name]: fallback ?? '' });
      const fault = addressFault(address);
      // One that needs a value and has none to fall back on says so.
      if (fault !== null) expect(fault).toMatchObject({ rule: 'fault_needs_value' });
      else expect(parseSimulatorAddress(address)).toMatchObject({ selection: { faults: [{ name }] } });
    },
  );

  it('with several faults has all of them, each with its value', () => {
    const some = fc.subarray(
      FAULTS.filter(({ fallback, accepted }) => accepted === null || fallback !== null),
    );
    fc.assert(
      fc.property(some, (chosen) => {
        const faults = Object.fromEntries(chosen.map(({ name, fallback }) => [name, fallback ?? '']));
        const parsed = parseSimulatorAddress(simulatedAddress(faults));
        const found = parsed.ok ? parsed.selection.faults.map(({ name, value }) => [name, value]) : [];
        expect(Object.fromEntries(found)).toEqual(faults);
      }),
    );
  });

  it.each(['30&fault=no-sim', '30@CREG', 'a b', '#1', '30?off=1', '%41', '中', '+'])(
    'is refused rather than taken for something else where a value is %j',
    (value) => {
      const address = simulatedAddress({ 'cme-error': value });
      const parsed = parseSimulatorAddress(address);
      // `@` and `#` say where a fault strikes; that much of the grammar may be typed.
      if (parsed.ok) expect(parsed.selection.faults).toMatchObject([{ name: 'cme-error', value: '30' }]);
      else expect(parsed.rule).toMatch(/^fault_/);
    },
  );
});
