/** Final result codes that may end any command (V.250 section 5.7; 27.007 section 9.2; 27.005 section 3.2.5). */
export type ResultCode =
  | { readonly kind: 'ok' }
  | { readonly kind: 'error' }
  | { readonly kind: 'cme_error' | 'cms_error'; readonly code: number | null; readonly text: string };

const OK: ResultCode = { kind: 'ok' };
const ERROR: ResultCode = { kind: 'error' };
const EXTENDED = /^\+CM([ES]) ERROR\s*:\s*(.*)$/i;

/**
 * Reads a normalised line as a final result code. Only a whole line counts: `CONNECT OK` ends nothing
 * (protocol.md 3, hard parser rule). Lower case is accepted, the document writes `error` (Q23).
 */
export function resultCode(line: string): ResultCode | null {
  if (line.length === 2) return line === 'OK' || line.toUpperCase() === 'OK' ? OK : null;
  if (line.length === 5) return line.toUpperCase() === 'ERROR' ? ERROR : null;
  const extended = EXTENDED.exec(line);
  if (extended === null) return null;
  const text = extended[2] ?? '';
  const code = /^\d+$/.test(text) ? Number(text) : (CME_BY_TEXT.get(text.toLowerCase()) ?? null);
  return { kind: extended[1]?.toUpperCase() === 'S' ? 'cms_error' : 'cme_error', code, text };
}

interface CmeRow {
  readonly code: number;
  /** The verbose form that `AT+CMEE=2` prints. */
  readonly text: string;
  /** The same code may pass by itself within seconds. */
  readonly transient?: true;
  readonly source: string;
}

/** The mobile errors that matter in this flow. Verbose texts are matched case-insensitively. */
export const CME_ERRORS = [
  { code: 3, text: 'operation not allowed', source: '27.007 9.2.1' },
  { code: 4, text: 'operation not supported', source: '27.007 9.2.1' },
  { code: 5, text: 'PH-SIM PIN required', source: '27.007 9.2.1' },
  { code: 10, text: 'SIM not inserted', source: '27.007 9.2.1' },
  { code: 11, text: 'SIM PIN required', source: '27.007 9.2.1' },
  { code: 12, text: 'SIM PUK required', source: '27.007 9.2.1' },
  { code: 13, text: 'SIM failure', source: '27.007 9.2.1' },
  { code: 14, text: 'SIM busy', transient: true, source: '27.007 9.2.1; protocol.md 1.3 card 4' },
  { code: 15, text: 'SIM wrong', source: '27.007 9.2.1' },
  { code: 16, text: 'incorrect password', source: '27.007 9.2.1' },
  { code: 17, text: 'SIM PIN2 required', source: '27.007 9.2.1' },
  { code: 18, text: 'SIM PUK2 required', source: '27.007 9.2.1' },
  { code: 20, text: 'memory full', source: '27.007 9.2.1' },
  { code: 21, text: 'invalid index', source: '27.007 9.2.1' },
  { code: 22, text: 'not found', source: '27.007 9.2.1' },
  { code: 23, text: 'memory failure', source: '27.007 9.2.1' },
  { code: 24, text: 'text string too long', source: '27.007 9.2.1' },
  { code: 30, text: 'no network service', source: '27.007 9.2.1' },
  { code: 31, text: 'network timeout', source: '27.007 9.2.1' },
  { code: 32, text: 'network not allowed - emergency calls only', source: '27.007 9.2.1' },
  { code: 33, text: 'requested service option not subscribed', source: 'protocol.md 4.4' },
  { code: 100, text: 'unknown', source: '27.007 9.2.1' },
  { code: 103, text: 'illegal MS', source: '27.007 9.2.2' },
  { code: 106, text: 'illegal ME', source: '27.007 9.2.2' },
  { code: 107, text: 'GPRS services not allowed', source: '27.007 9.2.2' },
  { code: 111, text: 'PLMN not allowed', source: '27.007 9.2.2' },
  { code: 112, text: 'location area not allowed', source: '27.007 9.2.2' },
  { code: 113, text: 'roaming not allowed in this location area', source: '27.007 9.2.2' },
  { code: 132, text: 'service option not supported', source: '27.007 9.2.2' },
  { code: 133, text: 'requested service option not subscribed', source: '27.007 9.2.2' },
  { code: 134, text: 'service option temporarily out of order', source: '27.007 9.2.2' },
  { code: 148, text: 'unspecified GPRS error', source: '27.007 9.2.2' },
  { code: 149, text: 'PDP authentication failure', source: '27.007 9.2.2' },
  { code: 765, text: 'invalid input value', source: 'protocol.md 4.4' },
  { code: 766, text: 'unsupported mode', source: 'protocol.md 4.4' },
  { code: 767, text: 'operation failed', source: 'protocol.md 4.4' },
  { code: 772, text: 'SIM powered down', source: 'protocol.md 4.4' },
  { code: 773, text: 'SIM file not present', source: 'protocol.md 4.4' },
] as const satisfies readonly CmeRow[];

/** The first code of a text wins: `requested service option not subscribed` is 33 in one list and 133 in another. */
const CME_BY_TEXT: ReadonlyMap<string, number> = new Map(
  CME_ERRORS.toReversed().map(({ code, text }) => [text.toLowerCase(), code]),
);
