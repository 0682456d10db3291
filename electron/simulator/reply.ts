/** How a command ends on the UART. */
export type Final =
  | { readonly kind: 'ok' }
  /** An error for reason `code`, shown as AT+CMEE has it. */
  | { readonly kind: 'error'; readonly code: number }
  /** Some other word in the place of OK: `SHUT OK`, `ALREADY CONNECT`. */
  | { readonly kind: 'text'; readonly text: string }
  /** The information lines are all there is. */
  | { readonly kind: 'none' };

/** What a command's handler decided; texts have one character per byte. */
export interface Reply {
  readonly lines: readonly string[];
  readonly final: Final;
  /** Lines after the final result code (CIPSTATUS). */
  readonly trailing?: readonly string[];
  /** What begins only after the answer has gone out. */
  readonly afterwards?: () => void;
}

/** Information lines, then OK. */
export function ok(...lines: readonly string[]): Reply {
  return { lines, final: { kind: 'ok' } };
}

/** OK, and afterwards something else. */
export function okThen(afterwards: () => void): Reply {
  return { lines: [], final: { kind: 'ok' }, afterwards };
}

/** An error for reason `code` (a value of `CME`). */
export function refuse(code: number): Reply {
  return { lines: [], final: { kind: 'error', code } };
}

/** A single line that takes the place of OK. */
export function instead(text: string, afterwards?: () => void): Reply {
  return { lines: [], final: { kind: 'text', text }, ...(afterwards ? { afterwards } : {}) };
}
