import type { Batch, RecordFault, RecordStore, WriteResult } from '../../../electron/records/index.ts';

/** A record that takes nothing while the test says so, over one that does. */
export class FailingStore implements Pick<RecordStore, 'append' | 'appendNow'> {
  /** Why nothing can be written, while it is so. */
  fault: RecordFault | null = null;
  /** What was tried, in order, empty batches too. */
  readonly tried: Batch[] = [];
  readonly #store: RecordStore;

  constructor(store: RecordStore) {
    this.#store = store;
  }

  async append(batch: Batch): Promise<WriteResult> {
    return this.appendNow(batch);
  }

  appendNow(batch: Batch): WriteResult {
    this.tried.push(batch);
    return this.fault === null ? this.#store.appendNow(batch) : { ok: false, fault: this.fault };
  }

  ended(runId: string): void {
    this.#store.ended(runId);
  }

  refusedPins(...asked: Parameters<RecordStore['refusedPins']>): ReturnType<RecordStore['refusedPins']> {
    return this.#store.refusedPins(...asked);
  }
}
