import type { Places } from '../../store/log-rows.ts';
import type { LogSheet } from '../../store/log-sheet.ts';
import type { Placing } from './aim.ts';
import type { Wish } from './row-requests.ts';

/** Rows fetched at once while somebody looks around; where they begin is the same for everybody who wants one. */
const BLOCK = 200;

/** The rows that are wanted of a sheet: `follow` of the newest ones; else those in sight, and then those around them. */
export function wishes(sheet: LogSheet, follow: number | null, sight: Places): readonly Wish[] {
  if (follow !== null) return sheet.tail(follow).map(({ run, places }) => ({ rows: run.rows, places }));
  const seen = sheet.parts(sight).map(({ run, places }) => ({ rows: run.rows, places }));
  // Whoever drags the bar through a long log is held up by nothing that is not in sight.
  if (seen.some(({ rows, places }) => rows.missing(places) !== null)) return seen;
  const { from, to } = sight;
  return [
    { from: to, to: to + BLOCK },
    { from: from - BLOCK, to: from },
  ].flatMap((places) =>
    sheet.parts(places).map(({ run, places: own }) => ({ rows: run.rows, places: wholeBlocks(own) })),
  );
}

const wholeBlocks = ({ from, to }: Places): Places => ({
  from: Math.floor(from / BLOCK) * BLOCK,
  to: Math.ceil(to / BLOCK) * BLOCK,
});

/** What will be in sight of a sheet once a row is brought to its place. */
export function sightOn(sheet: LogSheet, placing: Placing | null, { from, to }: Places): Places {
  const place = placing === null ? null : sheet.placeOf(placing.runId, placing.row);
  if (place === null) return { from, to };
  const most = Math.max(0, sheet.count - (to - from));
  const first = Math.min(most, Math.max(0, place - (to - from)));
  return { from: first, to: place + (to - from) };
}

/** Whether all rows are there that will be in sight. */
export function isThere(sheet: LogSheet, follow: number | null, sight: Places): boolean {
  return follow === null
    ? sheet.has(sight)
    : sheet.tail(follow).every(({ run, places }) => run.rows.has(places));
}
