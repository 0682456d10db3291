import { once } from 'node:events';
import { ReadlineParser } from '@serialport/parser-readline';
import { Framer } from '../../../electron/at/framer.ts';
import type { Samples } from '../child.ts';
import { CHUNK_BYTES } from '../chunk-sizes.ts';
import { transcript } from './transcript.ts';

const ROUNDS = 9;
const TRANSCRIPT_BYTES = 8_000_000;

/** Cuts one transcript into lines, chunk by chunk, with the product's framer and with serialport's parser in turn. */
export async function measureFramer(): Promise<Samples> {
  const { bytes, lines } = transcript(TRANSCRIPT_BYTES);
  const samples: Record<string, number[]> = {};
  for (const size of CHUNK_BYTES) {
    const chunks = cut(bytes, size);
    const framed: number[] = (samples[`framer${size}`] = []);
    const read: number[] = (samples[`readline${size}`] = []);
    for (let round = -2; round < ROUNDS; round += 1) {
      const ours = await megabytesPerSecond(bytes.length, lines, () => frame(chunks));
      const theirs = await megabytesPerSecond(bytes.length, lines, () => readLines(chunks));
      if (round < 0) continue;
      framed.push(ours);
      read.push(theirs);
    }
  }
  return samples;
}

function cut(bytes: Buffer, size: number): readonly Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}

/** @throws when another number of lines comes out than went in. */
async function megabytesPerSecond(bytes: number, lines: number, act: () => number | Promise<number>) {
  globalThis.gc?.();
  const begun = performance.now();
  const found = await act();
  const lastedMs = performance.now() - begun;
  if (found !== lines) throw new Error(`${found} lines instead of ${lines}`);
  return bytes / 1000 / lastedMs;
}

function frame(chunks: readonly Buffer[]): number {
  const framer = new Framer();
  return chunks.reduce((count, chunk) => count + framer.push(chunk).length, 0);
}

async function readLines(chunks: readonly Buffer[]): Promise<number> {
  const parser = new ReadlineParser({ delimiter: '\r\n' });
  let count = 0;
  parser.on('data', () => {
    count += 1;
  });
  for (const chunk of chunks) if (!parser.write(chunk)) await once(parser, 'drain');
  parser.end();
  await once(parser, 'end');
  return count;
}
