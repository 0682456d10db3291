/** Milliseconds that each stage may take at most, and all of them together. */
export interface Limits {
  readonly name: number;
  readonly connection: number;
  readonly security: number;
  readonly session: number;
  /** Finding out what the port speaks instead. */
  readonly otherwise: number;
  readonly farewell: number;
  readonly total: number;
}

/** Somebody waits for the answer beside a failed step; a broker that needs longer from a wired line is no good anyway. */
export const LIMITS: Limits = {
  name: 2000,
  connection: 1500,
  security: 1500,
  session: 1500,
  otherwise: 1000,
  farewell: 300,
  total: 5000,
};
