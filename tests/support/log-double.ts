import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient, implement } from '@orpc/server';
import { logContract } from '../../shared/contract/log.ts';
import type { RunEvent } from '../../shared/events.ts';
import { textExport } from '../../shared/log/export.ts';
import { LogBook } from '../../shared/log/log-book.ts';
import { patternOf } from '../../shared/log/pattern.ts';
import type { LogPage } from '../../shared/log/log-entry.ts';
import {
  EMPTY_LOG,
  type LogHead,
  type LogSummary,
  type LogView,
  type LogViewFault,
} from '../../shared/log-view.ts';
import { INITIAL_RUN_STATE, reduceRun } from '../../shared/run-state.ts';
import { rowsOfView, rowOf } from './log-double-rows.ts';
import { citedLines, linesOfStep, placeOfLine } from './whole-book.ts';

interface Log {
  readonly book: LogBook;
  readonly events: RunEvent[];
  live: boolean;
}

const NOT_FOUND = { ok: false, fault: { kind: 'not_found' } } as const;
const NO_LOG = { ok: false, fault: { kind: 'record', fault: { kind: 'not_found' } } } as const;

/** The log of runs as a service answers for it, worked out anew for every question: slow, plain and right. */
export class LogDouble {
  readonly #logs = new Map<string, Log>();
  readonly #wakes = new Set<() => void>();
  /** Where rows were asked for: `from` and `count`, in order. */
  readonly asked: { readonly runId: string; readonly from: number; readonly count: number }[] = [];
  /** Called ahead of every answer. */
  beforeAnswer: () => Promise<void> = () => Promise.resolve();
  /** How many streams are open. */
  open = 0;
  readonly client: ContractRouterClient<typeof logContract>;

