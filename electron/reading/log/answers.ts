import { linesOfFact } from '../../../shared/log/cited-lines.ts';
import { entryLine } from '../../../shared/log/export.ts';
import { type LineEntry, lineText } from '../../../shared/log/log-entry.ts';
import type { PlacedLines } from '../../../shared/log/placed-lines.ts';
import type { LineRow, LogRow, LogView, LogViewFault } from '../../../shared/log-view.ts';
import type { StepNumber } from '../../../shared/plan.ts';
import type { RecordFault } from '../../../shared/record-fault.ts';
import { readFault } from '../read-fault.ts';
import type { Logs } from './logs.ts';
import { rowAt, rowsOf } from './rows.ts';
import type { RunLog } from './run-log.ts';
import { excerptOfStep, type StepExcerpt } from './step-excerpt.ts';
import type { View } from './view.ts';

/** An answer, or why there is none. */
export type Answer<Value, Fault = RecordFault> =
  | ({ readonly ok: true } & Value)
  | { readonly ok: false; readonly fault: Fault };

type ViewAnswer<Value> = Answer<Value, LogViewFault>;

const NOT_FOUND: RecordFault = { kind: 'not_found' };

/** What is asked of logs. Each question waits until as much of the log is read as it needs. */
export class LogAnswers {
  readonly #logs: Logs;

  constructor(logs: Logs) {
    this.#logs = logs;
  }

  rows(
    wanted: LogView,
    from: number,
    count: number,
  ): Promise<ViewAnswer<{ version: number; rows: readonly LogRow[] }>> {
    return this.#viewed(
      wanted,
      (view) => view.length >= from + count,
      (log, view) => ({ ok: true, version: view.stamp, rows: rowsOf(log, view, from, count) }),
    );
  }

  /** Rows ahead of a line; all there are where there is no such line. */
  rowOfLine(wanted: LogView, no: number): Promise<ViewAnswer<{ row: number }>> {
    return this.#viewed(
      wanted,
      () => false,
      (log, view) => ({ ok: true, row: view.rowsBefore(log.columns.placeOfLine(no) ?? log.columns.length) }),
    );
  }

  /** Rows up to a moment. */
  rowsUntil(wanted: LogView, untilMs: number): Promise<ViewAnswer<{ row: number }>> {
    return this.#viewed(
      wanted,
      () => false,
      (log, view) => ({ ok: true, row: view.rowsBefore(log.columns.countUntil(untilMs)) }),
    );
  }

  /** Rows as the text log has them. */
  text(wanted: LogView, from: number, count: number): Promise<ViewAnswer<{ text: string }>> {
    return this.#viewed(
      wanted,
      (view) => view.length >= from + count,
      (log, view) => ({ ok: true, text: textOf(log, view, from, count) }),
    );
  }

  line(runId: string, no: number): Promise<Answer<{ line: LineRow | null }>> {
    return this.#read(runId, (log) => {
      const index = log.columns.placeOfLine(no);
      const row = index === null ? null : rowAt(log, index, index === 0 ? null : index - 1);
      return { ok: true, line: row?.kind === 'line' ? row : null };
    });
  }

  step(runId: string, step: StepNumber, most: number, untilMs: number | null): Promise<Answer<StepExcerpt>> {
    return this.#read(runId, (log) => ({ ok: true, ...excerptOfStep(log, step, most, untilMs) }));
  }

  /** The lines that facts tell of. */
  cite(
    runId: string,
    seqs: readonly number[],
  ): Promise<Answer<{ lines: readonly { seq: number; first: number; last: number }[] }>> {
    return this.#read(runId, (log) => {
      const placed = placedIn(log);
      const lines = seqs.flatMap((seq) => {
        const event = log.factAt(seq);
        const range = event === null ? null : linesOfFact(placed, event);
        return range === null ? [] : [{ seq, ...range }];
      });
      return { ok: true, lines };
    });
  }

  async #viewed<Value>(
    wanted: LogView,
    isEnough: (view: View) => boolean,
    answer: (log: RunLog, view: View) => { readonly ok: true } & Value,
  ): Promise<ViewAnswer<Value>> {
    const open = this.#logs.of(wanted.runId);
    await open.begun();
    const view = open.view(wanted);
    if (open.log === null || view === null)
      return { ok: false, fault: { kind: 'record', fault: open.fault ?? NOT_FOUND } };
    try {
      await open.viewed(view, isEnough);
      // What was read ahead of the damage is there.
      if (open.fault !== null && !isEnough(view))
        return { ok: false, fault: { kind: 'record', fault: open.fault } };
      return view.fault === null ? answer(open.log, view) : { ok: false, fault: view.fault };
    } catch (error) {
      return { ok: false, fault: { kind: 'record', fault: readFault(error) } };
    }
  }

  async #read<Value>(
    runId: string,
    answer: (log: RunLog) => { readonly ok: true } & Value,
  ): Promise<Answer<Value>> {
    const open = this.#logs.of(runId);
    await open.caughtUp();
    if (open.log === null || open.fault !== null) return { ok: false, fault: open.fault ?? NOT_FOUND };
    try {
      return answer(open.log);
    } catch (error) {
      return { ok: false, fault: readFault(error) };
    }
  }
}

function textOf(log: RunLog, view: View, from: number, count: number): string {
  let text = '';
  for (let row = from; row < from + count; row += 1) {
    const index = view.entryOf(row);
    const entry = index === null ? null : log.entryAt(index);
    if (index === null || entry === null) break;
    text += entryLine(entry, log.columns.stepAt(index), log.startedAtMs);
  }
  return text;
}

/** The lines of a log by their places. */
function placedIn({ columns }: RunLog): PlacedLines {
  const textAt = (line: LineEntry | null) => (line === null ? '' : lineText(line));
  return {
    length: columns.length,
    timeAt: (index) => columns.timeAt(index),
    directionAt: (index) => (columns.isNote(index) ? null : columns.isSent(index) ? 'sent' : 'received'),
    numberAt: (index) => columns.numberAt(index),
    textAt: (index) => textAt(columns.lineAt(index)),
  };
}
