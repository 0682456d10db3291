import { describe, expect, it } from 'vitest';
import type { RunLog } from '../../../electron/reading/log/run-log.ts';
import { excerptOfStep } from '../../../electron/reading/log/step-excerpt.ts';
import type { LogRow } from '../../../shared/log-view.ts';
import type { StepNumber } from '../../../shared/plan.ts';
import { began, passed, received, stated } from '../shared/log/dialogue.ts';
import { GrowingRecord, readAll } from './growing-record.ts';

/** A step of as many lines as asked for, one a millisecond; its beginning and its end are entries, too. */
async function logOf(lines: number): Promise<RunLog> {
  const record = await GrowingRecord.open();
  const facts = stated([
    [0, began(5)],
    [lines + 1, passed(5)],
  ]);
  const line = (index: number) => received(index + 1, `line ${index + 1}\r\n`);
  record.add(
    facts,
    Array.from({ length: lines }, (_, index) => line(index)),
  );
  const log = record.log();
  readAll(log);
  return log;
}

const told = (rows: readonly LogRow[]) => rows.map((row) => (row.kind === 'line' ? row.no : row.event.type));

function excerpt(log: RunLog, most: number, untilMs: number | null = null, step: StepNumber = 5) {
  const { head, hidden, tail } = excerptOfStep(log, step, most, untilMs);
  return [told(head), hidden, told(tail)];
}

describe('the excerpt of a step', () => {
  it('is the whole step as long as that is short enough', async () => {
    expect(excerpt(await logOf(4), 3)).toEqual([['step.started', 1, 2, 3, 4, 'step.finished'], 0, []]);
  });

  it('is beginning and end of a longer one, and counts what lies between', async () => {
    const log = await logOf(100);
    expect(excerpt(log, 3)).toEqual([['step.started', 1, 2], 96, [99, 100, 'step.finished']]);
    expect(excerpt(log, 51)).toEqual([expect.objectContaining({ length: 102 }), 0, []]);
  });

  it('is empty for a step that was never under way', async () => {
    expect(excerpt(await logOf(3), 3, null, 6)).toEqual([[], 0, []]);
  });

  it('is what was there at a moment', async () => {
    const log = await logOf(100);
    expect(excerpt(log, 3, 2)).toEqual([['step.started', 1, 2], 0, []]);
    expect(excerpt(log, 2, 50.5)).toEqual([['step.started', 1], 47, [49, 50]]);
    expect(excerpt(log, 2, -1)).toEqual([[], 0, []]);
  });

  it('is every attempt of it', async () => {
    const record = await GrowingRecord.open();
    const facts = stated([
      [1, began(4)],
      [3, passed(4)],
      [5, began(4)],
      [7, began(5)],
    ]);
    record.add(
      facts,
      [2, 4, 6, 8].map((ms) => received(ms, `${ms}\r\n`)),
    );
    const log = record.log();
    readAll(log);
    const whole = ['step.started', 1, 'step.finished', 'step.started', 3];
    expect(excerpt(log, 3, null, 4)).toEqual([whole, 0, []]);
    expect(excerpt(log, 1, null, 4)).toEqual([whole.slice(0, 1), 3, whole.slice(-1)]);
    expect(excerpt(log, 10, null, 5)).toEqual([['step.started', 4], 0, []]);
  });

  it('has the time of the entry ahead of each, also where that is hidden', async () => {
    const { head, tail } = excerptOfStep(await logOf(100), 5, 2, null);
    expect([...head, ...tail].map(({ beforeMs }) => beforeMs)).toEqual([null, 0, 99, 100]);
  });
});
