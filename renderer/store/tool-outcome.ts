import type { PortToolKind } from '../../shared/typed-entry.ts';
import type { WindowState } from './window-state.ts';

/** A tool that was set to work from this window. */
export interface ToolUsed {
  readonly kind: Exclude<PortToolKind, 'meter'>;
  readonly port: string;
}

export interface ToolOutcome {
  readonly kind: ToolUsed['kind'];
  /** `working`: not done yet. */
  readonly result: 'working' | 'answered' | 'silent';
  /** Bit/s at which the module was found; null where none was looked for or found. */
  readonly rate: number | null;
}

/**
 * What came of the newest tool on the chosen port; null when none was used, where nothing is
 * known of it, and once another run has begun there.
 */
export function toolOutcome({
  service,
  station,
  chosen,
  segments,
  toolUsed,
}: WindowState): ToolOutcome | null {
  const { port } = chosen;
  if (toolUsed === null || toolUsed.port !== port || service !== 'up') return null;
  const { kind } = toolUsed;
  const run = segments.at(-1);
  if (run?.state.purpose !== 'console') return null;
  const bay = station.bays.find((each) => each.port === port);
  if (bay?.runId !== run.runId) return null;
  if (bay.tools.includes(kind)) return { kind, result: 'working', rate: null };
  if (kind === 'find_baud_rate') {
    const found = run.state.measurements.baud_rate;
    if (found === undefined) return null;
    const rate = found.verdict === 'pass' && typeof found.value === 'number' ? found.value : null;
    return { kind, result: rate === null ? 'silent' : 'answered', rate };
  }
  const greeted = Object.values(run.evidence.exchanges)
    .flatMap((group) => group ?? [])
    .filter(({ command }) => command === 'AT')
    .toSorted((one, other) => one.seq - other.seq)
    .at(-1);
  if (greeted === undefined) return null;
  return { kind, result: greeted.outcome.kind === 'ok' ? 'answered' : 'silent', rate: null };
}
