/** Numbers a unit and its card are known by, and what their digits tell. */

/** The Luhn check digit rule (ISO/IEC 7812-1 annex B): whether the last digit fits the ones before it. */
export function luhnValid(digits: string): boolean {
  if (!/^\d{2,}$/.test(digits)) return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Whether 15 digits are an IMEI with a right check digit (3GPP TS 23.003 section 6.2.1). */
export function imeiValid(imei: string): boolean {
  return /^\d{15}$/.test(imei) && luhnValid(imei);
}

interface OperatorRow {
  readonly operator: 'china_mobile' | 'china_unicom' | 'china_telecom';
  readonly imsi: readonly string[];
  readonly iccid: readonly string[];
  readonly apn: string | null;
  readonly source: string;
}

/** Operators by the first digits of IMSI and ICCID. */
export const OPERATORS = [
  {
    operator: 'china_mobile',
    imsi: ['46000', '46002', '46004', '46007', '46008'],
    iccid: ['898600', '898602', '898604', '898607', '898608'],
    apn: 'CMNET',
    source: 'protocol.md 2, 6',
  },
  {
    operator: 'china_unicom',
    imsi: ['46001', '46006', '46009'],
    iccid: ['898601', '898606', '898609'],
    apn: 'UNINET',
    source: 'protocol.md 2, 6',
  },
  {
    operator: 'china_telecom',
    imsi: ['46003', '46005', '46011'],
    iccid: ['898603', '898611'],
    apn: null,
    source: 'protocol.md 2, 6: no GSM network to register on',
  },
] as const satisfies readonly OperatorRow[];

export type Operator = (typeof OPERATORS)[number]['operator'];

/** The operator a card belongs to, by IMSI first, then ICCID; null when neither tells. */
export function operatorOf(imsi: string | null, iccid: string | null): Operator | null {
  const byPrefix = (value: string | null, key: 'imsi' | 'iccid') =>
    value === null ? undefined : OPERATORS.find((row) => row[key].some((prefix) => value.startsWith(prefix)));
  return (byPrefix(imsi, 'imsi') ?? byPrefix(iccid, 'iccid'))?.operator ?? null;
}
