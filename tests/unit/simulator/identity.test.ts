import { describe, expect, test } from 'vitest';
import { identityOf, withWrongCheckDigit } from '../../../electron/simulator/identity.ts';

/** ISO/IEC 7812-1: the sum with every second digit from the right doubled ends in 0. */
function luhnHolds(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    sum += at % 2 === 0 ? digit : Math.floor((digit * 2) / 10) + ((digit * 2) % 10);
  }
  return sum % 10 === 0;
}

describe('the identity of a simulated module', () => {
  test.each(['default', '1', '2', 'bench', 'x'.repeat(32)])('of %s is well formed', (name) => {
    const identity = identityOf(name);
    expect(identity.imei).toMatch(/^\d{15}$/);
    expect(luhnHolds(identity.imei)).toBe(true);
    expect(identity.iccid).toMatch(/^898600\d{14}$/);
    expect(luhnHolds(identity.iccid)).toBe(true);
    expect(identity.imsi).toMatch(/^46000\d{10}$/);
    expect(identity.localAddress).toMatch(/^10\.\d{1,3}\.\d{1,3}\.\d{1,3}$/);
    expect(identity.localAddress.split('.').every((part) => Number(part) <= 255)).toBe(true);
  });

  test('is always the same for the same name and differs between names', () => {
    expect(identityOf('a')).toEqual(identityOf('a'));
    const all = Array.from({ length: 200 }, (_, at) => identityOf(`unit-${at}`));
    expect(new Set(all.map((each) => each.imei)).size).toBe(200);
    expect(new Set(all.map((each) => each.imsi)).size).toBe(200);
  });

  test('has the numbers of another operator where its card is one', () => {
    const [own, other] = [identityOf('a'), identityOf('a', 'unicom')];
    expect(other.iccid).toMatch(/^898601\d{14}$/);
    expect(luhnHolds(other.iccid)).toBe(true);
    expect(other.imsi).toMatch(/^46001\d{10}$/);
    expect(other.imei).toBe(own.imei);
  });

  test('can be given a check digit that does not fit', () => {
    expect(luhnHolds('490154203237518')).toBe(true);
    expect(withWrongCheckDigit('490154203237518')).toBe('490154203237519');
    expect(luhnHolds(withWrongCheckDigit('490154203237518'))).toBe(false);
    expect(withWrongCheckDigit('9')).toBe('0');
  });
});
