import { hostname } from 'node:os';
import type { Clock } from '../../shared/clock.ts';
import type { PortInfo } from '../../shared/port.ts';
import { createOpenPort, listSerialPorts } from '../port/index.ts';
import {
  openRecordStore,
  type PageQuery,
  type PageResult,
  type RecordFault,
  type RecordStore,
} from '../records/index.ts';
import { createSimulatorFarm, type SimulatorFarm } from '../simulator/index.ts';
import { systemClock } from '../system-clock.ts';
import { createBrokerCheck } from './broker-target.ts';
import { recordPathIn } from './data-folder.ts';
import { type CheckBroker, Commissioner } from './commissioner.ts';
import { createReplayLoader } from './recording/load-replay.ts';
import { VERSION } from './version.ts';

export type { RecordFault } from '../records/index.ts';

/** Everything a shell needs, on this machine's ports and clock. */
export interface Station {
  readonly commissioner: Commissioner;
  readonly store: RecordStore;
  /** The runs of the record, and those that are in none. */
  readonly runs: Pick<RecordStore, 'readPage'>;
  /** The simulated modules of this station and their broker. */
  readonly simulated: SimulatorFarm;
  readonly recordPath: string;
  readonly checkBroker: CheckBroker;
  /** Stops what still runs, writes what is left, frees everything. */
  close(): Promise<void>;
}

export type StationResult =
  | { readonly ok: true; readonly station: Station }
  | { readonly ok: false; readonly fault: RecordFault; readonly recordPath: string };

/** What the owner of a station wants to hear of its record. */
export interface RecordWatch {
  /** It cannot be written; told once per outage and kind of fault. */
  readonly onRecordFault: (fault: RecordFault) => void;
  readonly onRecordRecovered?: () => void;
}

/** Pages of runs that are in no record; null when it has no such run. */
type MoreRuns = (query: PageQuery) => PageResult | null;

/** Puts the service together around the record in `dataFolder`; simulated modules may have a clock of their own. */
export async function openStation(
  dataFolder: string,
  watch: RecordWatch,
  modulesClock: Clock = systemClock,
  moreRuns: MoreRuns = () => null,
): Promise<StationResult> {
  const recordPath = recordPathIn(dataFolder);
  const opened = await openRecordStore(recordPath);
  if (!opened.ok) return { ok: false, fault: opened.fault, recordPath };
  const { store } = opened;
  const runs = { readPage: async (query: PageQuery) => moreRuns(query) ?? (await store.readPage(query)) };
  const simulated = createSimulatorFarm({ clock: modulesClock, loadReplay: createReplayLoader(runs) });
  const checkBroker = createBrokerCheck(systemClock, simulated);
  const commissioner = new Commissioner({
    clock: systemClock,
    store,
    openPort: createOpenPort({ clock: systemClock, openSimulated: simulated.openPort }),
    checkBroker,
    version: VERSION,
    station: hostname(),
    ...watch,
  });
  // However the process comes to its end, as long as it is its own doing: what waits is written first.
  const writeOut = () => commissioner.writeOut();
  process.on('exit', writeOut);
  const close = async () => {
    try {
      await commissioner.close();
      await simulated.close();
    } finally {
      process.off('exit', writeOut);
      await store.close();
    }
  };
  return { ok: true, station: { commissioner, store, runs, simulated, recordPath, checkBroker, close } };
}

/** Every port this machine offers; the simulated module is always among them, last. */
export async function listPorts(): Promise<readonly PortInfo[]> {
  const simulated: PortInfo = { path: 'sim:', kind: 'simulated' };
  return [...(await listSerialPorts()), simulated];
}
