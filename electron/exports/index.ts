/** Files of runs: logs, tables, reports and packs, made of the record. */
export type { ExportChoice } from './chosen-runs.ts';
export type { ExportFault } from './fault.ts';
export type { WrittenFormat } from './formats.ts';
export { type ExportTarget, toFile, toStream } from './targets.ts';
export { type ExportOptions, type ExportResult, writeExport } from './write-export.ts';
