interface CmeRow {
  readonly code: number;
  readonly text: string;
  readonly source: string;
}

/** Codes this module reports, and those a fault is likely to be asked for. Spelling as SIM800 prints it. */
const CME_ERRORS = [
  { code: 3, text: 'operation not allowed', source: '3GPP TS 27.007 9.2.1; protocol.md T5' },
  { code: 4, text: 'operation not supported', source: '3GPP TS 27.007 9.2.1' },
  { code: 10, text: 'SIM not inserted', source: '3GPP TS 27.007 9.2.1; protocol.md T6' },
  { code: 11, text: 'SIM PIN required', source: '3GPP TS 27.007 9.2.1' },
  { code: 12, text: 'SIM PUK required', source: '3GPP TS 27.007 9.2.1' },
  { code: 13, text: 'SIM failure', source: '3GPP TS 27.007 9.2.1' },
  { code: 14, text: 'SIM busy', source: '3GPP TS 27.007 9.2.1' },
  { code: 15, text: 'SIM wrong', source: '3GPP TS 27.007 9.2.1' },
  { code: 16, text: 'incorrect password', source: '3GPP TS 27.007 9.2.1' },
  { code: 30, text: 'no network service', source: '3GPP TS 27.007 9.2.2' },
  { code: 31, text: 'network timeout', source: '3GPP TS 27.007 9.2.2' },
  { code: 100, text: 'unknown', source: '3GPP TS 27.007 9.2.1' },
  { code: 103, text: 'Illegal MS', source: '3GPP TS 27.007 9.2.2' },
  { code: 107, text: 'GPRS services not allowed', source: '3GPP TS 27.007 9.2.2' },
  { code: 133, text: 'requested service option not subscribed', source: '3GPP TS 27.007 9.2.2' },
  { code: 148, text: 'unspecified GPRS error', source: '3GPP TS 27.007 9.2.2' },
  { code: 149, text: 'PDP authentication failure', source: '3GPP TS 27.007 9.2.2' },
  { code: 765, text: 'invalid input value', source: 'protocol.md 4.4 (SIM900 AT manual p.241)' },
  { code: 766, text: 'unsupported mode', source: 'protocol.md 4.4 (SIM900 AT manual p.241)' },
  { code: 767, text: 'operation failed', source: 'protocol.md 4.4 (SIM900 AT manual p.241)' },
  { code: 772, text: 'SIM powered down', source: 'protocol.md 4.4 (SIM900 AT manual p.241)' },
] as const satisfies readonly CmeRow[];

/** The codes the handlers name. */
export const CME = {
  notAllowed: 3,
  notSupported: 4,
  simNotInserted: 10,
  simPinRequired: 11,
  simPukRequired: 12,
  incorrectPassword: 16,
  serviceNotSubscribed: 133,
  gprsError: 148,
  invalidInput: 765,
  operationFailed: 767,
} as const;

const TEXTS = new Map<number, string>(CME_ERRORS.map((row) => [row.code, row.text]));

/** AT+CMEE: 0 hides the reason, 1 gives its number, 2 its words. */
export type CmeeMode = 0 | 1 | 2;

/** The final result code of a command that failed for reason `code`. */
export function errorLine(code: number, mode: CmeeMode): string {
  if (mode === 0) return 'ERROR';
  return `+CME ERROR: ${mode === 1 ? code.toString() : (TEXTS.get(code) ?? 'unknown')}`;
}
