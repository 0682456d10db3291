import type { SaveReply } from '../../shared/contract.ts';

/** What a shell does for the service. */
export interface FileSaving {
  /**
   * Asks where, and writes the text there: to a temporary file first, so that the name never stands for a part. A
   * private file can be read by its owner alone.
   */
  save(fileName: string, text: AsyncIterable<string>, isPrivate: boolean): Promise<SaveReply>;
  /** Shows a file that was saved here in the system's file manager; false when it was not saved here. */
  reveal(path: string): Promise<boolean>;
}