  constructor() {
    const serve = implement(logContract);
    this.client = createRouterClient(
      serve.router({
        follow: serve.follow.handler(({ input, signal }) => this.#follow(input.view, signal)),
        rows: serve.rows.handler(async ({ input: { view, from, count } }) => {
          this.asked.push({ runId: view.runId, from, count });
          await this.beforeAnswer();
          const log = this.#logs.get(view.runId);
          if (log === undefined) return NO_LOG;
          const rows = rowsOfView(log.book, view).slice(from, from + count);
          return { ok: true, version: log.book.version, rows };
        }),
        locate: serve.locate.handler(async ({ input: { view, at } }) => {
          await this.beforeAnswer();
          const log = this.#logs.get(view.runId);
          return log === undefined ? NO_LOG : { ok: true, row: placeOf(log.book, view, at) };
        }),
        text: serve.text.handler(async ({ input: { view, from, count } }) => {
          await this.beforeAnswer();
          const log = this.#logs.get(view.runId);
          if (log === undefined) return NO_LOG;
          return { ok: true, text: textOf(log, view, from, count) };
        }),
        line: serve.line.handler(async ({ input: { runId, no } }) => {
          await this.beforeAnswer();
          const log = this.#logs.get(runId);
          if (log === undefined) return NOT_FOUND;
          const entry = log.book.entries[placeOfLine(log.book, no)];
          const row = entry === undefined ? null : rowOf(log.book, entry, null);
          return { ok: true, line: row?.kind === 'line' ? row : null };
        }),
        step: serve.step.handler(async ({ input: { runId, step, most, untilMs } }) => {
          await this.beforeAnswer();
          const log = this.#logs.get(runId);
          if (log === undefined) return NOT_FOUND;
          const rows = linesOfStep(log.book, step)
            .filter(({ elapsedMs }) => untilMs === null || elapsedMs <= untilMs)
            .map((entry) => rowOf(log.book, entry, null));
          const hidden = Math.max(0, rows.length - 2 * most);
          if (hidden === 0) return { ok: true, head: rows, hidden, tail: [] };
          return { ok: true, head: rows.slice(0, most), hidden, tail: rows.slice(-most) };
        }),
        cite: serve.cite.handler(async ({ input: { runId, seqs } }) => {
          await this.beforeAnswer();
          const log = this.#logs.get(runId);
          if (log === undefined) return NOT_FOUND;
          const lines = log.events.flatMap((event) => {
            const range = seqs.includes(event.seq) ? citedLines(log.book, event) : null;
            return range === null ? [] : [{ seq: event.seq, ...range }];
          });
          return { ok: true, lines };
        }),
      }),
    );
  }

  /** The record of a run has grown by this. */
  append(runId: string, page: LogPage, live = true): void {
    const log = this.#logs.get(runId) ?? { book: new LogBook(), events: [], live };
    this.#logs.set(runId, log);
    log.live = live;
    log.book.append(page);
    log.events.push(...page.events);
    for (const wake of this.#wakes) wake();
  }

  /** All that is known of a run. */
  book(runId: string): LogBook {
    return this.#logs.get(runId)?.book ?? new LogBook();
  }

  async *#follow(view: LogView, signal?: AbortSignal): AsyncGenerator<LogHead> {
    this.open += 1;
    let wake = () => {};
    const woken = () => wake();
    this.#wakes.add(woken);
    signal?.addEventListener('abort', woken);
    try {
      let before = -1;
      let wasLive = true;
      for (;;) {
        if (signal?.aborted === true) return;
        const log = this.#logs.get(view.runId);
        const isNews = log !== undefined && (log.book.version !== before || log.live !== wasLive);
        if (isNews) {
          yield headOf(log, view, before);
          before = log.book.version;
          wasLive = log.live;
          if (!wasLive) return;
        } else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    } finally {
      this.#wakes.delete(woken);
      signal?.removeEventListener('abort', woken);
      this.open -= 1;
    }
  }
}

function headOf({ book, live }: Log, view: LogView, before: number): LogHead {
  const rows = rowsOfView(book, view);
  const changed = before < 0 ? 0 : book.changedSince(before);
  // A row may be folded away, or told to have come again, by what has come after it.
  const isAhead = ({ elapsedMs }: { readonly elapsedMs: number }) =>
    elapsedMs < (book.entries[changed]?.elapsedMs ?? 0);
  const unchanged = view.filter.folded ? 0 : rows.findLastIndex(isAhead) + 1;
  return {
    version: book.version,
    rows: rows.length,
    unchanged,
    entries: book.entries.length,
    percent: null,
    live,
    fault: faultOf(view),
    summary: summaryOf(book),
  };
}

function faultOf({ filter }: LogView): LogViewFault | null {
  const read = filter.pattern ? patternOf(filter.search) : null;
  return read === null || read.ok ? null : { kind: 'bad_pattern', detail: read.detail };
}

/** What can be said of a book as a whole. */
export function summaryOf(book: LogBook): LogSummary {
  const { entries, gaps, damaged } = book;
  const lines = entries.filter((entry) => entry.kind === 'line');
  const sent = entries.findLastIndex((entry) => entry.kind === 'line' && entry.direction === 'sent');
  const behind = entries.slice(sent + 1);
  const isReceived = (entry: (typeof entries)[number]) =>
    entry.kind === 'line' && entry.direction === 'received';
  const isBlank = book.unlisted('received') !== '';
  const compared = behind.findLast(
    (entry) => entry.kind === 'note' && entry.event.type === 'answer.compared',
  );
  const event =
    compared?.kind === 'note' && compared.event.type === 'answer.compared' ? compared.event : null;
  return {
    ...EMPTY_LOG,
    lines: lines.length,
    heard: isBlank || entries.some(isReceived),
    sentMs: entries[sent]?.elapsedMs ?? null,
    answered: isBlank || behind.some(isReceived),
    unmet: event === null || event.met ? null : event.expected,
    gaps: gaps.length,
    droppedChunks: gaps.reduce((sum, { droppedChunks }) => sum + droppedChunks, 0),
    damaged: damaged.length,
    endMs: entries.at(-1)?.elapsedMs ?? 0,
  };
}

function placeOf(
  book: LogBook,
  view: LogView,
  at: { readonly line: number } | { readonly untilMs: number },
): number {
  const rows = rowsOfView(book, view);
  if ('untilMs' in at) return rows.filter(({ elapsedMs }) => elapsedMs <= at.untilMs).length;
  const index = placeOfLine(book, at.line);
  const ahead = rowsOfView(book, view, index < 0 ? book.entries : book.entries.slice(0, index));
  return Math.min(ahead.length, rows.length);
}

function textOf({ book, events }: Log, view: LogView, from: number, count: number): string {
  const state = events.reduce(reduceRun, INITIAL_RUN_STATE);
  const lines = [...textExport(book, state)].filter((line) => !line.startsWith('# '));
  const places = new Map(book.entries.map((entry, index) => [entry, lines[index] ?? '']));
  const rows = rowsOfView(book, view).slice(from, from + count);
  const wanted = new Set(rows.map((row) => (row.kind === 'line' ? `l${row.no}` : `n${row.event.seq}`)));
  return [...places]
    .filter(([entry]) => wanted.has(entry.kind === 'line' ? `l${entry.no}` : `n${entry.event.seq}`))
    .map(([, line]) => line)
    .join('');
}
