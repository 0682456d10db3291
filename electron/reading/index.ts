import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Clock } from '../../shared/clock.ts';
import { systemClock } from '../system-clock.ts';
import type { ReadingContract } from './contract.ts';
import { type BeginThread, Lifeline } from './lifeline.ts';
import type { Growth } from './messages.ts';
import { ReadingThread } from './reading-thread.ts';
import { ResumingLink } from './resuming-link.ts';

type Ask = ContractRouterClient<ReadingContract>;

/** The records as they are read, beside the dialogues: by a thread of its own, which begins when it is first asked. */
export interface Reader {
  readonly ask: Ask;
  /** Whoever is here will ask soon: the thread takes its time to begin. */
  begin(): void;
  /** The record of a run has grown. */
  grown(growth: Growth): void;
  /** Runs were taken out of the record. */
  shrunk(): void;
  /** Another record, in which runs are looked for as well. */
  addRecord(path: string): void;
  /** A record is to be read no more. Resolves when its file is no longer open. */
  removeRecord(path: string): Promise<void>;
  close(): Promise<void>;
}

/** Reads the records at `paths`, of which runs are recorded in the first one. */
export function createReader(
  paths: readonly string[],
  clock: Clock = systemClock,
  begin: BeginThread = (beginning) => new ReadingThread(beginning, report),
): Reader {
  const lifeline = new Lifeline(paths, clock, begin);
  return {
    ask: createORPCClient<Ask>(new ResumingLink(lifeline)),
    begin: () => void lifeline.thread().catch(() => {}),
    grown: (growth) => lifeline.grown(growth),
    shrunk: () => lifeline.shrunk(),
    addRecord: (path) => lifeline.addRecord(path),
    removeRecord: (path) => lifeline.removeRecord(path),
    close: () => lifeline.close(),
  };
}

/** What the thread died of. */
function report(fault: unknown): void {
  console.error(fault instanceof Error ? (fault.stack ?? fault.message) : typeof fault);
}
