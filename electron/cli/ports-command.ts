import { visible } from '../../shared/log-text.ts';
import type { PortInfo } from '../../shared/port.ts';
import { followPorts } from '../port/index.ts';
import { listPorts } from '../service/assemble.ts';
import { systemClock } from '../system-clock.ts';
import { EXIT } from './exit-status.ts';
import { onStopRequest } from './interrupts.ts';
import type { Output } from './output.ts';
import { portFaultText } from '../../shared/messages/wording.ts';

/** `ports`: one line a port, or JSON. With `follow` it goes on until it is asked to end, or nobody reads any more. */
export async function portsCommand(json: boolean, follow: boolean, output: Output): Promise<number> {
  if (!follow) {
    print(await listPorts(), json, output);
    return EXIT.passed;
  }
  await new Promise<void>((resolve) => {
    const end = () => {
      stop();
      unlisten();
      resolve();
    };
    const stop = followPorts(listPorts, systemClock, ({ ports }) => print(ports, json, output));
    const unlisten = onStopRequest(end);
    output.readerGone.addEventListener('abort', end, { once: true });
  });
  return EXIT.passed;
}

function print(ports: readonly PortInfo[], json: boolean, output: Output): void {
  if (json) {
    output.line(JSON.stringify(ports));
    return;
  }
  for (const port of ports) output.line(portLine(port, output));
  if (ports.every(({ kind }) => kind === 'simulated')) output.error(output.say('cli.ports.none'));
}

function portLine(port: PortInfo, { say }: Output): string {
  const usb = port.vendorId === undefined ? undefined : `${port.vendorId}:${port.productId ?? '????'}`;
  const words = [port.manufacturer, port.product, usb, port.serialNumber].filter(
    (word) => word !== undefined,
  );
  // A USB device may put any character into its names, those that steer a terminal too.
  const name = port.kind === 'simulated' ? say('port.simulated') : visible(words.join('  '));
  const fault = port.fault === undefined ? '' : `  [${portFaultText(say, port.fault)}]`;
  return `${port.path.padEnd(16)}  ${name}${fault}`.trimEnd();
}
