import type { WarningCode } from '../../shared/outcome.ts';
import { placeholdersIn } from '../../shared/placeholders.ts';
import type { Batch } from '../records/index.ts';
import type { Bay, RecordHead } from './bay.ts';

/** Every fixture position of a station: which bay is the newest on which port, and whose run is which. */
export class Bays {
  /** By port. */
  readonly #newest = new Map<string, Bay>();
  readonly #byRun = new Map<string, Bay>();
  /** By port. */
  readonly #lastBringUps = new Map<string, Bay>();

  /** A bay takes its ports. */
  place(bay: Bay, ports: readonly string[]): void {
    for (const port of ports) {
      const before = this.#newest.get(port);
      this.#newest.set(port, bay);
      if (bay.purpose !== 'console') this.#lastBringUps.set(port, bay);
      if (before !== undefined) this.settle(before);
    }
    this.#byRun.set(bay.runId, bay);
  }

  /** A run that is over and recorded is forgotten where another one has its ports by now. */
  settle(bay: Bay): void {
    if (bay.isWhole && this.portsOf(bay).length === 0) this.#byRun.delete(bay.runId);
  }

  on(port: string): Bay | null {
    return this.#newest.get(port) ?? null;
  }

  /** The bay that keeps one of these ports from another run; null when all are free. */
  taker(...ports: readonly string[]): Bay | null {
    return ports.map((port) => this.on(port)).find((bay) => bay !== null && !bay.isFree) ?? null;
  }

  get all(): readonly Bay[] {
    return [...new Set(this.#newest.values())];
  }

  /** The ports on which a bay is the newest: two where it listens. */
  portsOf(bay: Bay): readonly string[] {
    return [...this.#newest].flatMap(([port, newest]) => (newest === bay ? [port] : []));
  }

  ofRun(runId: string): Bay | null {
    return this.#byRun.get(runId) ?? null;
  }

  lastBringUp(port: string): Bay | null {
    return this.#lastBringUps.get(port) ?? null;
  }

  sessionHolder(clientId: string, besides: string | null): Bay | null {
    const bringUps = [...this.#lastBringUps.values()];
    return bringUps.find((bay) => bay.port !== besides && bay.holdsSession(clientId)) ?? null;
  }

  /**
   * Two units that publish the same bytes to the same topic at once cannot be told apart by what comes back: a
   * message of one would prove the other.
   */
  warningsFor(port: string): readonly WarningCode[] {
    const bay = this.on(port);
    if (!bay?.message?.returns) return [];
    if (placeholdersIn(bay.message.topic + bay.message.payload).length > 0) return [];
    return this.all.some((other) => other.publishesLike(bay)) ? ['loopback_shared'] : [];
  }

  /** Notes what was committed; gives the bays whose record has grown. */
  committed({ events, trace }: Batch): ReadonlySet<Bay> {
    const grown = new Set<Bay>();
    const note = (runId: string, head: Partial<RecordHead>) => {
      const bay = this.ofRun(runId);
      if (bay === null) return;
      bay.committed(head);
      grown.add(bay);
    };
    for (const { runId, seq } of events) note(runId, { seq });
    for (const { runId, ordinal } of trace) note(runId, { ordinal });
    return grown;
  }
}
