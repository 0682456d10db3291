import type { SaveReply } from '../../shared/contract.ts';
import type { Pieces } from '../files/whole-file.ts';

/** What a shell does for the service. */
export interface FileSaving {
  /**
   * Asks where, and writes the text there: to a temporary file first, so that the name never stands for a part. A
   * private file can be read by its owner alone.
   */
  save(fileName: string, text: Pieces, isPrivate: boolean): Promise<SaveReply>;
  /** Asks where a file is to go; null when the answer is nowhere. */
  choose(fileName: string): Promise<string | null>;
  /** A file is there that was asked for: it may be shown. */
  saved(path: string): void;
  /** Shows a file that was saved here in the system's file manager; false when it was not saved here. */
  reveal(path: string): Promise<boolean>;
}

/** Opens a folder in the system's file manager; false where nobody can look at it. */
export type OpenFolder = (path: string) => Promise<boolean>;

export type PrintResult =
  | { readonly ok: true; readonly pdf: Uint8Array }
  /** `unprintable`: the browser engine does not do it, or its window was closed meanwhile. */
  | { readonly ok: false; readonly reason: 'unprintable' | 'called_off' };

/** Puts pages onto paper; for shells with a browser engine of their own. */
export interface PagePrinter {
  /** A page without script that needs nothing else, as PDF. What the page throws is thrown on. */
  print(page: AsyncIterable<string>, signal: AbortSignal): Promise<PrintResult>;
}
