import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerpt } from '../../../../electron/exports/report/excerpt.ts';
import { escaped, Html, html } from '../../../../electron/exports/report/html.ts';
import { reportSay } from '../../../../electron/exports/report/texts.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", '\u202e', '\u0000', '\ud800', 'a', '中') }),
);
const UNSAFE =
  // oxlint-disable-next-line no-control-regex -- what must not get into a page
  /[<>"'\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]|&(?!(?:amp|lt|gt|quot|#39);)/;

describe('text in a page', () => {
  it('can be nothing but text, whatever it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const page = html`<p title="${text}">${text}</p>`.toString();
        const [, title = '', body = ''] = /^<p title="([^"]*)">([^<]*)<\/p>$/.exec(page) ?? [];
        expect(`${title}${body}`).not.toMatch(UNSAFE);
        expect(page.isWellFormed()).toBe(true);
        expect(title).toBe(escaped(text));
      }),
    );
  });

  it.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['a\u202eb', 'a&lt;U+202E&gt;b'],
    ['\u0000\u009b', '&lt;U+0000&gt;&lt;U+009B&gt;'],
    ['\ud83d', '&lt;U+D83D&gt;'],
    ['OK\r\n\t', 'OK␍␊␉'],
    ['\u2028\ufeff\u200d', '&lt;U+2028&gt;&lt;U+FEFF&gt;&lt;U+200D&gt;'],
    ['&amp;', '&amp;amp;'],
  ])('shows what cannot be seen, or could act: %j', (text, shown) => {
    expect(escaped(text)).toBe(shown);
  });

  it.each(['中文 é ✓ 😀', '+CSQ: 24,0', 'a b'])('stays as it is otherwise: %s', (text) => {
    expect(escaped(text)).toBe(text);
  });
});

describe('a template', () => {
  it('takes markup as markup, in lists too, and nothing for nothing', () => {
    const items = ['a<', 'b'].map((each) => html`<li>${each}</li>`);
    expect(html`<ul>${items}${null}${7}</ul>`.toString()).toBe('<ul><li>a&lt;</li><li>b</li>7</ul>');
  });

  it('does not take for markup what only looks like it', () => {
    const forged = JSON.stringify(Html.of('<b>'));
    expect(html`${forged}`.toString()).toBe('{}');
  });
});

describe('an excerpt', () => {
  const say = reportSay('en');

  it('leaves alone what is short', () => {
    expect(excerpt(say, 'x'.repeat(240))).toBe('x'.repeat(240));
  });

  it('says how much was left out, and never cuts a character in two', () => {
    expect(excerpt(say, 'x'.repeat(1000), 10)).toBe(`${'x'.repeat(10)} … 990 more characters`);
    expect(excerpt(say, `${'x'.repeat(9)}😀y`, 10)).toBe(`${'x'.repeat(9)} … 3 more characters`);
  });
});
