/** What a caller may cost; tests have shorter ones. */
export interface Limits {
  /** Until the whole head of a request has come, milliseconds. */
  readonly headMs: number;
  /** Until a connection on which nothing moves is closed, milliseconds. */
  readonly idleMs: number;
  /** Between two questions whether a line is still alive; unanswered until the next one, it is cut. Milliseconds. */
  readonly heartbeatMs: number;
  /** One message from a window; an imported profile may have 1 MiB, which JSON writes longer. */
  readonly messageBytes: number;
  /** What may wait for a window that does not read; beyond it the line is cut. */
  readonly waitingBytes: number;
  /** What windows and downloads have to end when the program does, milliseconds. */
  readonly farewellMs: number;
}

export const LIMITS: Limits = {
  headMs: 5000,
  idleMs: 60_000,
  heartbeatMs: 20_000,
  messageBytes: 2 * 1024 * 1024,
  waitingBytes: 64 * 1024 * 1024,
  farewellMs: 1000,
};

/** The request line and all headers of a request. */
export const HEAD_BYTES = 8192;
export const URL_LENGTH = 2048;
