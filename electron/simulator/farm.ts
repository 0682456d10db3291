import type { Clock } from '../../shared/clock.ts';
import type { OpenPort, PortFault, PortInfo, PortListener } from '../../shared/port.ts';
import { parseSimulatorAddress, type SimulatorSelection } from './address.ts';
import { type EmbeddedBroker, startEmbeddedBroker } from './embedded-broker.ts';
import { SimulatedModule } from './module.ts';
import type { Target } from './mqtt-connection.ts';
import type { ResolveTarget } from './mqtt-link.ts';
import { openReplayPort } from './replay/replay-port.ts';
import type { LoadReplay } from './replay/script.ts';
import { openSimulatedPort } from './sim-port.ts';

export interface SimulatorFarmOptions {
  readonly clock: Clock;
  /** Addresses to list before anybody opened them; default `sim:`. */
  readonly offered?: readonly string[];
  /** Fetches recordings; without it there are none. */
  readonly loadReplay?: LoadReplay;
}

type FoundModule =
  | { readonly ok: true; readonly module: SimulatedModule }
  | { readonly ok: false; readonly fault: PortFault };

/** All simulated modules of a process and the broker they share. */
export interface SimulatorFarm {
  readonly openPort: OpenPort;
  list(): readonly PortInfo[];
  /**
   * The module at an address, made on first use. The same address means the same module with the state it
   * was left in; another query for the same name, a new module. `busy` when the old one is held.
   */
  module(address: string): FoundModule;
  /** Where the module at an address comes to when it is told to connect there; null when that is no address. */
  target(address: string, wanted: Target): Promise<Target | null>;
  /** The embedded broker; starts it if no module has needed it yet. */
  broker(): Promise<EmbeddedBroker>;
  /** Pulls every line, switches every module off, closes the broker. */
  close(): Promise<void>;
}

interface Place {
  readonly address: string;
  readonly module: SimulatedModule;
}

/** Modules kept at most; the one unused for longest makes room. */
const MAX_MODULES = 256;

/** Sets up an empty farm; nothing runs until a port is opened. */
export function createSimulatorFarm(options: SimulatorFarmOptions): SimulatorFarm {
  const { clock, offered = ['sim:'] } = options;
  const replays = new Replays(options);
  const places = new Map<string, Place>();
  let starting: Promise<EmbeddedBroker> | null = null;
  const broker = () => (starting ??= startEmbeddedBroker());

  const module = (address: string): FoundModule => {
    const parsed = parseSimulatorAddress(address);
    if (!parsed.ok)
      return { ok: false, fault: { kind: 'invalid_address', rule: parsed.rule, part: parsed.part } };
    const { selection } = parsed;
    if (selection.replay !== null) return { ok: false, fault: { kind: 'unsupported', setting: 'replay' } };
    const place = places.get(selection.name);
    if (place && place.address !== address) {
      if (place.module.retained) return { ok: false, fault: { kind: 'busy' } };
      place.module.dispose();
    }
    const kept = place?.address === address ? place.module : null;
    const found = kept ?? new SimulatedModule({ selection, clock, resolve: resolver(selection, broker) });
    places.delete(selection.name);
    places.set(selection.name, { address, module: found });
    makeRoom(places);
    return { ok: true, module: found };
  };

  return {
    module,
    broker,
    target: async (address, wanted) => {
      const parsed = parseSimulatorAddress(address);
      // A recording leads to no broker at all.
      if (!parsed.ok || parsed.selection.replay !== null) return null;
      return await resolver(parsed.selection, broker)(wanted);
    },
    openPort: (path, options, listener) => {
      const parsed = parseSimulatorAddress(path);
      if (parsed.ok && parsed.selection.replay !== null)
        return replays.open(path, parsed.selection, listener);
      const found = module(path);
      if (!found.ok) return Promise.resolve(found);
      return Promise.resolve(openSimulatedPort(found.module, path, options, listener, clock));
    },
    list: () => listed(offered, places),
    close: async () => {
      for (const place of places.values()) place.module.dispose();
      places.clear();
      const running = starting;
      starting = null;
      if (running) await (await running).close();
    },
  };
}

/** The recordings that are being replayed, one holder each. */
class Replays {
  readonly #options: SimulatorFarmOptions;
  readonly #held = new Set<string>();

  constructor(options: SimulatorFarmOptions) {
    this.#options = options;
  }

  async open(
    path: string,
    { replay, speed }: SimulatorSelection,
    listener: PortListener,
  ): ReturnType<OpenPort> {
    const { clock, loadReplay } = this.#options;
    if (replay === null || loadReplay === undefined) return { ok: false, fault: { kind: 'no_driver' } };
    if (this.#held.has(path)) return { ok: false, fault: { kind: 'busy' } };
    this.#held.add(path);
    const closed = () => this.#held.delete(path);
    const loaded = await loadReplay(replay);
    if (loaded.ok) {
      const { script } = loaded;
      return { ok: true, port: openReplayPort({ path, script, speed, clock, closed }, listener) };
    }
    closed();
    return loaded;
  }
}

/** The embedded broker stands for every host name, and for TLS, too: see `startEmbeddedBroker`. */
function resolver(selection: SimulatorSelection, broker: () => Promise<EmbeddedBroker>): ResolveTarget {
  if (selection.broker === 'real') return (wanted) => Promise.resolve(wanted);
  return async () => {
    const { host, port } = await broker();
    return { host, port, tls: false };
  };
}

function listed(offered: readonly string[], places: ReadonlyMap<string, Place>): readonly PortInfo[] {
  const used = [...places.values()];
  const addresses = new Set([...offered, ...used.map((place) => place.address)]);
  return [...addresses].map((path) => {
    const held = used.some((place) => place.address === path && place.module.attached);
    return {
      path,
      kind: 'simulated',
      product: 'WIS800C (simulated)',
      ...(held ? { fault: { kind: 'busy' } } : {}),
    };
  });
}

function makeRoom(places: Map<string, Place>): void {
  for (const [name, place] of places) {
    if (places.size <= MAX_MODULES) return;
    if (place.module.retained) continue;
    place.module.dispose();
    places.delete(name);
  }
}
