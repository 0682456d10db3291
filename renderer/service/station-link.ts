import type { StationInfo } from '../../shared/contract.ts';
import { placeOf, turnTo, wantedRuns } from '../store/screen.ts';
import {
  notify,
  stationWith,
  tellKeeping,
  withdrawRefusals,
  type WindowStore,
} from '../store/window-store.ts';
import type { WindowState } from '../store/window-state.ts';
import { connect, type Connection, type ServiceClient } from './connection.ts';
import { followRun } from './follow-run.ts';

const FIRST_RETRY_MS = 250;
const SLOWEST_RETRY_MS = 4000;

/** Keeps a window connected to its service, and its state up to date. When the service goes, the screen stays. */
export class StationLink {
  readonly #store: WindowStore;
  #connection: Connection | null = null;
  /** By run; those that are over stay until the screen turns elsewhere. */
  readonly #following = new Map<string, AbortController>();
  #place = '';

  constructor(store: WindowStore) {
    this.#store = store;
    store.subscribe(() => this.#followWanted());
  }

  /** The service, or null while it cannot be reached. */
  get client(): ServiceClient | null {
    return this.#connection?.client ?? null;
  }

  /** Connects, and connects again whenever the line breaks; never resolves. */
  async keep(): Promise<never> {
    for (let retryMs = FIRST_RETRY_MS; ; retryMs = Math.min(retryMs * 2, SLOWEST_RETRY_MS)) {
      const connection = await connect().catch(() => null);
      if (connection !== null) {
        await this.#serve(connection);
        retryMs = FIRST_RETRY_MS;
      }
      this.#store.setState({ service: 'gone' });
      await new Promise((resolve) => {
        setTimeout(resolve, retryMs);
      });
    }
  }

  async #serve(connection: Connection): Promise<void> {
    this.#connection = connection;
    try {
      const { client } = connection;
      const faults = await client.station.faults();
      this.#store.setState(({ station }) => ({ station: { ...station, faults } }));
      const news = await client.station.follow();
      for await (const each of news) {
        const { keeping } = this.#store.getState().station;
        this.#store.setState(({ station }) => ({ station: stationWith(station, each) }));
        if (each.kind === 'keeping') tellKeeping(this.#store, each.keeping, keeping);
        if (each.kind === 'info') this.#tellSetAside(each.info);
        if (each.kind === 'bays') this.#heard();
        if (each.kind === 'record' && each.fault === null) this.#recordIsBack();
      }
    } catch {
      // The line broke; whatever the reason, the cure is to connect again.
    } finally {
      this.#connection = null;
      // A line that is down has ended what was asked over it, and there is nobody to be told.
      if (connection.down.aborted) this.#following.clear();
      else this.#followNothing();
      connection.close();
    }
  }

  /** What could not be read while the record could not be written is there now, and runs can be begun again. */
  #recordIsBack(): void {
    withdrawRefusals(this.#store);
    const unread = this.#store.getState().segments.filter(({ fault }) => fault !== null);
    for (const { runId } of unread) {
      this.#following.get(runId)?.abort();
      this.#following.delete(runId);
    }
    if (unread.length > 0) this.#followWanted();
  }

  #tellSetAside({ setAside: files, dataFolder: folder }: StationInfo): void {
    if (files.length > 0) notify(this.#store, { kind: 'set_aside', files, folder });
  }

  /** Everything that a window needs was told. It begins where the last one was, else where something is going on. */
  #heard(): void {
    const { chosen, station } = this.#store.getState();
    const { settings, bays, profiles } = station;
    const port = chosen.port ?? settings.port ?? bays.find(({ live }) => live)?.port ?? null;
    if (port !== chosen.port) turnTo(this.#store, { port });
    const last = profiles.find(({ id }) => id === settings.profileId) ?? profiles[0];
    const profileId = chosen.profileId ?? last?.id ?? null;
    this.#store.setState((state) => ({ service: 'up', chosen: { ...state.chosen, profileId } }));
  }

  /** Follows what the screen wants. A run that another one has followed on its port is read to its end all the same. */
  #followWanted(): void {
    const client = this.client;
    const state = this.#store.getState();
    const place = placeOf(state);
    if (place !== this.#place) this.#followNothing();
    this.#place = place;
    if (client === null) return;
    // Of a run that a service was in the middle of when it went away, the next one knows how it ended.
    const unread = state.segments.filter(({ reach }) => reach !== 'whole').map(({ runId }) => runId);
    for (const runId of new Set([...unread, ...wantedRuns(state)])) this.#follow(client, runId);
  }

  #follow(client: ServiceClient, runId: string): void {
    if (this.#following.has(runId)) return;
    const stop = new AbortController();
    this.#following.set(runId, stop);
    void followRun(client, this.#store, runId, stop.signal).catch(() => {
      // Told by the line that broke.
    });
  }

  #followNothing(): void {
    for (const stop of this.#following.values()) stop.abort();
    this.#following.clear();
  }
}

/** Whether something runs on the screen, so that time is worth showing. */
export const isMoving = ({ service, segments }: WindowState): boolean =>
  service === 'up' && segments.some(({ reach, state }) => reach === 'live' && state.finish === null);
