import { dayNamed, dayStart } from './dates.ts';

/** When runs began, as a person says it. */
export type Period =
  | { readonly kind: 'any' }
  | { readonly kind: 'today' | 'yesterday' | 'week' }
  /** Days written as 2026-11-25, both included; empty is open. */
  | { readonly kind: 'between'; readonly from: string; readonly to: string };

export const ANY_TIME: Period = { kind: 'any' };

/** The same in milliseconds since 1970; the second one is excluded. */
export function limitsOf(
  period: Period,
  nowMs: number,
): { readonly fromMs: number | null; readonly toMs: number | null } {
  switch (period.kind) {
    case 'any':
      return { fromMs: null, toMs: null };
    case 'today':
      return { fromMs: dayStart(nowMs), toMs: null };
    case 'yesterday':
      return { fromMs: dayStart(nowMs, 1), toMs: dayStart(nowMs) };
    case 'week':
      return { fromMs: dayStart(nowMs, 6), toMs: null };
    case 'between': {
      const last = dayNamed(period.to);
      return { fromMs: dayNamed(period.from), toMs: last === null ? null : dayStart(last, -1) };
    }
  }
}
