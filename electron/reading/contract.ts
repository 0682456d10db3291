import { historyContract } from '../../shared/contract/history.ts';
import { logContract } from '../../shared/contract/log.ts';
import { openRun } from '../../shared/contract/opening.ts';

/** What is asked of the record and takes long: a thread of its own answers, so that no dialogue waits for it. */
export const readingContract = {
  log: logContract,
  history: historyContract,
  runs: { open: openRun },
};

export type ReadingContract = typeof readingContract;
