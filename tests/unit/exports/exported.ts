import type { FileResult } from '../../../electron/files/fault.ts';
import { type ExportOptions, type ExportResult, writeExport } from '../../../electron/exports/index.ts';

/** Takes the blocks of a file as a disk does, which may be slower than they are made. */
export async function exported(
  options: Pick<ExportOptions, 'record' | 'what' | 'format'> & Partial<ExportOptions>,
): Promise<{ readonly result: ExportResult; readonly text: string }> {
  const kept: Buffer[] = [];
  const target = async (blocks: AsyncIterable<Uint8Array>): Promise<FileResult> => {
    let before: Uint8Array | null = null;
    for await (const block of blocks) {
      if (before !== null) kept.push(Buffer.from(before));
      before = block;
    }
    if (before !== null) kept.push(Buffer.from(before));
    return { ok: true };
  };
  const result = await writeExport({ language: 'en', bom: false, target, ...options });
  return { result, text: Buffer.concat(kept).toString('utf8') };
}

/** The content of a file that could be made. */
export async function contentOf(options: Parameters<typeof exported>[0]): Promise<string> {
  const { result, text } = await exported(options);
  if (!result.ok) throw new Error(`no file: ${JSON.stringify(result.fault)}`);
  return text;
}

export const runs = (...ids: readonly string[]) => ({ kind: 'runs', ids }) as const;
