interface CodeRow {
  readonly code: number;
  /** The verbose form that `AT+CMEE=2` prints. */
  readonly text: string;
  /** The same code may pass by itself within seconds. */
  readonly transient?: true;
  readonly source: string;
}

/** `+CME ERROR`: what the equipment and the network refuse. Verbose texts are matched case-insensitively. */
export const CME_ERRORS = [
  { code: 0, text: 'phone failure', source: '27.007 9.2.1' },
  { code: 1, text: 'no connection to phone', source: '27.007 9.2.1' },
  { code: 2, text: 'phone-adaptor link reserved', source: '27.007 9.2.1' },
  { code: 3, text: 'operation not allowed', source: '27.007 9.2.1' },
  { code: 4, text: 'operation not supported', source: '27.007 9.2.1' },
  { code: 5, text: 'PH-SIM PIN required', source: '27.007 9.2.1' },
  { code: 6, text: 'PH-FSIM PIN required', source: '27.007 9.2.1' },
  { code: 7, text: 'PH-FSIM PUK required', source: '27.007 9.2.1' },
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
  { code: 25, text: 'invalid characters in text string', source: '27.007 9.2.1' },
  { code: 26, text: 'dial string too long', source: '27.007 9.2.1' },
  { code: 27, text: 'invalid characters in dial string', source: '27.007 9.2.1' },
  { code: 30, text: 'no network service', source: '27.007 9.2.1' },
  { code: 31, text: 'network timeout', source: '27.007 9.2.1' },
  { code: 32, text: 'network not allowed - emergency calls only', source: '27.007 9.2.1' },
  { code: 33, text: 'requested service option not subscribed', source: 'protocol.md 4.4' },
  { code: 40, text: 'network personalization PIN required', source: '27.007 9.2.1' },
  { code: 41, text: 'network personalization PUK required', source: '27.007 9.2.1' },
  { code: 42, text: 'network subset personalization PIN required', source: '27.007 9.2.1' },
  { code: 43, text: 'network subset personalization PUK required', source: '27.007 9.2.1' },
  { code: 44, text: 'service provider personalization PIN required', source: '27.007 9.2.1' },
  { code: 45, text: 'service provider personalization PUK required', source: '27.007 9.2.1' },
  { code: 46, text: 'corporate personalization PIN required', source: '27.007 9.2.1' },
  { code: 47, text: 'corporate personalization PUK required', source: '27.007 9.2.1' },
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
] as const satisfies readonly CodeRow[];

/** `+CMS ERROR`: what the message service refuses. */
export const CMS_ERRORS = [
  { code: 300, text: 'ME failure', source: '27.005 3.2.5' },
  { code: 301, text: 'SMS service of ME reserved', source: '27.005 3.2.5' },
  { code: 302, text: 'operation not allowed', source: '27.005 3.2.5' },
  { code: 303, text: 'operation not supported', source: '27.005 3.2.5' },
  { code: 304, text: 'invalid PDU mode parameter', source: '27.005 3.2.5' },
  { code: 305, text: 'invalid text mode parameter', source: '27.005 3.2.5' },
  { code: 310, text: 'SIM not inserted', source: '27.005 3.2.5' },
  { code: 311, text: 'SIM PIN required', source: '27.005 3.2.5' },
  { code: 312, text: 'PH-SIM PIN required', source: '27.005 3.2.5' },
  { code: 313, text: 'SIM failure', source: '27.005 3.2.5' },
  { code: 314, text: 'SIM busy', source: '27.005 3.2.5' },
  { code: 315, text: 'SIM wrong', source: '27.005 3.2.5' },
  { code: 316, text: 'SIM PUK required', source: '27.005 3.2.5' },
  { code: 317, text: 'SIM PIN2 required', source: '27.005 3.2.5' },
  { code: 318, text: 'SIM PUK2 required', source: '27.005 3.2.5' },
  { code: 320, text: 'memory failure', source: '27.005 3.2.5' },
  { code: 321, text: 'invalid memory index', source: '27.005 3.2.5' },
  { code: 322, text: 'memory full', source: '27.005 3.2.5' },
  { code: 330, text: 'SMSC address unknown', source: '27.005 3.2.5' },
  { code: 331, text: 'no network service', source: '27.005 3.2.5' },
  { code: 332, text: 'network timeout', source: '27.005 3.2.5' },
  { code: 340, text: 'no +CNMA acknowledgement expected', source: '27.005 3.2.5' },
  { code: 500, text: 'unknown error', source: '27.005 3.2.5' },
] as const satisfies readonly CodeRow[];

export type CmeCode = (typeof CME_ERRORS)[number]['code'];
export type CmsCode = (typeof CMS_ERRORS)[number]['code'];

/** A final result code that says more than `ERROR`. */
export interface MobileError {
  readonly kind: 'cme_error' | 'cms_error';
  /** Null when the module printed a text that no table has. */
  readonly code: number | null;
  /** What stands behind the colon. */
  readonly text: string;
}

const EXTENDED = /^\+CM([ES]) ERROR\s*:\s*(.*)$/i;

/** Reads a normalised line as an extended error, whether it has the number or the text. */
export function mobileError(line: string): MobileError | null {
  const found = EXTENDED.exec(line);
  if (found === null) return null;
  const text = found[2] ?? '';
  const isMessage = found[1]?.toUpperCase() === 'S';
  const code = /^\d+$/.test(text) ? Number(text) : codeOf(text.toLowerCase(), isMessage);
  return { kind: isMessage ? 'cms_error' : 'cme_error', code, text };
}

/** Modules print texts of the one family with the code of the other. */
function codeOf(text: string, isMessage: boolean): number | null {
  return (isMessage ? CMS_BY_TEXT.get(text) : undefined) ?? CME_BY_TEXT.get(text) ?? null;
}

/** The first code of a text wins: `requested service option not subscribed` is 33 in one list and 133 in another. */
const byText = (rows: readonly CodeRow[]): ReadonlyMap<string, number> =>
  new Map(rows.toReversed().map(({ code, text }) => [text.toLowerCase(), code]));

const CME_BY_TEXT = byText(CME_ERRORS);
const CMS_BY_TEXT = byText(CMS_ERRORS);
