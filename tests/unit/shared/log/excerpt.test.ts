import { describe, expect, it } from 'vitest';
import { LogBook } from '../../../../shared/log/log-book.ts';
import type { RunEvent, RunFact } from '../../../../shared/events.ts';

const at = (seq: number, elapsedMs: number, fact: RunFact): RunEvent => ({
  seq,
  runId: 'r',
  port: 'p',
  atMs: 0,
  elapsedMs,
  ...fact,
});

/** A step of as many lines as asked for, its beginning and its end included in the entries. */
function bookOf(lines: number): LogBook {
  const book = new LogBook();
  book.append({
    events: [
      at(1, 0, { type: 'step.started', step: 5, attempt: 1 }),
      at(2, lines + 1, {
        type: 'step.finished',
        step: 5,
        outcome: { kind: 'skipped', reason: 'switched_off' },
        attempts: 1,
        durationMs: 1,
      }),
    ],
    trace: Array.from({ length: lines }, (_, index) => ({
      direction: 'received' as const,
      bytes: `line ${index + 1}\r\n`,
      elapsedMs: index + 1,
    })),
  });
  return book;
}

describe('the excerpt of a step', () => {
  it('is the whole step as long as that is short enough', () => {
    const book = bookOf(6);
    expect(book.excerptOfStep(5, 4)).toEqual({ head: book.linesOfStep(5), hidden: 0, tail: [] });
  });

  it('is beginning and end of a longer one, and counts what lies between', () => {
    const book = bookOf(100);
    const whole = book.linesOfStep(5);
    const { head, hidden, tail } = book.excerptOfStep(5, 10);
    expect(head).toEqual(whole.slice(0, 10));
    expect(tail).toEqual(whole.slice(-10));
    expect(hidden).toBe(whole.length - 20);
  });

  it('is empty for a step that was never under way', () => {
    expect(bookOf(3).excerptOfStep(6, 10)).toEqual({ head: [], hidden: 0, tail: [] });
  });
});
