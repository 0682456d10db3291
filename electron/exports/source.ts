import type { DatabaseSync } from 'node:sqlite';
import type { Language } from '../../shared/messages/language.ts';
import type { PortInfo } from '../../shared/port.ts';
import type { UsualTimes } from '../../shared/usual-time.ts';
import type { Environment } from './pack/environment.ts';
import type { ReportOrigin } from './report/report-run.ts';

/** A run that is to be in a file. */
export interface ChosenRun {
  /** Of its rows in the record. */
  readonly key: number;
  readonly id: string;
  readonly port: string | null;
}

/** What reports and packs say that no record does. Plain data: it may cross to another thread. */
export interface Surroundings {
  readonly productVersion: string;
  /** When the file is made, milliseconds since 1970. */
  readonly atMs: number;
  readonly usual: UsualTimes;
  readonly ports: readonly PortInfo[];
  readonly environment: Environment;
  /** Of runs that were opened from files, by their ids. */
  readonly origins: Readonly<Record<string, ReportOrigin>>;
}

/** What the writer of a format makes a file of. */
export interface ExportSource {
  /** The record as it stood at one moment. */
  readonly database: DatabaseSync;
  /** In the order in which they entered the record. */
  readonly runs: readonly ChosenRun[];
  /** Of what people read, where a format is some language's. */
  readonly language: Language;
  /** Begin with a byte order mark. */
  readonly bom: boolean;
  /** Null where nothing is known beyond the record. */
  readonly surroundings: Surroundings | null;
  /** Ids of runs that somebody is recording just now. */
  readonly live: ReadonlySet<string>;
  /** So many more of what the format counts are in the file. Throws where the export was called off. */
  readonly advance: (count: number) => void;
}

/** A chance to let others have their turn, between two blocks that may be far apart. */
export type Pause = null;

/**
 * Makes the content of a file, block by block. While one is written the next is made; the one before that is no longer
 * needed. What the database throws is thrown on.
 */
export type ExportWriter = (
  source: ExportSource,
) => Iterable<Uint8Array | Pause> | AsyncIterable<Uint8Array | Pause>;

/** What files for people are made of. */
export interface SurroundedSource extends ExportSource {
  readonly surroundings: Surroundings;
}
