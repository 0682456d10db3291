/** Why a chosen file cannot be read as text. */
export type FileProblem = 'tooLarge' | 'notText' | 'unreadable';

export type FileReading =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: FileProblem; readonly code: string };

/** Bytes, far more than any profile or list has; the service takes no more characters. */
const SIZE_LIMIT = 1024 * 1024;

/** Reads a file that the user chose, as UTF-8. */
export async function readTextFile(file: File): Promise<FileReading> {
  if (file.size > SIZE_LIMIT) return { ok: false, problem: 'tooLarge', code: '' };
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch (thrown) {
    return { ok: false, problem: 'unreadable', code: thrown instanceof Error ? thrown.name : '' };
  }
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { ok: false, problem: 'notText', code: '' };
  }
}
