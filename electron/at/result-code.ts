import { type MobileError, mobileError } from '../../shared/codes/mobile-errors.ts';

/** Final result codes that may end any command (V.250 section 5.7; 27.007 section 9.2; 27.005 section 3.2.5). */
export type ResultCode = { readonly kind: 'ok' } | { readonly kind: 'error' } | MobileError;

const OK: ResultCode = { kind: 'ok' };
const ERROR: ResultCode = { kind: 'error' };

/**
 * Reads a normalised line as a final result code. Only a whole line counts: `CONNECT OK` ends nothing
 * (protocol.md 3, hard parser rule). Lower case is accepted, the document writes `error` (Q23).
 */
export function resultCode(line: string): ResultCode | null {
  if (line.length === 2) return line === 'OK' || line.toUpperCase() === 'OK' ? OK : null;
  if (line.length === 5) return line.toUpperCase() === 'ERROR' ? ERROR : null;
  return mobileError(line);
}
