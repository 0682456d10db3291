import { completions, typedPart } from '../../../shared/console/completion.ts';
import type { CommandHelpRow } from '../../../shared/console/command-help.ts';
import { historyPlace } from '../../store/console-history.ts';

/** A line while it is typed, with what is offered for it and what was typed before. Pure: keys in, states out. */
export interface Typing {
  readonly line: string;
  /** What was typed before the arrow keys went to an earlier line. */
  readonly draft: string;
  /** The place of the earlier line that is shown; null for what is typed. */
  readonly place: number | null;
  /** Commands may be offered; they are not once they were refused with Esc. */
  readonly offering: boolean;
  /** The offer that the arrow keys chose; null for none. */
  readonly chosen: number | null;
}

export const typed = (line: string): Typing => ({
  line,
  draft: '',
  place: null,
  offering: true,
  chosen: null,
});

/** What is offered for a line. */
export function offers({ line, offering, place }: Typing): readonly CommandHelpRow[] {
  return offering && place === null ? completions(line) : [];
}

/** The keys that mean something here; every other one is the input's own. */
export type TypingKey = 'ArrowUp' | 'ArrowDown' | 'Tab' | 'Escape' | 'Enter';

export const isTypingKey = (key: string): key is TypingKey =>
  key === 'ArrowUp' || key === 'ArrowDown' || key === 'Tab' || key === 'Escape' || key === 'Enter';

/**
 * What a key makes of it; null where the key keeps its usual meaning: Tab goes on to the next control, Enter sends.
 * Arrow down goes into the offers, arrow up to earlier lines that begin with what is typed.
 */
export function pressed(typing: Typing, key: TypingKey, history: readonly string[]): Typing | null {
  const offered = offers(typing);
  switch (key) {
    case 'ArrowUp':
      if (typing.chosen === null) return recalled(typing, history, -1);
      return { ...typing, chosen: typing.chosen === 0 ? null : typing.chosen - 1 };
    case 'ArrowDown':
      if (typing.place !== null) return recalled(typing, history, 1);
      return wentDown({ ...typing, offering: true });
    case 'Tab':
      return offered.length === 0 ? null : taken(typing, typing.chosen ?? 0);
    case 'Enter':
      return typing.chosen === null ? null : taken(typing, typing.chosen);
    case 'Escape':
      if (typing.place !== null) return { ...typed(typing.draft), offering: false };
      return offered.length === 0 ? null : { ...typing, offering: false, chosen: null };
  }
}

/** The line with an offer in its place. */
export function taken(typing: Typing, index: number): Typing {
  const row = offers(typing)[index];
  return row === undefined ? typing : typed(typedPart(row.form));
}

function wentDown(typing: Typing): Typing {
  const last = offers(typing).length - 1;
  return last < 0 ? typing : { ...typing, chosen: Math.min((typing.chosen ?? -1) + 1, last) };
}

function recalled(typing: Typing, history: readonly string[], step: -1 | 1): Typing {
  const draft = typing.place === null ? typing.line : typing.draft;
  const place = historyPlace(history, draft, typing.place ?? history.length, step);
  if (place !== null) return { ...typed(history[place] ?? ''), draft, place };
  return step === 1 ? { ...typed(draft), offering: false } : typing;
}
