/** Where a list stands that may be far longer than any element can be. All in CSS pixels. */

/** Height of a row; the same in `log.module.css`. */
export const ROW_HEIGHT = 20;
/** Rows that are drawn beyond either edge. */
export const BEYOND = 8;
/** No element is higher: browsers draw 33,554,400 px (Chromium) and 17,895,697 px (Firefox). */
const TALLEST = 16_000_000;
/** Nearer to the end than this counts as at the end. */
const NEAR_END = ROW_HEIGHT * 1.5;

export interface Track {
  /** Height of the element that is scrolled. */
  readonly height: number;
  /** What of the list stands at the upper edge when its end is in sight. */
  readonly most: number;
  /** The element is shorter than the list: its bar shows where one is, but does not move by rows. */
  readonly isScaled: boolean;
  /** How far the bar goes. */
  readonly bar: number;
}

/** The track of so many rows in a sight of this height. */
export function trackOf(rows: number, sight: number): Track {
  const length = rows * ROW_HEIGHT;
  const height = Math.min(length, TALLEST);
  return {
    height,
    most: Math.max(0, length - sight),
    isScaled: length > TALLEST,
    bar: Math.max(0, height - sight),
  };
}

/** Where the bar stands when the list stands at `top`. */
export const barAt = ({ isScaled, most, bar }: Track, top: number): number =>
  isScaled ? (top / most) * bar : top;

/** Where the list stands when somebody has moved the bar there. */
export const topAt = ({ isScaled, most, bar }: Track, scrolled: number): number =>
  isScaled ? (scrolled / bar) * most : scrolled;

/** The nearest place to `top` at which the list can stand. */
export const within = ({ most }: Track, top: number): number => Math.min(most, Math.max(0, top));

export const isAtEnd = ({ most }: Track, top: number): boolean => most - top < NEAR_END;

/** Where the list must stand for a row to be in sight, moved no more than it has to be. */
export function revealed(track: Track, top: number, row: number, sight: number): number {
  const upper = row * ROW_HEIGHT;
  const lower = upper + ROW_HEIGHT - sight;
  return within(track, Math.min(upper, Math.max(lower, top)));
}
