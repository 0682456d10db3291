import { toHex, toText, utf8ToWire } from './bytes.ts';
import type { Device } from './device.ts';
import type { Hits } from './fault-injector.ts';
import type { CachedMessage } from './message-cache.ts';

/**
 * A message as the module prints it (source document rows 17, 18). The length counts the bytes of the message,
 * also where each is printed as two digits; in ASCII mode the bytes follow as they are, line ends included.
 */
export function messageLine(message: CachedMessage, hex: boolean): string {
  const shown = hex ? toHex(message.payload) : toText(message.payload);
  return `+MSUB: "${utf8ToWire(message.topic)}",${message.payload.length} byte,${shown}`;
}

/** A message from the broker reaches the module: shown at once, or stored and its slot announced. */
export function deliver(device: Device, message: CachedMessage, conditions: Hits): void {
  if (conditions.has('message-lost')) return;
  const seen = conditions.has('wrong-bytes') ? spoiled(message) : message;
  if (isCached(device, conditions)) device.report(`+MSUB: ${device.cache.put(seen)}`);
  else device.report(messageLine(seen, device.settings.payloadMode === 1));
}

function isCached(device: Device, conditions: Hits): boolean {
  if (conditions.has('cached-instead-of-direct')) return true;
  if (conditions.has('direct-instead-of-cached')) return false;
  return device.settings.messageSetting === 1;
}

function spoiled(message: CachedMessage): CachedMessage {
  const payload = message.payload.slice();
  const last = payload.length - 1;
  if (last >= 0) payload[last] = (payload[last] ?? 0) ^ 0x01;
  return { ...message, payload };
}
