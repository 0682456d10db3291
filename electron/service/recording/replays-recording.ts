import { parseSimulatorAddress } from '../../simulator/index.ts';

/** Whether no unit stands on a port, but what one said before. */
export function replaysRecording(port: string): boolean {
  const parsed = parseSimulatorAddress(port);
  return parsed.ok && parsed.selection.replay !== null;
}
