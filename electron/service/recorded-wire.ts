import type { Clock } from '../../shared/clock.ts';
import type { RunEvent, RunFact } from '../../shared/events.ts';
import { PLAN_VERSION } from '../../shared/plan.ts';
import type { OpenPort } from '../../shared/port.ts';
import { type ByteSink, createRedactor, type Redactor, tracedPort } from '../port/index.ts';
import type { Journal, JournalRun } from './journal.ts';

export interface WireParts {
  readonly clock: Clock;
  readonly openPort: OpenPort;
  readonly journal: Journal;
  readonly run: JournalRun;
  /** The name of this computer. */
  readonly station: string;
  /** Masked wherever they appear. */
  readonly secrets: readonly string[];
}

/** What a run gets that opens its ports itself. */
export interface BareWire {
  readonly openPort: OpenPort;
  /** Takes bytes into the trace as they are. */
  readonly sink: ByteSink;
  readonly redactor: Redactor;
}

/** The way of a run to its port and into the record. */
export interface RecordedWire {
  /** Opens the run's port; what crosses it is in the trace, secrets masked. */
  readonly open: OpenPort;
  /** For a run that opens its ports itself. */
  readonly bare: BareWire;
  /** Records a fact behind the bytes that crossed before it. */
  record(fact: RunFact): RunEvent;
}

export function recordedWire({ clock, openPort, journal, run, station, secrets }: WireParts): RecordedWire {
  const redactor = createRedactor();
  for (const secret of secrets) redactor.add(secret);
  const sink: ByteSink = {
    bytes: (direction, bytes, atMs) => journal.trace(run, direction, bytes, atMs),
  };
  const { open, report } = tracedPort(openPort, sink, redactor, clock);
  const record = (fact: RunFact) => {
    report();
    return journal.record(run, recordedAt(station, fact));
  };
  return { open, bare: { openPort, sink, redactor }, record };
}

/** The first fact of a run says where it was recorded, and by which plan unless nothing is judged. */
function recordedAt(station: string, fact: RunFact): RunFact {
  if (fact.type !== 'run.started') return fact;
  return { ...fact, station, ...(fact.purpose !== 'console' && { planVersion: PLAN_VERSION }) };
}
