import description from '../../package.json' with { type: 'json' };
import type { PortInfo } from '../../shared/port.ts';
import { NO_USUAL_TIMES, type UsualTimes } from '../../shared/usual-time.ts';
import type { ReportOrigin } from './report/report-run.ts';

/** What reports and packs say that the record does not. Plain data: it crosses to a thread. */
export interface ExportAbout {
  readonly productVersion: string;
  /** When the file is made, milliseconds since 1970. */
  readonly atMs: number;
  /** IANA name of the zone in which times are told. */
  readonly timeZone: string;
  readonly usual: UsualTimes;
  /** The ports that are there now. */
  readonly ports: readonly PortInfo[];
  /** Where runs were opened from that are in no record of this station, by their ids. */
  readonly origins: Readonly<Record<string, ReportOrigin>>;
}

/** Where nothing is known beyond the record. */
export function aboutRecord(atMs: number): ExportAbout {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return {
    productVersion: description.version,
    atMs,
    timeZone,
    usual: NO_USUAL_TIMES,
    ports: [],
    origins: {},
  };
}
