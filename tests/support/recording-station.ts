import { onTestFinished } from 'vitest';
import type { RunEvent } from '../../shared/events.ts';
import type { Profile } from '../../shared/profile.ts';
import type { RecordFault } from '../../shared/record-fault.ts';
import { openStation, type Station } from '../../electron/service/assemble.ts';
import type { RunHandle } from '../../electron/service/bay.ts';

/** A station of the tests' own whose record may fail: real clock, simulated modules. */
export class RecordingStation {
  readonly station: Station;
  /** Everything that was published, in order. */
  readonly published: RunEvent[] = [];
  /** What was said of the record. */
  readonly said: readonly (RecordFault | 'recovered')[];
  readonly #watchers: ((event: RunEvent) => void)[] = [];

  private constructor(station: Station, said: readonly (RecordFault | 'recovered')[]) {
    this.station = station;
    this.said = said;
    station.commissioner.follow((events) => {
      this.published.push(...events);
      for (const event of events) for (const watcher of this.#watchers) watcher(event);
    });
  }

  /** Opens one in a data folder; closed after the test. */
  static async open(dataFolder: string): Promise<RecordingStation> {
    const said: (RecordFault | 'recovered')[] = [];
    const opened = await openStation(dataFolder, {
      onRecordFault: (fault) => said.push(fault),
      onRecordRecovered: () => said.push('recovered'),
    });
    if (!opened.ok) throw new Error(`no station: ${JSON.stringify(opened.fault)}`);
    const { station } = opened;
    onTestFinished(async () => {
      await station.commissioner.close(true);
      await station.close();
    });
    return new RecordingStation(station, said);
  }

  /** Calls `watcher` with every event as it is published. */
  watch(watcher: (event: RunEvent) => void): void {
    this.#watchers.push(watcher);
  }

  start(port: string, profile: Profile): RunHandle {
    const started = this.station.commissioner.start({
      port,
      profile,
      unit: null,
      operator: null,
      fromStep: 1,
      singleStep: false,
    });
    if (!started.ok) throw new Error(`not started: ${JSON.stringify(started.fault)}`);
    return started.run;
  }

  /** What is in the record of a run. */
  async recorded(runId: string): Promise<readonly RunEvent[]> {
    const read = await this.station.store.readRun(runId);
    if (!read.ok) throw new Error(`not recorded: ${JSON.stringify(read.fault)}`);
    if (read.damaged.length > 0) throw new Error(`damaged: ${JSON.stringify(read.damaged)}`);
    return read.events;
  }
}
