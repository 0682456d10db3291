import { createReadStream } from 'node:fs';

const SLICE_BYTES = 65_536;

/** Bytes of a file, slice by slice. */
export async function* bytesOfFile(path: string): AsyncGenerator<Uint8Array> {
  const slices: AsyncIterable<unknown> = createReadStream(path, { highWaterMark: SLICE_BYTES });
  for await (const slice of slices) if (slice instanceof Uint8Array) yield slice;
}
