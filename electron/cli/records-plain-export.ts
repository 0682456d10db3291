import { parseArgs } from 'node:util';
import { type ExportAsked, readExportFlags } from './records-export-flags.ts';

const OPTIONS = {
  format: { type: 'string' },
  out: { type: 'string' },
  data: { type: 'string' },
  day: { type: 'string' },
  lang: { type: 'string' },
  all: { type: 'boolean' },
  bom: { type: 'boolean' },
} as const;

/**
 * `records export …` where nothing is wrong with it, read without the parser of the other commands, which takes a tenth
 * of the memory that an export may have. Null for everything else: that parser finds the words for it.
 */
export function plainExport([group, command, ...words]: readonly string[]): ExportAsked | null {
  if (group !== 'records' || command !== 'export') return null;
  try {
    const { values, positionals } = parseArgs({ args: words, options: OPTIONS, allowPositionals: true });
    const read = readExportFlags(values, positionals);
    return read.ok ? read.asked : null;
  } catch {
    return null;
  }
}
