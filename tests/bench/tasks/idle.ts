import type { Samples } from '../child.ts';
import { peakMegabytes } from './peak-memory.ts';

/** A process that loads nothing of the product. */
export async function measureIdle(): Promise<Samples> {
  return { peakMb: [peakMegabytes()] };
}
