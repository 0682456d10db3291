import { bytesOfFile } from './file-bytes.ts';
import { LineCutter } from './json-lines.ts';
import { readRecordLine } from './record-line.ts';

/** Whether a file begins with a line of a record of this program. */
export async function isRecordFile(path: string): Promise<boolean> {
  const cutter = new LineCutter();
  for await (const bytes of bytesOfFile(path)) {
    const first = cutter.push(bytes).find((line) => line.trim() !== '');
    if (first !== undefined) return readRecordLine(first) !== null;
  }
  return cutter.end().some((line) => readRecordLine(line) !== null);
}
