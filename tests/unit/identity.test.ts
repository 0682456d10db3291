import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { imeiValid, luhnValid, OPERATORS, operatorOf } from '../../shared/identity.ts';

/** The digit that makes the others right, computed the long way round. */
function checkDigit(digits: string): string {
  const found = [...'0123456789'].find((digit) => {
    const all = [...`${digits}${digit}`].map(Number).toReversed();
    const sum = all.map((value, index) => {
      if (index % 2 === 0) return value;
      return value * 2 > 9 ? value * 2 - 9 : value * 2;
    });
    return sum.reduce((left, right) => left + right, 0) % 10 === 0;
  });
  return found ?? '';
}

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));

describe('the check digit', () => {
  test.each(['79927398713', '4111111111111111', '490154203237518', '00'])('of %s is right', (number) => {
    expect(luhnValid(number)).toBe(true);
  });

  test.each([
    '79927398710',
    '4111111111111112',
    '490154203237517',
    '0',
    '',
    '12a',
    '7992739871 3',
    '-18',
    '1.8',
  ])('of %j is wrong', (number) => {
    expect(luhnValid(number)).toBe(false);
  });

  test('is right for exactly one last digit', () => {
    fc.assert(
      fc.property(digits(14), (front) => {
        const valid = [...'0123456789'].filter((digit) => imeiValid(front + digit));
        expect(valid).toEqual([checkDigit(front)]);
      }),
    );
  });

  test('finds every single wrong digit', () => {
    fc.assert(
      fc.property(digits(14), fc.nat({ max: 14 }), fc.integer({ min: 1, max: 9 }), (front, at, by) => {
        const right = front + checkDigit(front);
        const wrong = (Number(right[at]) + by) % 10;
        expect(imeiValid(right.slice(0, at) + wrong + right.slice(at + 1))).toBe(false);
      }),
    );
  });
});

describe('an IMEI', () => {
  test('is 15 digits with a right last one', () => {
    expect(imeiValid('490154203237518')).toBe(true);
  });

  test.each([
    '490154203237519',
    '49015420323751',
    '4901542032375180',
    '49015420323751A',
    ' 490154203237518',
    '',
  ])('is not %j', (text) => {
    expect(imeiValid(text)).toBe(false);
  });
});

describe('the operator', () => {
  test.each(OPERATORS.flatMap((row) => row.imsi.map((prefix) => [prefix, row.operator] as const)))(
    'of IMSI %s… is %s',
    (prefix, operator) => {
      expect(operatorOf(`${prefix}1234567890`, null)).toBe(operator);
    },
  );

  test.each(OPERATORS.flatMap((row) => row.iccid.map((prefix) => [prefix, row.operator] as const)))(
    'of ICCID %s… is %s',
    (prefix, operator) => {
      expect(operatorOf(null, `${prefix}12345678901234`)).toBe(operator);
    },
  );

  test('is told by the IMSI first', () => {
    expect(operatorOf('460011234567890', '89860012345678901234')).toBe('china_unicom');
  });

  test('is told by the ICCID when the IMSI is a foreign one', () => {
    expect(operatorOf('262011234567890', '89860012345678901234')).toBe('china_mobile');
  });

  test.each([
    [null, null],
    ['262011234567890', null],
    [null, '8949012345678901234'],
    ['', ''],
    ['046000123456789', '089860012345678901'],
  ])('is unknown for %j and %j', (imsi, iccid) => {
    expect(operatorOf(imsi, iccid)).toBeNull();
  });
});
