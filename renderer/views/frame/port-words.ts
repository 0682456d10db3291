import { visible } from '../../../shared/log-text.ts';
import type { Translate } from '../../../shared/messages/index.ts';
import type { PortInfo } from '../../../shared/port.ts';
import { replayedBy } from '../../store/replay-address.ts';

/** What a port is called in few words. */
export function baseName(path: string, say: Translate): string {
  if (replayedBy(path) !== null) return say('replay.port');
  if (path.startsWith('sim:')) return say('window.port.simulated');
  return path.replace(/^\/dev\//, '');
}

/** What the adapter says of itself. A USB device may put any character into its names. */
export function portWords({ manufacturer, product, serialNumber }: PortInfo): string {
  const name = product ?? manufacturer ?? '';
  return visible([name, serialNumber ?? ''].filter((word) => word !== '').join(' '));
}
