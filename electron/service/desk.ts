import demoProfile from '../../build/demo-profile.json' with { type: 'json' };
import type { StationInfo } from '../../shared/contract.ts';
import type { PortInfo } from '../../shared/port.ts';
import type { RecordFault } from '../../shared/record-fault.ts';
import type { UsualTimes } from '../../shared/usual-time.ts';
import type { FileFault } from '../files/fault.ts';
import { sweepScratchFolders } from '../files/scratch-folder.ts';
import { followPorts } from '../port/index.ts';
import { createReader, type Reader } from '../reading/index.ts';
import type { RecordStore } from '../records/index.ts';
import { systemClock } from '../system-clock.ts';
import { listPorts, openStation, type Station } from './assemble.ts';
import { recordPathIn } from './data-folder.ts';
import { Downloads } from './downloads.ts';
import { Followers } from './followers.ts';
import { claimFolder, type FolderClaim } from './keeping/holder.ts';
import { Keeping } from './keeping/keeping.ts';
import { OpenedLogs } from './opened-logs.ts';
import { ScratchRecords } from './scratch-record.ts';
import type { FileSaving, OpenFolder, PagePrinter } from './shell.ts';
import { openProfileStore, type ProfileStore } from './stores/profile-store.ts';
import { type Cipher, createSecretVault } from './stores/secret-vault.ts';
import { openSettingsStore, type SettingsStore } from './stores/settings-store.ts';
import { UsualTimesKeeper } from './usual-times.ts';
import { VERSION } from './version.ts';

export interface DeskOptions {
  readonly dataFolder: string;
  readonly shell: StationInfo['shell'];
  /** The operating system's keychain; without it secrets stand in a file of their owner's. */
  readonly cipher: Cipher | null;
  /** Null where files are saved by the browser. */
  readonly saving: FileSaving | null;
  /** Null where nobody can look at a folder of this computer. */
  readonly openFolder: OpenFolder | null;
  /** Null where there is no browser engine but the user's own. */
  readonly printer: PagePrinter | null;
}

/** What a desk has of its own: the port list, what can be said of the record, and what is known from it. */
export type DeskPart = 'ports' | 'record' | 'usual';

/** A station with what a person at a window needs besides: profiles, settings, and a port list that is kept up. */
export interface Desk {
  readonly station: Station;
  readonly info: StationInfo;
  /** This copy of the program has the data folder. */
  readonly claim: FolderClaim;
  /** The session log, and how long things are kept. */
  readonly keeping: Keeping;
  readonly profiles: ProfileStore;
  readonly settings: SettingsStore;
  readonly saving: FileSaving | null;
  readonly printer: PagePrinter | null;
  /** Runs that are looked at and not kept. */
  readonly scratch: ScratchRecords;
  /** Files that wait for a browser. */
  readonly downloads: Downloads;
  /** Logs of other programs that are open. */
  readonly logs: OpenedLogs;
  /** Answers what takes long to be read. */
  readonly reader: Reader;
  /** The runs of the record, and those that are looked at and not kept. */
  readonly runs: Pick<RecordStore, 'readPage'>;
  readonly ports: readonly PortInfo[];
  /** How long the steps of past runs took. */
  readonly usual: UsualTimes;
  /** Null while the record can be written. */
  readonly recordFault: RecordFault | null;
  /** Calls `listener` when something of the desk's own has changed. Returns the way to stop. */
  follow(listener: (what: DeskPart) => void): () => void;
  /** Stops what runs, in order or at once, frees everything, and has written every change of profiles and settings. */
  close(immediate?: boolean): Promise<void>;
}

export type DeskResult =
  | { readonly ok: true; readonly desk: Desk }
  | { readonly ok: false; readonly fault: RecordFault; readonly recordPath: string };

