/** What a key means in the list. */
export type ListAction =
  | { readonly kind: 'go'; readonly to: number }
  | { readonly kind: 'open' | 'mark' | 'unmark' | 'type' };

interface Where {
  readonly at: number;
  readonly count: number;
  /** Rows in sight. */
  readonly page: number;
}

/** Null: nothing. A letter belongs to the search box. */
export function listKey({ key }: { readonly key: string }, { at, count, page }: Where): ListAction | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -count,
    End: count,
  };
  const step = Object.hasOwn(steps, key) ? steps[key] : undefined;
  if (step !== undefined) return { kind: 'go', to: Math.max(0, Math.min(count - 1, at + step)) };
  if (key === 'Enter') return { kind: 'open' };
  if (key === ' ') return { kind: 'mark' };
  if (key === 'Escape') return { kind: 'unmark' };
  return [...key].length === 1 ? { kind: 'type' } : null;
}
