import type { StatementSync } from 'node:sqlite';
import { z } from 'zod';
import type { TraceGap, TracePiece } from '../../shared/log/log-entry.ts';
import { arrays } from '../records/row-arrays.ts';
import type { FoundRun } from './records.ts';

/** A piece of the byte trace with its place; `item` is null where what stands there is of no kind that is known. */
export interface NumberedPiece {
  readonly ordinal: number;
  readonly elapsedMs: number;
  readonly item: TracePiece | TraceGap | null;
}

const cells = z.tuple([
  z.number(),
  z.number(),
  z.string(),
  z.union([z.string(), z.instanceof(Uint8Array)]),
  z.number().nullable(),
  z.number().nullable(),
]);

/**
 * Bytes that are all ASCII, which most are, come as a text: a binary string at once, in a third of the time that an
 * array of its own takes. SQLite ends a text at a NUL.
 */
const BYTES = `CASE WHEN instr(bytes, x'00') = 0 AND CAST(bytes AS TEXT) NOT GLOB '*[^' || char(1) || '-' || char(127) || ']*'
  THEN CAST(bytes AS TEXT) ELSE bytes END`;

/** Pieces at once are fewer where the ones before were large. */
const LARGE_BYTES = 1024 * 1024;
const FEW = 16;

/** The byte trace of a run. Rows that no release writes are thrown as a `ZodError`. */
export class RunPieces {
  readonly #run: FoundRun;
  readonly #after: StatementSync;
  readonly #last: StatementSync;
  #bytes = 0;

  constructor(run: FoundRun) {
    this.#run = run;
    this.#after = arrays(
      run.database,
      `SELECT ordinal, elapsed_ms, direction, ${BYTES}, dropped_chunks, dropped_bytes
       FROM trace WHERE run_key = ? AND ordinal > ? ORDER BY ordinal LIMIT ?`,
    );
    this.#last = arrays(run.database, 'SELECT max(ordinal) FROM trace WHERE run_key = ?');
  }

  /** At most so many pieces behind one; `isAll`: there are no more now. */
  after(
    ordinal: number,
    limit: number,
  ): { readonly pieces: readonly NumberedPiece[]; readonly isAll: boolean } {
    const most = this.#bytes > LARGE_BYTES ? FEW : limit;
    const pieces = this.#after.all(this.#run.key, ordinal, most).map(pieceOf);
    this.#bytes = pieces.reduce(
      (sum, { item }) => sum + (item !== null && 'bytes' in item ? item.bytes.length : 0),
      0,
    );
    return { pieces, isAll: pieces.length < most };
  }

  /** The number of the last piece; 0 where there is none. */
  last(): number {
    return z.tuple([z.number().nullable()]).parse(this.#last.get(this.#run.key))[0] ?? 0;
  }
}

function pieceOf(row: unknown): NumberedPiece {
  const [ordinal, elapsedMs, direction, found, chunks, dropped] = cells.parse(row);
  if (direction === 'sent' || direction === 'received') {
    const bytes = typeof found === 'string' ? found : binary(found);
    return { ordinal, elapsedMs, item: { direction, bytes, elapsedMs } };
  }
  const isGap = direction === 'dropped' && chunks !== null && dropped !== null;
  const gap = {
    direction: 'dropped',
    droppedChunks: chunks ?? 0,
    droppedBytes: dropped ?? 0,
    elapsedMs,
  } as const;
  return { ordinal, elapsedMs, item: isGap ? gap : null };
}

function binary({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('latin1');
}
