/** Marks a branch that the type checker proves unreachable; reaching it is a bug, hence an exception. */
export function assertNever(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
