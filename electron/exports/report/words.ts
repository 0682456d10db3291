import { measuredMeaning } from '../../../shared/codes/measured.ts';
import { meaningWords } from '../../../shared/codes/words.ts';
import type { MeasurementName } from '../../../shared/events.ts';
import { isMoment } from '../../../shared/iso-time.ts';
import type { Language } from '../../../shared/messages/language.ts';
import type { ReportSay } from './texts.ts';

/** How times and measurements are written in a report. */

/** What a report is written for. */
export interface ReportTongue {
  readonly say: ReportSay;
  readonly language: Language;
  /** IANA name of the zone in which times are told. */
  readonly timeZone: string;
}

/** Day, time and what they are ahead of UTC; null for a moment that no date can name. */
export function moment({ language, timeZone }: ReportTongue, ms: number | null): string | null {
  if (ms === null || !isMoment(ms)) return null;
  const written = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  }).formatToParts(ms);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    written.find((each) => each.type === type)?.value ?? '';
  const zone = part('timeZoneName').replace('GMT', 'UTC');
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}:${part('second')} ${zone}`;
}

/** A length of time: tenths of a second below a minute. */
export function duration(say: ReportSay, ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 60) return say('report.seconds', { seconds: seconds.toFixed(1) });
  const whole = Math.round(seconds);
  return say('report.minutes', { minutes: Math.floor(whole / 60), seconds: whole % 60 });
}

/** What a measurement is called. */
export function measuredName(say: ReportSay, name: MeasurementName): string {
  return name === 'imei' || name === 'iccid' || name === 'imsi'
    ? name.toUpperCase()
    : say(`report.measured.${name}`);
}

/** What a measured code means; empty where there is nothing to be said. */
export function measuredWords(say: ReportSay, name: MeasurementName, value: string | number | null): string {
  const meaning = measuredMeaning(name, value);
  return meaning === null ? '' : meaningWords(say, meaning);
}
