import type { BrokerCheck } from '../../shared/broker-check.ts';
import type { BayInfo, BrokerRefusal, SimulatedFault, StationInfo } from '../../shared/contract.ts';
import type { KeepingNews } from '../../shared/keeping.ts';
import type { Evidence } from '../../shared/diagnosis/evidence.ts';
import type { LogHead } from '../../shared/log-view.ts';
import type { LineRange } from '../../shared/log/exchange-lines.ts';
import type { LogFilter } from '../../shared/log/filter.ts';
import type { StepNumber } from '../../shared/plan.ts';
import type { OpenedOrigin, OpenedRunRow } from '../../shared/opened-log.ts';
import type { PortInfo } from '../../shared/port.ts';
import type { RecordFault } from '../../shared/record-fault.ts';
import type { RunState } from '../../shared/run-state.ts';
import type { UsualTimes } from '../../shared/usual-time.ts';
import type { Settings, StoredProfile } from '../../shared/station.ts';
import type { Notice } from './notice.ts';
import type { Past } from './past.ts';
import type { ToolUsed } from './tool-outcome.ts';

/** What the service told of the station. */
export interface StationState {
  readonly info: StationInfo | null;
  readonly ports: readonly PortInfo[];
  readonly profiles: readonly StoredProfile[];
  readonly settings: Settings;
  readonly bays: readonly BayInfo[];
  readonly recordFault: RecordFault | null;
  readonly usual: UsualTimes;
  readonly keeping: KeepingNews;
  /** What the simulated module can be told to do wrong. */
  readonly faults: readonly SimulatedFault[];
}

/** A run as far as this window has read its record. */
export interface ShownRun {
  readonly runId: string;
  /** The same as in `evidence`. */
  readonly state: RunState;
  /** What a diagnosis of it rests on; bounded, however long the run. */
  readonly evidence: Evidence;
  /** The last fact that is in it. */
  readonly seq: number;
  /** When the newest fact was stated, milliseconds since the run began. */
  readonly endMs: number;
  /** What the service said last of its log, which stays with the service; null before its first word. */
  readonly log: LogHead | null;
  /** `reading`: there is more in the record; `live`: there will be more; `past`: it is taken back to a moment. */
  readonly reach: 'reading' | 'live' | 'whole' | 'past';
  /** The record of it cannot be read. */
  readonly fault: RecordFault | null;
}

/** `gone`: it was there; what is on the screen stays. */
export type ServiceState = 'connecting' | 'up' | 'gone';

export interface Chosen {
  readonly port: string | null;
  readonly profileId: string | null;
  readonly unit: string;
}

/** How a row says when it came: on the wall, since the run began, since the row before it. */
export const LOG_TIMES = ['clock', 'start', 'before'] as const;
export type LogTime = (typeof LOG_TIMES)[number];

/** What of the log is shown, and how. */
export interface LogSight {
  readonly filter: LogFilter;
  /** HEX stands beside the text. */
  readonly hex: boolean;
  readonly time: LogTime;
  /** The newest line stays in sight. */
  readonly follow: boolean;
  readonly collapsed: boolean;
  readonly target: LogTarget | null;
}

/** The file that was opened. */
export interface OpenedLogFile {
  readonly fileName: string;
  readonly origin: OpenedOrigin;
  /** Those in it, at least one. */
  readonly runs: readonly OpenedRunRow[];
  /** Of a log: the lines of the file that a fact tells of, by its `seq`. */
  readonly linesOf: ReadonlyMap<number, LineRange>;
}

/** A line to be brought into sight: its run and its number. `last` where several lines in a row are meant. */
export interface LogTarget {
  readonly runId: string;
  readonly no: number;
  readonly last?: number;
}

export type Page = 'bench' | 'profile' | 'history' | 'keeping';

/** What somebody at this window asked of the broker, and what came of it. */
export interface BrokerAsked {
  readonly port: string;
  readonly profileId: string;
  /** The run that was shown: a later one knows better. */
  readonly runId: string | null;
  /** Null while it is being asked. */
  readonly answer:
    | { readonly ok: true; readonly check: BrokerCheck }
    | { readonly ok: false; readonly fault: BrokerRefusal }
    | null;
}

export interface WindowState {
  readonly service: ServiceState;
  readonly station: StationState;
  readonly chosen: Chosen;
  readonly page: Page;
  /** What stands on the screen, oldest first: the runs and consoles on the chosen port, or one old run. */
  readonly segments: readonly ShownRun[];
  /** What stood on the screens of other ports; it is there again when one comes back to them. */
  readonly parked: Readonly<Record<string, readonly ShownRun[]>>;
  /** An old run that was opened from the list; null for what happens on the chosen port. */
  readonly openedRun: string | null;
  /** The moment to which the opened run is taken back, milliseconds since it began; null for its end. */
  readonly momentMs: number | null;
  /** The opened run as it stood at that moment. */
  readonly past: Past | null;
  /** Null follows the running step. */
  readonly selectedStep: StepNumber | null;
  readonly log: LogSight;
  /** A field of the profile that wants attention, as `broker.host`. */
  readonly profileField: string | null;
  /** Runs whose changes to the profile the user does not want to keep. */
  readonly discardedTries: readonly string[];
  /** The newest question for the broker from this window. */
  readonly brokerAsked: BrokerAsked | null;
  /** A command that something on the screen proposes; the console's line takes it over. */
  readonly typedAhead: string | null;
  /** The tool that was set to work last; null for none. */
  readonly toolUsed: ToolUsed | null;
  /** The signal meter lies over the bench. */
  readonly meterOpen: boolean;
  /** The file that was opened last. */
  readonly openedLog: OpenedLogFile | null;
  /** A file that is being read as a log. */
  readonly reading: { readonly fileName: string; readonly percent: number } | null;
  readonly notices: readonly Notice[];
  /** What was taken away until then has been told at this window. */
  readonly toldRemovalsMs: number;
  /** Wall-clock time while something runs, milliseconds since 1970; stands still otherwise. */
  readonly nowMs: number;
}
