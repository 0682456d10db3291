import { useSyncExternalStore } from 'react';
import { type Language, type Translate, translatorOf } from '../shared/messages/language.ts';
import type { Messages } from '../shared/messages/messages.ts';

/**
 * The texts of the window, in a language that can be changed at any time. Missing ones do not compile. A language is
 * loaded when it is wanted and then kept; until it is there, everything is said in the one before.
 */

const LOADERS: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: async () => (await import('../shared/messages/en/index.ts')).en,
  'zh-CN': async () => (await import('../shared/messages/zh-CN/index.ts')).zhCN,
};

const translators: Partial<Record<Language, Translate>> = {};
const listeners = new Set<() => void>();
let spoken: Language = 'en';
let wanted: Language = 'en';

/** Loads the texts of a language, unless they are there; whether they are there now. */
export async function loadTexts(language: Language): Promise<boolean> {
  try {
    translators[language] ??= translatorOf(await LOADERS[language]());
    return true;
  } catch {
    return false;
  }
}

/** Says everything in this language from now on; false when its texts cannot be loaded, and nothing changes. */
export async function speak(language: Language): Promise<boolean> {
  wanted = language;
  const isThere = await loadTexts(language);
  // Another language may have been wanted in the meantime.
  if (!isThere || wanted !== language) return isThere;
  document.documentElement.lang = language;
  spoken = language;
  for (const changed of listeners) changed();
  return true;
}

/** Loads every language, for the time when they cannot be loaded any more. */
export async function loadAllTexts(): Promise<void> {
  await Promise.all([loadTexts('en'), loadTexts('zh-CN')]);
}

export const languageSpoken = (): Language => spoken;

/** Calls `changed` when another language is spoken. Returns the way to stop. */
export function onLanguage(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

/** The language spoken; the component is drawn again when it changes. */
export const useLanguage = (): Language => useSyncExternalStore(onLanguage, languageSpoken);

/** Says texts in the language spoken; the component is drawn again when it changes. */
export function useSay(): Translate {
  const say = translators[useLanguage()];
  if (say === undefined) throw new Error('nothing can be said before the first texts are loaded');
  return say;
}
