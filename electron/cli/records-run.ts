import { isoTime } from '../../shared/iso-time.ts';
import type { FailureCode, RunOutcome } from '../../shared/outcome.ts';
import type { RunSummary } from '../../shared/run-summary.ts';
import type { FoundRun } from '../records/history.ts';

/** How a run stands: how it ended, or that it did not. */
export type RunStanding = RunOutcome | 'interrupted' | 'live';

/** A run as `--json` tells it; null is unknown. Times are UTC. */
export interface RunObject {
  readonly id: string;
  readonly purpose: RunSummary['purpose'] | null;
  readonly outcome: RunStanding;
  readonly unit: string | null;
  readonly imei: string | null;
  readonly iccid: string | null;
  readonly imsi: string | null;
  readonly failedStep: number | null;
  readonly code: FailureCode | null;
  /** Whether all 19 steps were within it. */
  readonly complete: boolean | null;
  /** Of the steps that passed. */
  readonly warnings: number | null;
  readonly start: string | null;
  readonly end: string | null;
  readonly durationMs: number | null;
  /** When it was last heard of. */
  readonly last: string | null;
  readonly port: string | null;
  readonly profile: string | null;
  readonly network: string | null;
  readonly operator: string | null;
  readonly station: string | null;
  /** The release that recorded it. */
  readonly version: string | null;
  readonly fromStep: number | null;
  /** The record has lost what lists know of it; its log may be whole. */
  readonly damaged: boolean;
}

const NOTHING_KNOWN: Omit<RunObject, 'id'> = {
  purpose: null,
  outcome: 'interrupted',
  unit: null,
  imei: null,
  iccid: null,
  imsi: null,
  failedStep: null,
  code: null,
  complete: null,
  warnings: null,
  start: null,
  end: null,
  durationMs: null,
  last: null,
  port: null,
  profile: null,
  network: null,
  operator: null,
  station: null,
  version: null,
  fromStep: null,
  damaged: true,
};

export function runObject({ id, run }: FoundRun): RunObject {
  if (run === null) return { id, ...NOTHING_KNOWN };
  const { purpose, unit, imei, iccid, imsi, port, network, operator, station, version, fromStep } = run;
  return {
    id,
    purpose,
    outcome: run.state === 'finished' ? run.outcome : run.state,
    unit,
    imei,
    iccid,
    imsi,
    start: isoTime(run.startedAtMs),
    ...endingOf(run),
    last: isoTime(run.lastAtMs),
    port,
    profile: run.profileName,
    network,
    operator,
    station,
    version,
    fromStep,
    damaged: false,
  };
}

function endingOf(run: RunSummary) {
  if (run.state !== 'finished')
    return { failedStep: null, code: null, complete: null, warnings: null, end: null, durationMs: null };
  const { failedStep, code, complete, warnings, finishedAtMs, durationMs } = run;
  return { failedStep, code, complete, warnings, end: isoTime(finishedAtMs), durationMs };
}
