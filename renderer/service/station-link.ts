import type { StationInfo } from '../../shared/contract.ts';
import { DEFAULT_SETTINGS } from '../../shared/station.ts';
import { turnTo, wantedRun } from '../store/screen.ts';
import { notify, stationWith, type WindowStore } from '../store/window-store.ts';
import type { WindowState } from '../store/window-state.ts';
import { connect, type Connection, type ServiceClient } from './connection.ts';
import { followRun } from './follow-run.ts';

const FIRST_RETRY_MS = 250;
const SLOWEST_RETRY_MS = 4000;

/** Keeps a window connected to its service, and its state up to date. When the service goes, the screen stays. */
export class StationLink {
  readonly #store: WindowStore;
  #connection: Connection | null = null;
  #following: { readonly what: string; readonly stop: AbortController } | null = null;

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
      const { client, down } = connection;
      const faults = await client.station.faults();
      this.#store.setState(({ station }) => ({ service: 'up', station: { ...station, faults } }));
      const news = await client.station.follow(undefined, { signal: down });
      for await (const each of news) {
        this.#store.setState(({ station }) => ({ station: stationWith(station, each) }));
        if (each.kind === 'info') this.#tellSetAside(each.info);
        if (each.kind === 'bays') this.#chooseAtFirst();
      }
    } catch {
      // The line broke; whatever the reason, the cure is to connect again.
    } finally {
      this.#connection = null;
      this.#following?.stop.abort();
      this.#following = null;
      connection.close();
    }
  }

  #tellSetAside({ setAside: files, dataFolder: folder }: StationInfo): void {
    if (files.length > 0) notify(this.#store, { kind: 'set_aside', files, folder });
  }

  /** Where a window begins: where the last one was, else where something is going on. */
  #chooseAtFirst(): void {
    const { chosen, station } = this.#store.getState();
    const { settings, bays, profiles } = station;
    if (settings === DEFAULT_SETTINGS) return;
    if (chosen.port === null) {
      const port = settings.port ?? bays.find(({ live }) => live)?.port ?? null;
      if (port !== null) turnTo(this.#store, { port });
    }
    if (chosen.profileId === null) {
      const last = profiles.find(({ id }) => id === settings.profileId) ?? profiles[0];
      this.#store.setState((state) => ({ chosen: { ...state.chosen, profileId: last?.id ?? null } }));
    }
  }

  #followWanted(): void {
    const client = this.client;
    const state = this.#store.getState();
    const runId = wantedRun(state);
    // The newest run of a port can be opened from the list as well: then it is read a second time.
    const what = runId === null ? null : `${state.openedRun === null ? 'port' : 'opened'} ${runId}`;
    if (client === null || (this.#following?.what ?? null) === what) return;
    this.#following?.stop.abort();
    this.#following = null;
    if (runId === null || what === null) return;
    const stop = new AbortController();
    this.#following = { what, stop };
    void followRun(client, this.#store, runId, stop.signal).catch(() => {
      // Told by the line that broke.
    });
  }
}

/** Whether something runs on the screen, so that time is worth showing. */
export const isMoving = ({ service, segments }: WindowState): boolean =>
  service === 'up' && segments.some(({ reach, state }) => reach === 'live' && state.finish === null);
