import type { Selectable } from 'kysely';
import type { RunEvent } from '../../shared/events.ts';
import { factSchema } from '../../shared/fact-schema.ts';
import { MOST_NAMED, missingNumbers } from './missing-numbers.ts';
import type { FactsTable } from './schema.ts';

/** A place in a run's facts where the record does not hold a fact. */
export type DamagedFact =
  /** Nothing stands at this number, although later facts exist. */
  | { readonly seq: number; readonly problem: 'missing' }
  /** What stands there is not JSON, or not a fact this release knows; `body` is what was found. */
  | {
      readonly seq: number;
      readonly problem: 'not_json' | 'not_a_fact';
      readonly type: string;
      readonly body: string;
    };

export interface FactList {
  /** In order of `seq`. */
  readonly events: readonly RunEvent[];
  readonly damaged: readonly DamagedFact[];
}

/**
 * The events in a run's rows, which are given in order of `seq` from `first` on; what cannot be read is listed, not
 * dropped, though of missing ones only so many are.
 */
export function factsOf(
  runId: string,
  port: string | null,
  rows: readonly Selectable<FactsTable>[],
  first = 1,
): FactList {
  const events: RunEvent[] = [];
  const damaged: DamagedFact[] = [];
  let expected = first;
  for (const row of rows) {
    const missing = missingNumbers(expected, row.seq, MOST_NAMED - damaged.length);
    for (const seq of missing) damaged.push({ seq, problem: 'missing' });
    expected = row.seq + 1;
    const read = readFact(row);
    if ('problem' in read) damaged.push(read);
    else {
      const { seq, at_ms: atMs, elapsed_ms: elapsedMs } = row;
      events.push({ seq, runId, port: port ?? '', atMs, elapsedMs, ...read.fact });
    }
  }
  return { events, damaged };
}

type ReadFact = { readonly fact: ReturnType<typeof factSchema.parse> } | DamagedFact;

function readFact({ seq, type, body }: Selectable<FactsTable>): ReadFact {
  const content = parseObject(body);
  if (content === null) return { seq, problem: 'not_json', type, body };
  const parsed = factSchema.safeParse({ ...content, type });
  return parsed.success ? { fact: parsed.data } : { seq, problem: 'not_a_fact', type, body };
}

function parseObject(json: string): object | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}