/** Opens everything in the data folder; the first time of all there is a profile to try with. */
export async function openDesk(options: DeskOptions): Promise<DeskResult> {
  const { dataFolder, shell } = options;
  const recordPath = recordPathIn(dataFolder);
  const claimed = await claimFolder(dataFolder, shell, systemClock);
  if (!claimed.ok) return { ...claimed, recordPath };
  const opened = await openClaimed(options, claimed.claim);
  if (!opened.ok) claimed.claim.release();
  return opened;
}

async function openClaimed(options: DeskOptions, claim: FolderClaim): Promise<DeskResult> {
  const { dataFolder } = options;
  const state = new DeskState();
  const reader = createReader([recordPathIn(dataFolder)]);
  const scratch = new ScratchRecords(reader);
  const logs = new OpenedLogs(systemClock, scratch);
  const watch = {
    onRecordFault: (fault: RecordFault) => state.recordIs(fault),
    onRecordRecovered: () => state.recordIs(null),
  };
  const opened = await openStation(dataFolder, watch, systemClock, (query) => scratch.readPage(query));
  if (!opened.ok) return opened;
  const vault = createSecretVault({ folder: dataFolder, cipher: options.cipher });
  const stored = await openProfileStore({ folder: dataFolder, vault });
  if (!stored.ok) {
    await opened.station.close();
    return { ok: false, fault: folderFault(stored.fault), recordPath: dataFolder };
  }
  const profiles = stored.store;
  await profiles.seed(demoProfile);
  const settings = await openSettingsStore(dataFolder);
  const unfollow = followPorts(listPorts, systemClock, ({ ports }) => state.portsAre(ports));
  const { station } = opened;
  const usual = new UsualTimesKeeper({
    store: station.store,
    clock: systemClock,
    changed: () => state.usualIs(),
  });
  void usual.load();
  void sweepScratchFolders(systemClock.now());
  station.commissioner.followHeads(({ over, purpose, runId, port, head }) => {
    reader.grown({ runId, ...head, live: !over });
    if (over && purpose === 'bring_up') void usual.ended(runId, port);
  });
  const info: StationInfo = {
    version: VERSION,
    shell: options.shell,
    dataFolder,
    secretsKeptBy: vault.keptBy,
    setAside: [
      ...profiles.damaged.map(({ fileName }) => fileName),
      ...(settings.keptAside === null ? [] : [settings.keptAside]),
    ],
  };
  const keeping = new Keeping({ ...options, station, settings, clock: systemClock });
  keeping.follow(() => reader.shrunk());
  const downloads = new Downloads(systemClock);
  const desk: Desk = {
    station,
    claim,
    keeping,
    reader,
    scratch,
    downloads,
    logs,
    runs: station.runs,
    info,
    profiles,
    settings,
    saving: options.saving,
    printer: options.printer,
    get ports() {
      return state.ports;
    },
    get usual() {
      return usual.times;
    },
    get recordFault() {
      return state.recordFault;
    },
    follow: (listener) => state.follow(listener),
    close: async (immediate = false) => {
      unfollow();
      usual.close();
      await Promise.all([logs.close(), station.commissioner.close(immediate)]);
      await downloads.close();
      await scratch.close();
      await reader.close();
      await keeping.close();
      await station.close();
      await Promise.all([profiles.settled(), settings.settled()]);
      claim.release();
    },
  };
  return { ok: true, desk };
}

class DeskState {
  ports: readonly PortInfo[] = [];
  recordFault: RecordFault | null = null;
  readonly #followers = new Followers<DeskPart>();

  portsAre(ports: readonly PortInfo[]): void {
    this.ports = ports;
    this.#followers.tell('ports');
  }

  recordIs(fault: RecordFault | null): void {
    this.recordFault = fault;
    this.#followers.tell('record');
  }

  usualIs(): void {
    this.#followers.tell('usual');
  }

  follow(listener: (what: DeskPart) => void): () => void {
    return this.#followers.add(listener);
  }
}

/** The folder of profiles that cannot be read or made, in the words of the record beside it. */
function folderFault({ kind, code }: FileFault): RecordFault {
  return kind === 'disk_full' ? { kind } : { kind, code };
}
