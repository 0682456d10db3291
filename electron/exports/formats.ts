import type { ExportFormat } from '../../shared/export-request.ts';
import type { ExportWriter } from './source.ts';

/** One kind of file. */
export interface Format {
  readonly extension: string;
  readonly mediaType: string;
  /** What is counted as it is written. */
  readonly counts: 'entries' | 'runs';
  /** How often each is counted. */
  readonly passes?: number;
  /** Loaded when it is first asked for: each needs other parts of the program. */
  readonly load: () => Promise<ExportWriter>;
}

/** The files that are made of a record. */
export const FORMATS = {
  text: {
    extension: 'txt',
    mediaType: 'text/plain; charset=utf-8',
    counts: 'entries',
    load: async () => (await import('./text-log.ts')).textLog,
  },
  jsonl: {
    extension: 'jsonl',
    mediaType: 'application/jsonl',
    counts: 'entries',
    load: async () => (await import('./json-lines.ts')).jsonLines,
  },
  'csv-runs': {
    extension: 'csv',
    mediaType: 'text/csv; charset=utf-8; header=present',
    counts: 'runs',
    load: async () => (await import('./csv-runs.ts')).csvOfRuns,
  },
  'csv-steps': {
    extension: 'csv',
    mediaType: 'text/csv; charset=utf-8; header=present',
    counts: 'runs',
    load: async () => (await import('./csv-steps.ts')).csvOfSteps,
  },
  report: {
    extension: 'html',
    mediaType: 'text/html; charset=utf-8',
    counts: 'runs',
    load: async () => (await import('./report.ts')).reportPage,
  },
  pack: {
    extension: 'zip',
    mediaType: 'application/zip',
    counts: 'entries',
    // As JSON, and in words.
    passes: 2,
    load: async () => (await import('./pack.ts')).handOverPack,
  },
} as const satisfies Partial<Record<ExportFormat, Format>>;

export type WrittenFormat = keyof typeof FORMATS;
