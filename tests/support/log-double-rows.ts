import { entryWords } from '../../shared/log/entry-words.ts';
import type { LogBook } from '../../shared/log/log-book.ts';
import { matches } from '../../shared/log/filter.ts';
import type { LogEntry } from '../../shared/log/log-entry.ts';
import { type LogRow, type LogView, ROW_BYTES } from '../../shared/log-view.ts';
import { translator } from '../../shared/messages/index.ts';

type Repeats = { times: number; lastMs: number };

/** The rows of a view, all of them. */
export function rowsOfView(
  book: LogBook,
  { filter, language }: LogView,
  entries: readonly LogEntry[] = book.entries,
): LogRow[] {
  const say = translator(language);
  const wording = (entry: LogEntry) => entryWords(say, entry);
  const { hidden, repeats } = folding(filter.folded ? entries : []);
  let beforeMs: number | null = null;
  const rows: LogRow[] = [];
  for (const entry of entries) {
    if (hidden.has(entry) || !matches(entry, filter, book, wording)) continue;
    rows.push(rowOf(book, entry, beforeMs, repeats.get(entry) ?? null));
    beforeMs = entry.elapsedMs;
  }
  return rows;
}

/** An entry as a row. */
export function rowOf(
  book: LogBook,
  entry: LogEntry,
  beforeMs: number | null,
  repeats: Repeats | null = null,
): LogRow {
  const placed = { elapsedMs: entry.elapsedMs, step: book.stepOf(entry), beforeMs };
  if (entry.kind === 'note') return { kind: 'note', event: entry.event, ...placed };
  const { bytes } = entry;
  return { ...entry, bytes: bytes.slice(0, ROW_BYTES), length: bytes.length, repeats, ...placed };
}

/** Exchanges that came again right behind themselves: what is hidden of them, and how often the first one came. */
function folding(entries: readonly LogEntry[]) {
  const hidden = new Set<LogEntry>();
  const repeats = new Map<LogEntry, Repeats>();
  let first: readonly LogEntry[] = [];
  for (const exchange of exchangesOf(entries)) {
    const [began, last] = [first[0], exchange[0]];
    if (began !== undefined && last !== undefined && wordsOf(first) === wordsOf(exchange)) {
      for (const entry of exchange) hidden.add(entry);
      const times = (repeats.get(began)?.times ?? 1) + 1;
      repeats.set(began, { times, lastMs: last.elapsedMs });
    } else first = exchange;
  }
  return { hidden, repeats };
}

/** A command and the lines behind it; what is none stands alone and is like nothing. */
function exchangesOf(entries: readonly LogEntry[]): LogEntry[][] {
  const exchanges: LogEntry[][] = [];
  for (const entry of entries) {
    const isSent = entry.kind === 'line' && entry.direction === 'sent';
    const open = exchanges.at(-1)?.[0];
    const goesOn = entry.kind === 'line' && !isSent && open?.kind === 'line' && open.direction === 'sent';
    if (goesOn) exchanges.at(-1)?.push(entry);
    else exchanges.push([entry]);
  }
  return exchanges;
}

const wordsOf = (exchange: readonly LogEntry[]): string =>
  exchange.map((entry) => (entry.kind === 'line' ? entry.bytes : `note ${entry.event.seq}`)).join('|');
