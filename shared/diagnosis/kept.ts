/** Lists that keep a bounded number of what goes into them. */

const FIRST = 3;
const NEWEST = 12;

/** The list with an item more: the first few stay, of the others the newest. */
export function firstAndNewest<Item>(list: readonly Item[], item: Item): readonly Item[] {
  if (list.length < FIRST + NEWEST) return [...list, item];
  return [...list.slice(0, FIRST), ...list.slice(FIRST + 1), item];
}

/** The list with an item more: the newest ones stay. */
export function newest<Item>(list: readonly Item[], item: Item): readonly Item[] {
  return [...list, item].slice(-NEWEST);
}
