import { fieldLabel } from '../../../shared/messages/field-words.ts';
import type { Profile } from '../../../shared/profile.ts';
import { sectionOf, SECTIONS } from '../../../shared/profile-sections.ts';
import { SECRET_FIELDS } from '../../../shared/station.ts';
import { excerpt } from './excerpt.ts';
import { type Html, html } from './html.ts';
import type { ReportRun } from './report-run.ts';
import type { ReportSay } from './texts.ts';

/** What the run was to do: its profile as it was run, without a word of a secret. */

interface Setting {
  readonly path: string;
  readonly value: unknown;
}

export function settingsTable(say: ReportSay, { evidence }: ReportRun): Html | null {
  const { profile, state } = evidence;
  if (state.purpose !== 'bring_up') return null;
  const title = html`<h3>${say('report.settings')}</h3>`;
  if (profile === null) return html`<section>${title}<p>${say('report.settings.none')}</p></section>`;
  const changed = new Set<string>(state.changes.map(({ field }) => field));
  const settings = settingsOf(profile);
  const groups = SECTIONS.map((section) => {
    const own = settings.filter(({ path }) => sectionOf(path) === section);
    return html`<div class="group"><h4>${say(`form.section.${section}`)}</h4><dl>${own.map((each) => row(say, each, changed))}</dl></div>`;
  });
  return html`<section>${title}<div class="settings">${groups}</div></section>`;
}

function row(say: ReportSay, { path, value }: Setting, changed: ReadonlySet<string>): Html {
  const tried = changed.has(path) ? html` <b>(${say('report.changed')})</b>` : null;
  return html`<div><dt>${fieldLabel(say, path)}</dt><dd>${valueOf(say, path, value)}${tried}</dd></div>`;
}

/** Every field of a profile by its place; the name stands elsewhere. */
function settingsOf(profile: Profile): readonly Setting[] {
  const { name: _name, timeouts, ...rest } = profile;
  const limits = Object.entries(timeouts).map(([key, value]) => ({ path: `timeouts.${key}`, value }));
  return [...fieldsOf('', rest), ...limits];
}

function fieldsOf(place: string, value: unknown): readonly Setting[] {
  if (typeof value !== 'object' || value === null) return [{ path: place, value }];
  return Object.entries(value).flatMap(([key, each]) =>
    fieldsOf(place === '' ? key : `${place}.${key}`, each),
  );
}

const isSecret = (path: string): boolean => SECRET_FIELDS.some((field) => field === path);

function valueOf(say: ReportSay, path: string, value: unknown): Html | string {
  if (isSecret(path)) return say(value === '' ? 'report.secret.unset' : 'report.secret.set');
  const words = wordsOf(say, path, value);
  if (words !== null) return words;
  if (value === '') return html`<i>${say('report.value.empty')}</i>`;
  return html`<bdi class="raw">${excerpt(say, typeof value === 'string' ? value : limitText(say, value))}</bdi>`;
}

/** Values that have a word of their own; null for those that stand for themselves. */
function wordsOf(say: ReportSay, path: string, value: unknown): string | null {
  if (value === null || value === 'none') return say('report.value.none');
  if (path === 'broker.tls') return say(value === true ? 'form.tls.ssl' : 'form.tls.plain');
  if (path === 'broker.sslPrefix') return say(value === true ? 'form.sslPrefix.with' : 'form.sslPrefix.bare');
  if (typeof value === 'boolean') return say(value ? 'report.value.yes' : 'report.value.no');
  const word = typeof value === 'string' ? value : '';
  switch (word) {
    case 'direct':
    case 'cached':
      return path === 'messages.delivery' ? say(`form.delivery.${word}`) : null;
    case 'ascii':
    case 'hex':
      return path === 'messages.encoding' ? say(`form.encoding.${word}`) : null;
    case 'disconnect':
    case 'stay-online':
    case 'power-off':
      return path === 'after' ? say(`form.after.${word}`) : null;
    default:
      return null;
  }
}

/** A number, or the parts of a time limit. */
function limitText(say: ReportSay, value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const parts = LIMIT_PARTS.map((part) => ({
    part,
    limit: Object.entries(value).find(([key]) => key === part)?.[1],
  }));
  return parts
    .filter(({ limit }) => limit !== undefined)
    .map(({ part, limit }) => `${say(`form.limits.part.${part}`)} ${String(limit)}`)
    .join(' · ');
}

const LIMIT_PARTS = ['reply', 'completion', 'total', 'poll', 'attempts', 'pause'] as const;
