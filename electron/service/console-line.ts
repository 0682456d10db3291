import type { PortFault } from '../../shared/port.ts';
import { secretsOf } from '../../shared/profile.ts';
import { typedCommand } from '../../shared/typed-command.ts';
import type { TypedEntry } from '../../shared/typed-entry.ts';
import type { Desk } from './desk.ts';
import { addressFault } from './port-address.ts';

export interface TypedLine {
  readonly port: string;
  /** Gives the rate, and the secrets that must not be shown. */
  readonly profileId: string | null;
  readonly entries: readonly TypedEntry[];
}

type Sent =
  | { readonly ok: true; readonly runId: string }
  | {
      readonly ok: false;
      readonly fault:
        | { readonly kind: 'address'; readonly fault: PortFault }
        | { readonly kind: 'bay_taken'; readonly runId: string }
        /** `waiting`: the line before is still without its answer. */
        | { readonly kind: 'waiting' | 'closed' }
        | { readonly kind: 'not_sendable'; readonly entry: number };
    };

const DEFAULT_BAUD_RATE = 115200;

/** Sends a typed line, opening the port for it when it is not open. The answer is in the record of the console's run. */
export async function sendTyped(desk: Desk, { port, profileId, entries }: TypedLine): Promise<Sent> {
  const address = addressFault(port);
  if (address !== null) return { ok: false, fault: { kind: 'address', fault: address } };
  const [entry] = entries;
  const typed = entry !== undefined && 'line' in entry ? typedCommand(entry.line) : null;
  if (typed === null) return { ok: false, fault: { kind: 'not_sendable', entry: 0 } };
  const resolved = profileId === null ? null : await desk.profiles.resolve(profileId);
  const profile = resolved?.ok === true ? resolved.profile : null;
  const secrets = profile === null ? [] : secretsOf(profile);
  const opened = await desk.station.commissioner.console({
    port,
    profileName: profile?.name ?? '',
    baudRate: profile?.baudRate ?? DEFAULT_BAUD_RATE,
    secrets,
  });
  if (!opened.ok) return opened;
  const { bay, running, redactor } = opened.console;
  if (running.busy) return { ok: false, fault: { kind: 'waiting' } };
  // The console may have been opened with another profile.
  for (const secret of [...secrets, ...typed.secrets]) redactor.add(secret);
  void running.send(typed.command);
  return { ok: true, runId: bay.runId };
}
