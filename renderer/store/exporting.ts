import { create } from 'zustand';
import type { RunQuery } from '../../shared/history.ts';

/** What is to be written into files. */
export type Exported =
  | { readonly kind: 'runs'; readonly ids: readonly string[] }
  | { readonly kind: 'query'; readonly query: RunQuery };

/** The dialog that asks into which kind of file; closed where there is nothing. */
export const useExporting = create<{ readonly what: Exported | null }>(() => ({ what: null }));

/** Asks into which kind of file these runs are to be written. */
export const exportThese = (what: Exported): void => useExporting.setState({ what });
export const exportNothing = (): void => useExporting.setState({ what: null });
