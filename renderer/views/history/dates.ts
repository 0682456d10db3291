import type { Language } from '../../../shared/messages/language.ts';

/** Dates as they can be misread nowhere, in this computer's time zone: 2026-11-25 15:30. */

const two = (value: number) => String(value).padStart(2, '0');

/** `ms` since 1970. */
export function dateOf(ms: number): string {
  const at = new Date(ms);
  return `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

export function minuteOf(ms: number): string {
  const at = new Date(ms);
  return `${two(at.getHours())}:${two(at.getMinutes())}`;
}

export const dateAndMinute = (ms: number): string => `${dateOf(ms)} ${minuteOf(ms)}`;

export function weekdayOf(ms: number, language: Language): string {
  return new Date(ms).toLocaleDateString(language, { weekday: 'long' });
}

/** When the day began that lies so many days before that of `ms`. Days have not always 24 hours. */
export function dayStart(ms: number, daysBefore = 0): number {
  const at = new Date(ms);
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() - daysBefore).getTime();
}

/** Beginning and end of the day of `ms`; the end is the next one's beginning. */
export const dayOf = (ms: number) => ({ fromMs: dayStart(ms), toMs: dayStart(ms, -1) });

/** When a day begins that is written as 2026-11-25, 2026/11/25 or 20261125; null for what is no day. */
export function dayNamed(text: string): number | null {
  const parts = /^(\d{4})([-/.]?)(\d{2})\2(\d{2})$/.exec(text.trim());
  if (parts === null) return null;
  const [, year = '', , month = '', day = ''] = parts;
  const start = new Date(Number(year), Number(month) - 1, Number(day)).getTime();
  return dateOf(start) === `${year}-${month}-${day}` ? start : null;
}
