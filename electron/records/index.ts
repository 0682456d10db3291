/** The record: one file with the facts and the byte trace of every run. */
export { Backlog } from './backlog.ts';
export type { Batch, DroppedTrace, TraceEntry, TraceItem } from './batch.ts';
export type { WriteResult } from './batch-writer.ts';
export type { DamagedFact } from './fact-rows.ts';
export type { RecordFault } from './fault.ts';
export type { PageQuery, PageResult } from './page.ts';
export type { RunListQuery, RunListResult, RunResult, TraceResult } from './run-queries.ts';
export type { RunAge, RecordUpkeep } from './upkeep.ts';
export type { RunSummary } from './run-summary.ts';
export { type OpenStoreResult, openRecordStore, type RecordStore } from './store.ts';
