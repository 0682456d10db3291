import type { en, MessageKey } from './en/index.ts';
import type { Translation, Values, ValuesOf } from './messages.ts';

/** What a language is, without the texts of any: a window loads those of one language at a time. */

export const LANGUAGE_NAMES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGE_NAMES)[number];

/** Says a text in one language. */
export type Translate = TranslateOf<typeof en>;

/** Says a text of one part of a language. */
export type TranslateOf<English> = <Key extends keyof English & MessageKey>(
  key: Key,
  ...values: Values<Key>
) => string;

/** The texts of a language, values filled in where a text has `{{name}}`. */
export function translatorOf<English>(messages: Translation<English>): TranslateOf<English> {
  return (key, ...[values]) => fill(messages[key], values ?? {});
}

/** Says a text of a part that stands beside the language: a window loads it with the views that need it. */
export type TranslatePart<English extends Readonly<Record<string, string>>> = <Key extends keyof English>(
  key: Key,
  ...values: ValuesOf<English[Key]>
) => string;

/** The texts of such a part in one language. */
export function partTranslatorOf<English extends Readonly<Record<string, string>>>(
  messages: Translation<English>,
): TranslatePart<English> {
  return (key, ...[values]) => fill(messages[key], values ?? {});
}

/** Fills `{{name}}` in; an unknown name stays visible. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The language of a locale such as `zh_CN.UTF-8` or `en-GB`; English where there is none of ours. */
export function languageOf(locale: string): Language {
  return /^zh\b|^zh[_-]/i.test(locale) ? 'zh-CN' : 'en';
}
