import { typedCommand } from '../../shared/typed-command.ts';

/** Lines typed at the console, oldest first; the newest stand where the arrow keys begin. */

const KEPT = 200;
const PLACE = 'console-history';

/** What was typed before, in this browser or this installation. */
export function readHistory(storage: Pick<Storage, 'getItem'>): readonly string[] {
  try {
    const lines: unknown = JSON.parse(storage.getItem(PLACE) ?? '[]');
    return Array.isArray(lines) ? lines.filter((line) => typeof line === 'string') : [];
  } catch {
    return [];
  }
}

/** The history with a line more. What holds a secret is not kept: the history is read by whoever sits down next. */
export function historyWith(history: readonly string[], line: string): readonly string[] {
  const typed = typedCommand(line);
  if (typed === null || typed.secrets.length > 0) return history;
  const { line: sent } = typed.command;
  return [...history.filter((each) => each !== sent), sent].slice(-KEPT);
}

/** Keeps the history; a browser that keeps nothing only forgets it. */
export function keepHistory(storage: Pick<Storage, 'setItem'>, history: readonly string[]): void {
  try {
    storage.setItem(PLACE, JSON.stringify(history));
  } catch {
    // No room, or not allowed.
  }
}

/**
 * The place of the next line that begins with a text, going back (-1) or on (1) from a place; upper and lower case are
 * the same, and the text itself is passed over. Null where there is none.
 */
export function historyPlace(
  history: readonly string[],
  text: string,
  from: number,
  step: -1 | 1,
): number | null {
  const wanted = text.toUpperCase();
  for (let place = from + step; place >= 0 && place < history.length; place += step) {
    const line = history[place] ?? '';
    if (line.toUpperCase().startsWith(wanted) && line !== text) return place;
  }
  return null;
}
