import type { en, MessageKey } from './en/index.ts';

/** A complete language: a missing or superfluous text does not compile. */
export type Messages = Readonly<Record<MessageKey, string>>;

/** One part of a language, held against the same part of the English texts. */
export type Translation<English> = Readonly<Record<keyof English, string>>;

type Names<Text extends string> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

/** The values a text needs, by the names it uses; none needs no second argument. */
export type Values<Key extends MessageKey> = ValuesOf<(typeof en)[Key]>;

/** The same of a text that is given itself. */
export type ValuesOf<Text extends string> =
  Names<Text> extends never ? [] : [values: Readonly<Record<Names<Text>, string | number>>];
