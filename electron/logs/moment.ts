/** When something was said, and in which line of what is read. */
export interface Moment {
  /** Milliseconds since the dialogue began. */
  readonly ms: number;
  /** Number of the line, from 1; 0 where lines have none. */
  readonly line: number;
}
