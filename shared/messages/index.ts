import { en, type MessageKey } from './en/index.ts';
import type { Messages, Values } from './messages.ts';
import { zhCN } from './zh-CN/index.ts';

export type { MessageKey } from './en/index.ts';
export type { Messages } from './messages.ts';

export const LANGUAGES: Readonly<Record<'en' | 'zh-CN', Messages>> = { en, 'zh-CN': zhCN };
export type Language = keyof typeof LANGUAGES;

/** Says a text in one language. */
export type Translate = <Key extends MessageKey>(key: Key, ...values: Values<Key>) => string;

/** The texts of a language, values filled in where a text has `{{name}}`. */
export function translator(language: Language): Translate {
  const messages = LANGUAGES[language];
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
