import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { type Cell, csvLines } from './csv.ts';
import { stepId } from './csv-runs.ts';
import { encoded } from './encoded.ts';
import type { ExportSource, Pause } from './source.ts';

const NAMES = [
  'run_id',
  'unit',
  'imei',
  'step',
  'step_id',
  'outcome',
  'code',
  'warnings',
  'attempts',
  'start_offset_ms',
  'duration_ms',
];

/** A table with a row for every step of every run that was begun, or said to be left out. */
export function csvOfSteps(source: ExportSource): Iterable<Uint8Array | Pause> {
  return encoded(csvLines(NAMES, rowsOf(source), source.bom));
}

function* rowsOf({ database, runs, live, advance }: ExportSource): Generator<readonly Cell[] | Pause> {
  const unitOf = database.prepare('SELECT unit, imei FROM runs WHERE key = ?');
  const stepsOf = stepReader(database);
  for (const { key, id } of runs) {
    const { unit, imei } = unitOf.get(key) ?? {};
    const unended = live.has(id) ? 'live' : 'interrupted';
    for (const { step, startMs, ending } of stepsOf(key))
      yield [
        id,
        textOf(unit),
        textOf(imei),
        step,
        stepId(step),
        ending?.outcome ?? unended,
        ending?.code ?? null,
        ending?.warnings ?? null,
        ending?.attempts ?? null,
        startMs,
        ending?.durationMs ?? null,
      ];
    advance(1);
    yield null;
  }
}

interface Ending {
  readonly outcome: string | null;
  readonly code: string | null;
  readonly warnings: number | null;
  readonly attempts: number | null;
  readonly durationMs: number | null;
}

interface Step {
  readonly step: number;
  /** Milliseconds since the run began; null for one that was left out. */
  readonly startMs: number | null;
  readonly ending: Ending | null;
}

/** The steps of a run in the order of the plan. One that was watched and came again is told as it came last. */
function stepReader(database: DatabaseSync): (key: number) => readonly Step[] {
  const facts = database.prepare(
    `SELECT type, elapsed_ms, json_extract(body, '$.step') AS step, json_extract(body, '$.outcome.kind') AS outcome,
       json_extract(body, '$.outcome.code') AS code, json_array_length(body, '$.outcome.warnings') AS warnings,
       json_extract(body, '$.attempts') AS attempts, json_extract(body, '$.durationMs') AS duration_ms
     FROM facts
     WHERE run_key = ? AND type IN ('step.started', 'step.finished') AND json_valid(body) ORDER BY seq`,
  );
  return (key) => {
    const steps = new Map<number, Step>();
    for (const fact of facts.all(key)) {
      const { step } = fact;
      if (typeof step !== 'number') continue;
      const before = steps.get(step) ?? { step, startMs: null, ending: null };
      steps.set(
        step,
        fact['type'] === 'step.started' ? started(before, fact) : { ...before, ending: endingOf(fact) },
      );
    }
    return [...steps.values()].sort((a, b) => a.step - b.step);
  };
}

/** A step that is tried again began with its first try. */
function started(before: Step, { elapsed_ms: elapsedMs }: Record<string, SQLOutputValue>): Step {
  if (before.startMs !== null && before.ending === null) return before;
  return { step: before.step, startMs: numberOf(elapsedMs), ending: null };
}

function endingOf(fact: Record<string, SQLOutputValue>): Ending {
  return {
    outcome: textOf(fact['outcome']),
    code: textOf(fact['code']),
    warnings: numberOf(fact['warnings']),
    attempts: numberOf(fact['attempts']),
    durationMs: numberOf(fact['duration_ms']),
  };
}

function textOf(value: SQLOutputValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function numberOf(value: SQLOutputValue | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
