import type { Language } from '../../../shared/messages/language.ts';
import { type LogView, logViewSchema } from '../../../shared/log-view.ts';
import { LogSheet } from '../../store/log-sheet.ts';
import type { LogFilter } from '../../../shared/log/filter.ts';

const keySchema = logViewSchema.omit({ runId: true });

/** What runs are looked at through, as a name. What makes no difference is left out of it. */
export function sheetKey({ hex, pattern, ...filter }: LogFilter, language: Language): string {
  const isSearched = filter.search !== '';
  return JSON.stringify({
    filter: { ...filter, hex: hex && isSearched, pattern: pattern && isSearched },
    language,
  });
}

/** A sheet of that name, without runs. */
export const sheetOf = (key: string): LogSheet => new LogSheet(key, keySchema.parse(JSON.parse(key)).filter);

/** The view of a run on the sheet of that name. */
export function viewOf(key: string, runId: string): LogView {
  return { runId, ...keySchema.parse(JSON.parse(key)) };
}
