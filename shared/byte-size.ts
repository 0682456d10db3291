import { MEGABYTE } from './keeping.ts';

const GIGABYTE = 1024 * MEGABYTE;

/** A size as file managers show it: `0.4 MB`, `31 MB`, `1.2 GB`. */
export function byteSize(bytes: number): string {
  const [unit, name] = bytes >= GIGABYTE ? [GIGABYTE, 'GB'] : [MEGABYTE, 'MB'];
  const size = bytes / unit;
  return `${size.toFixed(size < 10 ? 1 : 0)} ${name}`;
}
