import { existsSync } from 'node:fs';
import {
  createSimulatorFarm,
  listFaults,
  serveOverPty,
  serveOverTcp,
  type SimulatedModule,
} from '../simulator/index.ts';
import { systemClock } from '../system-clock.ts';
import type { Language } from '../../shared/messages/index.ts';
import { EXIT } from './exit-status.ts';
import { onStopRequest } from './interrupts.ts';
import type { Output } from './output.ts';
import { portFaultText } from '../../shared/messages/wording.ts';

export interface SimulateOptions {
  readonly tcp: number | null;
  readonly pty: string | null;
  readonly faults: readonly string[];
  readonly broker: string;
  readonly speed: string;
}

interface Served {
  readonly address: string;
  readonly close: () => Promise<void>;
}

/** How often it is looked whether the device file is still there: socat can be ended by anybody. */
const WATCH_MS = 500;

/** `simulate --list-faults`. */
export function listFaultsCommand(output: Output, language: Language): number {
  for (const { name, accepted, fallback, text } of listFaults())
    output.line(`${faultForm(name, accepted, fallback).padEnd(36)} ${language === 'en' ? text.en : text.zh}`);
  return EXIT.passed;
}

/** `simulate`: serves one simulated module until it is asked to end. */
export async function simulateCommand(options: SimulateOptions, output: Output): Promise<number> {
  const { say } = output;
  if (options.tcp === null && options.pty === null) return usage(output, say('cli.simulate.nowhere'));
  const farm = createSimulatorFarm({ clock: systemClock });
  const query = [
    `broker=${encodeURIComponent(options.broker)}`,
    `speed=${encodeURIComponent(options.speed)}`,
    ...options.faults.map((fault) => `fault=${encodeURIComponent(fault)}`),
  ];
  const found = farm.module(`sim:default?${query.join('&')}`);
  if (!found.ok) {
    return usage(output, portFaultText(say, found.fault));
  }
  const served = await serve(found.module, options, output);
  if (served === null) {
    await farm.close();
    return EXIT.errored;
  }
  for (const { address } of served) output.line(say('cli.simulate.listening', { address }));
  let cancel = () => {};
  const isGone = new Promise<boolean>((resolve) => {
    const unlisten = onStopRequest(() => resolve(false));
    const watch = setInterval(() => {
      if (options.pty !== null && !existsSync(options.pty)) resolve(true);
    }, WATCH_MS);
    cancel = () => {
      clearInterval(watch);
      unlisten();
    };
  });
  const status = (await isGone) ? EXIT.errored : EXIT.passed;
  if (status !== EXIT.passed) output.error(say('cli.simulate.ended', { address: options.pty ?? '' }));
  for (const { close } of served) await close();
  await farm.close();
  cancel();
  return status;
}

async function serve(
  module: SimulatedModule,
  { tcp, pty }: SimulateOptions,
  output: Output,
): Promise<Served[] | null> {
  const { say, error } = output;
  const served: Served[] = [];
  if (tcp !== null) {
    const result = await serveOverTcp(module, { host: '127.0.0.1', port: tcp, clock: systemClock });
    if (!result.ok) {
      error(say('cli.simulate.failed', { address: `tcp://127.0.0.1:${tcp}`, code: result.fault.code }));
      return null;
    }
    const { endpoint } = result;
    served.push({ address: `tcp://${endpoint.host}:${endpoint.port}`, close: () => endpoint.close() });
  }
  if (pty !== null) {
    const result = await serveOverPty(module, { path: pty, clock: systemClock });
    if (!result.ok) {
      error(
        result.fault.kind === 'no_socat'
          ? say('cli.simulate.noSocat')
          : say('cli.simulate.failed', { address: pty, code: result.fault.kind }),
      );
      for (const { close } of served) await close();
      return null;
    }
    const { endpoint } = result;
    served.push({ address: pty, close: () => endpoint.close() });
  }
  return served;
}

function usage(output: Output, text: string): number {
  output.error(text);
  return EXIT.usage;
}

/** The fault as it is typed: an optional value in brackets with what stands without it. */
function faultForm(name: string, accepted: string | null, fallback: string | null): string {
  if (accepted === null) return name;
  return fallback === null ? `${name}:${accepted}` : `${name}[:${accepted}=${fallback}]`;
}
