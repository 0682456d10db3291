/** How programs write the time before a line. */

interface TimeFormRow {
  readonly id: string;
  /** At the beginning of a line; its named groups are year, month, day, hour, minute, second, fraction, seconds, ms. */
  readonly pattern: RegExp;
  /** A line as it is found, and its text. */
  readonly example: string;
  readonly text: string;
  readonly source: string;
}

const CLOCK = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2}):(?<second>\d{2})(?:[.,:](?<fraction>\d{1,6})(?:,\d{3})?)?`;
const form = (pattern: string) => new RegExp(`^\\s*${pattern}`);

export const TIME_FORMS = [
  {
    id: 'date_and_time',
    pattern: form(
      String.raw`[[(]?(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})[T _]+${CLOCK}\s*(?:Z|[+-]\d{2}:?\d{2})?[\])]?`,
    ),
    example: '2024-01-02 12:34:56,789 AT+CREG?',
    text: 'AT+CREG?',
    source: 'ISO 8601; Python logging; [2024-01-02 12:00:00.123] of 友善串口调试助手 and XCOM',
  },
  {
    id: 'american_date',
    pattern: form(
      String.raw`\[?(?<month>\d{1,2})/(?<day>\d{1,2})/(?<year>\d{4})[ ,]+${CLOCK}(?:\s*[AP]M)?\]?`,
    ),
    example: '7/30/2024 19:45:47.984 AT',
    text: 'AT',
    source: 'Docklight log files',
  },
  {
    id: 'european_date',
    pattern: form(String.raw`\[?(?<day>\d{1,2})[./](?<month>\d{1,2})[./](?<year>\d{4})[ ,]+${CLOCK}\]?`),
    example: '30.07.2024 19:45:47.984 AT',
    text: 'AT',
    source: 'Docklight where the day is written before the month',
  },
  {
    id: 'month_and_day',
    pattern: form(String.raw`\[?(?<month>\d{2})-(?<day>\d{2})[ T]${CLOCK}\]?`),
    example: '01-02 12:34:56.789 OK',
    text: 'OK',
    source: 'logcat',
  },
  {
    id: 'spelled_out',
    pattern: form(
      String.raw`\[?[A-Z][a-z]{2} (?<name>[A-Z][a-z]{2}) {1,2}(?<day>\d{1,2}) ${CLOCK} (?<year>\d{4})\]?`,
    ),
    example: '[Tue Jan 02 12:34:56.789 2024] ATE0',
    text: 'ATE0',
    source: 'Tera Term',
  },
  {
    id: 'syslog',
    pattern: form(String.raw`\[?(?<name>[A-Z][a-z]{2}) {1,2}(?<day>\d{1,2}) ${CLOCK}\]?`),
    example: 'Jan  2 12:34:56 +CSQ: 20,0',
    text: '+CSQ: 20,0',
    source: 'RFC 3164; ts of moreutils',
  },
  {
    id: 'clock',
    pattern: form(String.raw`[[(]?${CLOCK}[\])]?`),
    example: '[12:34:56.789] AT+CPIN?',
    text: 'AT+CPIN?',
    source: 'SSCOM, CoolTerm, minicom, the Arduino monitor; hh:mm:ss:mmm and hh:mm:ss.mmm,uuu of others',
  },
  {
    id: 'elapsed',
    pattern: form(String.raw`\[\d{1,4} ${CLOCK}\]`),
    example: '[0 00:00:12.345] OK',
    text: 'OK',
    source: 'Tera Term: days and time since the log was opened',
  },
  {
    id: 'ticks',
    pattern: form(String.raw`[EWIDV] \((?<ms>\d{1,10})\) [\w.-]+:`),
    example: 'I (1234) at: AT+CGATT?',
    text: 'AT+CGATT?',
    source: 'ESP-IDF logging: milliseconds since start',
  },
  {
    id: 'milliseconds',
    pattern: form(String.raw`(?:\[\s*(?<ms>\d{1,10})\s*ms\]|\[(?<ticks>\d{6,10})\])`),
    example: '[   1234 ms] OK',
    text: 'OK',
    source: 'RT-Thread and FreeRTOS loggers',
  },
  {
    id: 'seconds',
    pattern: form(
      String.raw`(?:\[\s*(?<seconds>\d{1,9}\.\d{1,6})\s*s?\]|\+?(?<bare>\d{1,9}\.\d{1,6})(?:\s*s)?(?=[\s:]))`,
    ),
    example: '[   12.345678] AT',
    text: 'AT',
    source: 'the kernel, picocom with ts -s; 12.345 and +0.031 s of test benches',
  },
] as const satisfies readonly TimeFormRow[];

export type TimeForm = (typeof TIME_FORMS)[number];

/** A time as it was written. */
export interface WrittenTime {
  /** Milliseconds: of the day where `isOfDay`, else since something. */
  readonly ms: number;
  readonly isOfDay: boolean;
  /** Days since 1970-01-01 of the calendar; null where no date is written. */
  readonly day: number | null;
  /** Characters that it takes, the separator behind it included. */
  readonly length: number;
}

const BEHIND = /^\s*(?:[|,;:]\s*|-\s+)?/;

/** Reads the time at the beginning of a line; null when there is none of this form. */
export function writtenTime({ pattern }: TimeForm, line: string): WrittenTime | null {
  const found = pattern.exec(line);
  if (found === null) return null;
  const groups: Readonly<Record<string, string | undefined>> = found.groups ?? {};
  const rest = line.slice(found[0].length);
  const length = found[0].length + (BEHIND.exec(rest)?.[0].length ?? 0);
  const { hour, minute, second, fraction = '', ms, ticks, seconds, bare } = groups;
  if (hour === undefined) {
    const since = ms ?? ticks;
    const value = since === undefined ? Number(seconds ?? bare) * 1000 : Number(since);
    return { ms: Math.round(value), isOfDay: false, day: null, length };
  }
  const clock = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  const thousandths = Math.floor(Number(`0.${fraction || '0'}`) * 1000);
  return { ms: clock * 1000 + thousandths, isOfDay: true, day: dayOf(groups), length };
}

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** Days since 1970-01-01 of a date of the Gregorian calendar. */
function dayOf({
  year,
  name,
  month: number,
  day,
}: Readonly<Record<string, string | undefined>>): number | null {
  const month = number ?? (name === undefined ? undefined : String(MONTHS.indexOf(name) / 3 + 1));
  if (year === undefined || month === undefined || day === undefined) return null;
  const shifted = Number(month) <= 2 ? Number(year) - 1 : Number(year);
  const monthFromMarch = (Number(month) + 9) % 12;
  const leaps = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return shifted * 365 + leaps + Math.floor((monthFromMarch * 306 + 5) / 10) + Number(day) - 1 - 719_468;
}
