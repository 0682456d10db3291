/** Pages are put together from text that is escaped unless it is known to be markup; nothing else can get into one. */

/** Markup that may stand in a page as it is. Only the functions of this file make it. */
export class Html {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  static of(text: string): Html {
    return new Html(text);
  }

  toString(): string {
    return this.#text;
  }
}

export type HtmlValue = Html | readonly Html[] | string | number | null;

/** Markup from a template; every value that is no markup itself is text, and escaped. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let text = strings[0] ?? '';
  for (const [index, value] of values.entries()) text += markup(value) + (strings[index + 1] ?? '');
  return Html.of(text);
}

function markup(value: HtmlValue): string {
  if (value === null) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? escaped(value) : value.join('');
}

/**
 * Line and paragraph separators, controls, marks without width that turn or join what stands around them, halves of
 * characters, and what no standard knows: nothing of it may act in a page, or hide in one.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;
const MARKUP = /[&<>"']/g;

const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\r': '␍',
  '\n': '␊',
  '\t': '␉',
};

/** Any text as text of a page: markup characters as what they are, and what cannot be seen by its number. */
export function escaped(text: string): string {
  return text.replace(MARKUP, nameOf).replace(UNSEEN, nameOf);
}

function nameOf(character: string): string {
  const point = (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0').toUpperCase();
  return NAMED[character] ?? `&lt;U+${point}&gt;`;
}
