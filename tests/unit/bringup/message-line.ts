import { fromHex, utf8Bytes } from '../../../shared/utf8.ts';

/** A delivered message as document rows 17 and 18 print it: the count is of decoded bytes. `encoding`: 0 ASCII, 1 HEX. */
export function messageLine(
  { encoding }: { readonly encoding: number },
  topic: string,
  payload: string,
): string {
  const length = encoding === 1 ? (fromHex(payload)?.length ?? 0) : utf8Bytes(payload).length;
  return `+MSUB: "${topic}",${length} byte,${payload}`;
}
