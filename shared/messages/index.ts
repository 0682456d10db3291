import { en } from './en/index.ts';
import { type Language, type Translate, translatorOf } from './language.ts';
import type { Messages } from './messages.ts';
import { zhCN } from './zh-CN/index.ts';

export type { MessageKey } from './en/index.ts';
export { fill, type Language, languageOf, partTranslatorOf, type Translate } from './language.ts';
export type { Messages } from './messages.ts';

export const LANGUAGES: Readonly<Record<Language, Messages>> = { en, 'zh-CN': zhCN };

/** The texts of a language, values filled in where a text has `{{name}}`. */
export function translator(language: Language): Translate {
  return translatorOf(LANGUAGES[language]);
}
