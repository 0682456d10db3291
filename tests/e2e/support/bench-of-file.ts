import { afterAll, beforeAll } from 'vitest';
import { type Bench, openBench } from './window.ts';

/** A service and a browser for all tests of the file that calls this. */
export function benchOfFile(): () => Bench {
  let bench: Bench | null = null;
  beforeAll(async () => {
    bench = await openBench();
  }, 60_000);
  afterAll(() => bench?.close());
  return () => {
    if (bench === null) throw new Error('the bench is there during tests only');
    return bench;
  };
}
