/** How long anything works before others have their turn, milliseconds. */
export const TURN_MS = 8;

/** Resolves when others had their turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
