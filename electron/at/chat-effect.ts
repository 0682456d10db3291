import type { AtOutcome } from '../../shared/outcome.ts';
import type { ExchangeResult } from './exchange.ts';
import type { Probe } from './probe.ts';
import type { Unsolicited } from './unsolicited.ts';

/** What the dialogue wants done or known. */
export type ChatEffect =
  /** Send this line, CR LF added. */
  | { readonly do: 'write'; readonly line: string }
  /** Send these bytes as they are. */
  | { readonly do: 'give'; readonly bytes: Uint8Array }
  /** The module asks for data, and somebody may want to give it some. */
  | { readonly do: 'prompted' }
  /** Send ESC: the module waits for data nobody meant to give it. */
  | { readonly do: 'escape' }
  | { readonly do: 'finished'; readonly result: ExchangeResult }
  /** One `AT` of a probe was answered, or was not. */
  | {
      readonly do: 'probed';
      readonly outcome: AtOutcome;
      readonly lines: readonly string[];
      readonly durationMs: number;
      /** It came back as an echo. */
      readonly echoed: boolean;
    }
  | { readonly do: 'unsolicited'; readonly event: Unsolicited }
  /** A final result code nobody waits for any more; `command` (as shown) was abandoned, null when none was. */
  | { readonly do: 'late'; readonly text: string; readonly command: string | null }
  /** The slot is free again, after it was kept longer than the last command or probe was waited for. */
  | { readonly do: 'ready' }
  /** The module answers nothing, not even `AT`, or never stops. `heard` tells noise from silence. */
  | { readonly do: 'silent'; readonly heard: boolean };

/** A final result code that no command waits for. */
export function late(text: string, command: string | null = null): ChatEffect {
  return { do: 'late', text, command };
}

/** One `AT` of a probe came to this. */
export function probed(
  { sentAtMs }: Probe,
  outcome: AtOutcome,
  lines: readonly string[],
  nowMs: number,
  echoed: boolean,
): ChatEffect {
  return { do: 'probed', outcome, lines, durationMs: nowMs - sentAtMs, echoed };
}
