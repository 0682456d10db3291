import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import { type Language, LANGUAGES, type Translate } from '../shared/messages/index.ts';

/** The texts of the window, in a language that can be changed at any time. Missing ones do not compile. */

const texts = i18next.createInstance();

/** Loads the texts; before that nothing can be said. */
export async function initialiseTexts(language: Language): Promise<void> {
  await texts.init({
    lng: language,
    fallbackLng: 'en',
    resources: {
      en: { translation: LANGUAGES.en },
      'zh-CN': { translation: LANGUAGES['zh-CN'] },
    },
    keySeparator: false,
    nsSeparator: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  });
}

/** Says everything in this language from now on. */
export function speak(language: Language): void {
  if (texts.language !== language) void texts.changeLanguage(language);
  document.documentElement.lang = language;
}

type Fill = (key: string, values: Readonly<Record<string, string | number>>) => string;

function translatorOf(language: Language): Translate {
  const text: Fill = texts.getFixedT(language);
  return (key, ...[values]) => text(key, values ?? {});
}

const translators: Partial<Record<Language, Translate>> = {};

export const languageSpoken = (): Language => (texts.language === 'zh-CN' ? 'zh-CN' : 'en');

function subscribe(changed: () => void): () => void {
  texts.on('languageChanged', changed);
  return () => texts.off('languageChanged', changed);
}

/** The language spoken; the component is drawn again when it changes. */
export const useLanguage = (): Language => useSyncExternalStore(subscribe, languageSpoken);

/** Says texts in the language spoken; the component is drawn again when it changes. */
export function useSay(): Translate {
  const language = useLanguage();
  return (translators[language] ??= translatorOf(language));
}
