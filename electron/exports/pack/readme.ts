import { LANGUAGES } from '../../../shared/messages/index.ts';
import type { Language } from '../../../shared/messages/language.ts';
import type { Environment } from './environment.ts';
import { reportSay } from '../report/texts.ts';
import type { ReportTongue } from '../report/words.ts';
import { moment } from '../report/words.ts';

export interface ReadmeFacts {
  readonly productVersion: string;
  readonly atMs: number;
  readonly environment: Environment;
  readonly runs: number;
}

/** What a pack is and how it is opened, in every language; line ends as the plainest editors want them. */
export function readme(facts: ReadmeFacts): string {
  const parts = Object.keys(LANGUAGES)
    .filter(isLanguage)
    .map((language) => part(language, facts));
  return parts.join('\n\n').replaceAll('\n', '\r\n');
}

const isLanguage = (name: string): name is Language => Object.hasOwn(LANGUAGES, name);

const FILES = [
  'report.html',
  'log.txt',
  'record.jsonl',
  'profile.json',
  'diagnosis.txt',
  'environment.json',
] as const;

function part(language: Language, { productVersion, atMs, environment, runs }: ReadmeFacts): string {
  const { station, timeZone } = environment;
  const say = reportSay(language);
  const tongue: ReportTongue = { say, language, timeZone };
  return `${[
    say('pack.readme.title'),
    say('pack.readme.made', {
      product: say('product.name'),
      version: productVersion,
      station,
      at: moment(tongue, atMs) ?? '',
      count: runs,
    }),
    '',
    say('pack.readme.open'),
    say('pack.readme.openWindow'),
    '',
    say('pack.readme.files'),
    ...FILES.map((file) => `  ${file.padEnd(17)} ${say(`pack.readme.${file}`)}`),
    '',
    say('pack.readme.secrets'),
    say('pack.readme.hashes'),
  ].join('\n')}\n`;
}
