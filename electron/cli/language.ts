import { type Language, LANGUAGE_NAMES, languageOf } from '../../shared/messages/language.ts';

/**
 * The language of all texts, known before the first one is made: `--lang` where it names one of ours, else the locale
 * (POSIX.1-2017 8.2), else what the system is set to, which is all that Windows has.
 */
export function chosenLanguage(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  system: string = Intl.DateTimeFormat().resolvedOptions().locale,
): Language {
  const given = argv.flatMap((word, index) => {
    if (word === '--lang') return argv[index + 1] ?? [];
    return word.startsWith('--lang=') ? word.slice('--lang='.length) : [];
  });
  const named = given.findLast((name) => LANGUAGE_NAMES.some((known) => known === name));
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  return languageOf(named ?? (LC_ALL || LC_MESSAGES || LANG || system));
}
