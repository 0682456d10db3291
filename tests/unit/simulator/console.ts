import { createSimulatorFarm, type SimulatorFarm } from '../../../electron/simulator/index.ts';
import type { Port, PortFault } from '../../../shared/port.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

/** A terminal on a simulated module, on a clock that the test moves. One character per byte. */
export interface Console {
  readonly clock: VirtualClock;
  readonly farm: SimulatorFarm;
  readonly port: Port;
  /** Every chunk as it arrived, with its time. */
  readonly chunks: { readonly text: string; readonly atMs: number }[];
  readonly lost: PortFault[];
  /** Sends a command line with CR, lets `ms` pass, returns what came back in that time. */
  readonly ask: (command: string, ms?: number) => Promise<string>;
  /** Sends bytes as they are, lets `ms` pass, returns what came back. */
  readonly raw: (text: string, ms?: number) => Promise<string>;
  /** Lets `ms` pass and returns what came in that time. */
  readonly listen: (ms: number) => Promise<string>;
}

interface ConsoleOptions {
  readonly baudRate?: number;
  readonly clock?: VirtualClock;
  readonly farm?: SimulatorFarm;
  /** Leave the module as it is after power-up instead of switching the echo off. */
  readonly echo?: boolean;
}

/** Opens `address`; with speed=instant everything that needs no time has happened when this resolves. */
export async function openConsole(address: string, options: ConsoleOptions = {}): Promise<Console> {
  const clock = options.clock ?? new VirtualClock();
  const farm = options.farm ?? createSimulatorFarm({ clock });
  const chunks: { readonly text: string; readonly atMs: number }[] = [];
  const lost: PortFault[] = [];
  const opened = await farm.openPort(
    address,
    { baudRate: options.baudRate ?? 115200 },
    {
      data: (bytes, atMs) => chunks.push({ text: Buffer.from(bytes).toString('latin1'), atMs }),
      lost: (fault) => lost.push(fault),
    },
  );
  if (!opened.ok) throw new Error(`cannot open ${address}: ${opened.fault.kind}`);
  const { port } = opened;
  const listen = async (ms: number) => {
    const before = chunks.length;
    await clock.advance(ms);
    return textOf(chunks.slice(before));
  };
  const raw = async (text: string, ms = 0) => {
    const before = chunks.length;
    await port.write(Uint8Array.from(Buffer.from(text, 'latin1')));
    await clock.advance(ms);
    return textOf(chunks.slice(before));
  };
  const ask = (command: string, ms = 0) => raw(`${command}\r`, ms);
  await clock.advance(0);
  if (!options.echo) await ask('ATE0', 100);
  return { clock, farm, port, chunks, lost, ask, raw, listen };
}

/** What the module sends for these lines, each framed by CR LF (V.250 6.2). */
export function lines(...texts: readonly string[]): string {
  return texts.map((text) => `\r\n${text}\r\n`).join('');
}

function textOf(chunks: readonly { readonly text: string }[]): string {
  return chunks.map((each) => each.text).join('');
}
