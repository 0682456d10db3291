/** Files of runs: logs, tables, reports and packs, made of the record. */
export type { ExportFault } from './fault.ts';
export type { WrittenFormat } from './formats.ts';
export {
  type ExportOptions,
  type ExportResult,
  type ExportTarget,
  toFile,
  writeExport,
} from './write-export.ts';
