import type { Places } from '../../../store/log-rows.ts';

/** Rows that are chosen: from where it began to where it has come to, in either direction. */
export interface Selection {
  readonly anchor: number;
  readonly focus: number;
}

export const placesOf = ({ anchor, focus }: Selection): Places => ({
  from: Math.min(anchor, focus),
  to: Math.max(anchor, focus) + 1,
});

export const isSelected = (selection: Selection | null, place: number): boolean =>
  selection !== null &&
  place >= Math.min(selection.anchor, selection.focus) &&
  place <= Math.max(selection.anchor, selection.focus);

/** The selection goes on to a place, or begins anew there. */
export const extended = (selection: Selection | null, place: number, isFurther: boolean): Selection => ({
  anchor: isFurther ? (selection?.anchor ?? place) : place,
  focus: place,
});

/** What a key is pressed on. */
export interface Ground {
  readonly count: number;
  /** Rows that are wholly in sight. */
  readonly first: number;
  readonly last: number;
}

/** Where a key moves the row that has the focus; null for keys that move nothing. */
export function moved(focus: number | null, key: string, { count, first, last }: Ground): number | null {
  const page = Math.max(1, last - first);
  const to = target(focus, key, { first, last, page, count });
  return to === null || count === 0 ? null : Math.min(count - 1, Math.max(0, to));
}

function target(
  focus: number | null,
  key: string,
  { first, last, page, count }: Ground & { readonly page: number },
): number | null {
  switch (key) {
    case 'ArrowDown':
      return focus === null ? first : focus + 1;
    case 'ArrowUp':
      return focus === null ? last : focus - 1;
    case 'PageDown':
      return (focus ?? first) + page;
    case 'PageUp':
      return (focus ?? last) - page;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
