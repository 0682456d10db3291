import type { Greeting, StepContext } from './step-context.ts';

type Scanning = Pick<StepContext, 'signal' | 'timing' | 'hasBaudRate' | 'setBaudRate' | 'handshake'>;

/** A greeting, and the rate at which it was answered; null when none was, or the port has no rate of its own. */
export interface Scan extends Greeting {
  readonly baudRate: number | null;
}

const SILENT: Scan = { ready: false, heard: false, seq: 0, baudRate: null };

/** Greets the module at these rates in turn and stays where it answers; where it does not, the port goes `back`. */
export async function scanRates(context: Scanning, rates: readonly number[], back: number): Promise<Scan> {
  const { reply, attempts } = context.timing('baud_scan');
  if (!context.hasBaudRate || reply <= 0) return SILENT;
  for (const baudRate of rates) {
    if (context.signal.aborted) return SILENT;
    if ((await context.setBaudRate(baudRate)) !== null) continue;
    const greeting = await context.handshake(attempts, reply);
    if (greeting.ready) return { ...greeting, baudRate };
  }
  await context.setBaudRate(back);
  return SILENT;
}
