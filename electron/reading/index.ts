import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient, implement } from '@orpc/server';
import { type ReadingContract, readingContract } from './contract.ts';

/** The record as it is read, beside the dialogues. */
export interface Reader {
  readonly ask: ContractRouterClient<ReadingContract>;
  /** The record of a run has grown; `live`: more will come. */
  grown(run: {
    readonly runId: string;
    readonly seq: number;
    readonly ordinal: number;
    readonly live: boolean;
  }): void;
  /** Another record, in which runs are looked for as well. */
  addRecord(path: string): void;
  /** A record is to be read no more. Resolves when its file is no longer open. */
  removeRecord(path: string): Promise<void>;
  close(): Promise<void>;
}

const NOT_FOUND = { ok: false, fault: { kind: 'not_found' } } as const;
const NO_LOG = { ok: false, fault: { kind: 'record', fault: { kind: 'not_found' } } } as const;

/** Reads the records at `paths`. */
export function createReader(_paths: readonly string[]): Reader {
  const serve = implement(readingContract);
  const router = serve.router({
    log: {
      follow: serve.log.follow.handler(async function* () {}),
      rows: serve.log.rows.handler(() => NO_LOG),
      locate: serve.log.locate.handler(() => NO_LOG),
      text: serve.log.text.handler(() => NO_LOG),
      line: serve.log.line.handler(() => NOT_FOUND),
      step: serve.log.step.handler(() => NOT_FOUND),
      cite: serve.log.cite.handler(() => NOT_FOUND),
    },
    history: {
      follow: serve.history.follow.handler(async function* () {}),
      rows: serve.history.rows.handler(() => NOT_FOUND),
      facets: serve.history.facets.handler(() => NOT_FOUND),
      compare: serve.history.compare.handler(() => NOT_FOUND),
    },
    runs: { open: serve.runs.open.handler(() => NOT_FOUND) },
  });
  return {
    ask: createRouterClient(router),
    grown: () => {},
    addRecord: () => {},
    removeRecord: async () => {},
    close: async () => {},
  };
}
