/** The tests look into the process of the desktop, and act there, by functions that they send. */

interface Call {
  readonly call: number;
  /** The text of a function of the stand-in and one more argument. */
  readonly source: string;
  readonly argument: unknown;
}

async function carryOut({ call, source, argument }: Call): Promise<void> {
  try {
    const electron = await import('./electron.ts');
    // oxlint-disable-next-line typescript/no-implied-eval -- the tests' own code, in a process of the tests
    const asked = new Function('electron', 'argument', `return (${source})(electron, argument);`);
    process.send?.({ call, value: await asked(electron, argument) });
  } catch (fault) {
    process.send?.({ call, fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) });
  }
}

export function listenToTests(): void {
  process.on('message', (call: Call) => void carryOut(call));
  process.on('disconnect', () => process.exit(1));
}
