import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedactor } from '../../../electron/port/index.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

function redactor(...secrets: readonly string[]) {
  const made = createRedactor();
  for (const secret of secrets) made.add(secret);
  return made;
}

/** Pushes chunks at 0, 1, 2 … ms and notes what comes out as [text, time]. */
function streamOf(...secrets: readonly string[]) {
  const shown: [string, number][] = [];
  const made = redactor(...secrets);
  const stream = made.stream((bytes, atMs) => shown.push([decode(bytes), atMs]));
  let atMs = 0;
  return {
    shown,
    stream,
    add: (secret: string) => made.add(secret),
    push: (...texts: readonly string[]) => {
      for (const text of texts) stream.push(encode(text), atMs++);
    },
    text: () => shown.map(([text]) => text).join(''),
  };
}

describe('a complete text is masked', () => {
  test.each([
    [['hunter2'], 'AT+CMQTTCONN="u","hunter2"\r', 'AT+CMQTTCONN="u","***"\r'],
    [['hunter2'], 'user:hunter2@host', 'user:***@host'],
    [['hunter2', 'anna'], '"anna","hunter2"', '"***","***"'],
    [['abc'], '"abc" abc', '"***" abc'],
    [['abcd'], 'abcdabcd', '******'],
    [['1234'], 'AT+CPIN="1234"\r +CSQ: 1234', 'AT+CPIN="***"\r +CSQ: 1234'],
    [['12345'], '12345,"12345"', '12345,"***"'],
    [['123456'], '123456,"123456"', '***,"***"'],
    [['123a'], '123a', '***'],
    [['x'], '"x"x"x"', '"***"***"***"'],
    [['abcd', 'abcdefgh'], 'abcdefgh abcdefg abcd', '*** ***efg ***'],
    [['пароль'], 'p=пароль;', 'p=***;'],
    [['密码'], '"密码" 密码', '"***" 密码'],
    [['密碼密碼'], '密碼密碼', '***'],
    [['***'], '"***"', '"***"'],
    [['sec"ret'], '"sec"ret"', '"***"'],
    [['1234'], 'AT+CPIN="1234', 'AT+CPIN="***'],
    [[''], '"" nothing', '"" nothing'],
    [[], 'OK', 'OK'],
    [['hunter2'], '\uFEFFhunter2', '\uFEFF***'],
    [['hunter2'], '+XERR: 68756E74657232', '+XERR: ***'],
    [['hunter2'], '+XERR: "68756e74657232"', '+XERR: "***"'],
    [['ab12'], '61623132', '***'],
    [['1234'], '+CPIN: 31323334,1234', '+CPIN: ***,1234'],
    [['jk/z'], '006A006B002F007A 006a006b002f007a', '*** ***'],
    [['密码'], 'E5AF86E7A081 e5af86e7a081 5BC67801 5bc67801', '*** *** *** ***'],
    [['hunter2'], 'hunter268756E74657232hunter2', '*********'],
  ])('secrets %j in %j', (secrets, text, masked) => {
    expect(redactor(...secrets).maskText(text)).toBe(masked);
  });

  test.each([
    [['hunter2'], ['hunter', 'HUNTER2', 'hunter 2', '"hunter']],
    [['abc'], ['abc', '"abcd"', '"xabc"', "'abc'", '"abc,']],
    [['1234'], ['1234', '"12345"', '"123', '"1234 ']],
    [['abc'], ['616263', '"616263"']],
    [['hunter2'], ['68756E7465723', '68756E7465']],
  ])('secrets %j leave %j alone', (secrets, texts) => {
    for (const text of texts) expect(redactor(...secrets).maskText(text)).toBe(text);
  });

  test('a text without secrets is returned as it is, broken surrogates included', () => {
    expect(redactor('hunter2').maskText('\ud800 OK')).toBe('\ud800 OK');
  });
});

describe('a stream holds back what could become a secret', () => {
  test('bytes without a secret pass at once, in the same array', () => {
    const chunks: Uint8Array[] = [];
    const stream = redactor('hunter2').stream((bytes) => chunks.push(bytes));
    const bytes = encode('+CSQ: 17,0\r\n');
    stream.push(bytes, 5);
    expect(chunks[0]).toBe(bytes);
    expect(stream.isHolding).toBe(false);
  });

  test('a secret echoed one byte at a time is masked with the time of its first byte', () => {
    const { push, shown } = streamOf('hunter2');
    push(...'a hunter2 b'.split(''));
    expect(shown).toEqual([
      ['a', 0],
      [' ', 1],
      ['***', 2],
      [' ', 9],
      ['b', 10],
    ]);
  });

  test('a secret in HEX that comes in pieces is masked', () => {
    const { push, text } = streamOf('hunter2');
    push('+XERR: 6', '8756E746', '57', '232\r\n', '687', '56e74657232');
    expect(text()).toBe('+XERR: ***\r\n***');
  });

  test('a disproved tail comes out with the time of its first byte', () => {
    const { push, shown } = streamOf('hunter2');
    push('x hun', 'te', 'd\r\n');
    expect(shown).toEqual([
      ['x ', 0],
      ['hunte', 0],
      ['d\r\n', 2],
    ]);
  });

  test('a tail shortened by disproof keeps the time of what is left', () => {
    const { push, shown } = streamOf('ababc');
    push('ab', 'ab', 'ab', 'c');
    expect(shown).toEqual([
      ['ab', 0],
      ['***', 1],
    ]);
  });

  test('the end of a chunk that only looks like the beginning of a secret is released by flush', () => {
    const { push, stream, shown } = streamOf('hunter2');
    push('OK hunt');
    expect(stream.isHolding).toBe(true);
    stream.flush();
    expect(stream.isHolding).toBe(false);
    stream.flush();
    expect(shown).toEqual([
      ['OK ', 0],
      ['hunt', 0],
    ]);
  });

  test('a secret that is the beginning of a longer one is masked by flush', () => {
    const { push, stream, text } = streamOf('abcd', 'abcdefgh');
    push('abcd');
    expect(text()).toBe('');
    stream.flush();
    expect(text()).toBe('***');
  });

  test('the rest of a secret that comes after a flush is masked', () => {
    const { push, stream, text } = streamOf('hunter2');
    push('hunt');
    stream.flush();
    push('er2 and on');
    expect(text()).toBe('hunt*** and on');
  });

  test('the rest of a quoted secret that comes after two flushes is masked, its closing quote kept', () => {
    const { push, stream, text } = streamOf('abc');
    push('"a');
    stream.flush();
    push('b');
    stream.flush();
    push('c",1');
    expect(text()).toBe('"ab***",1');
  });

  test('a flush just before the closing quote does not show the secret', () => {
    const { push, stream, text } = streamOf('abc');
    push('"abc');
    stream.flush();
    push('",1');
    expect(text()).toBe('"***",1');
  });

  test('what turns out harmless after a flush is not shown twice', () => {
    const { push, stream, text } = streamOf('hunter2');
    push('hunt');
    stream.flush();
    push('ing');
    expect(text()).toBe('hunting');
    expect(stream.isHolding).toBe(false);
  });

  test('a secret added while its beginning is held back is masked', () => {
    const { add, push, text } = streamOf('hunter2');
    push('hun');
    add('hungary');
    push('gary!');
    expect(text()).toBe('***!');
  });

  test('the held-back bytes are a copy', () => {
    const shown: string[] = [];
    const stream = redactor('hunter2').stream((bytes) => shown.push(decode(bytes)));
    const reused = Buffer.from('hun');
    stream.push(reused, 0);
    reused.fill(0);
    stream.flush();
    expect(shown).toEqual(['hun']);
  });

  test('an empty chunk changes nothing', () => {
    const { push, shown } = streamOf('hunter2');
    push('', 'hu', '');
    expect(shown).toEqual([]);
  });
});

/**
 * The rule in its plainest form: leftmost, then longest; the closing quote is left for the next match and may
 * be missing at the end.
 */
function masked(secrets: readonly string[], text: string): string {
  const forms = secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [
      { form: `"${secret}"`, mask: '"***', covered: secret.length + 1 },
      ...(isBare(secret) ? [{ form: secret, mask: '***', covered: secret.length }] : []),
    ])
    .toSorted((a, b) => b.form.length - a.form.length);
  let out = '';
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const found = forms.find(({ form, covered }) => rest.startsWith(form) || rest === form.slice(0, covered));
    out += found ? found.mask : text.charAt(at);
    at += found ? found.covered : 1;
  }
  return out;
}

const isBare = (secret: string) => secret.length >= (/^[0-9]+$/.test(secret) ? 6 : 4);

// Few letters, so that secrets overlap, repeat and contain each other. No `*`: a secret made of asterisks
// would be found in its own mask.
const secretsArb = fc
  .array(fc.string({ unit: fc.constantFrom('a', 'b', '1', '2'), maxLength: 8 }), { maxLength: 4 })
  .map((secrets) => [...secrets, ...secrets.slice(0, 1).map((secret) => secret.slice(0, 5))]);
const noise = fc.string({ unit: fc.constantFrom('a', 'b', '1', '2', '"', ',', '\r'), maxLength: 12 });

/** A text in which the secrets do occur, whole, quoted and in pieces, cut into chunks anywhere. */
const dialogueArb = secretsArb.chain((secrets) => {
  const piece = fc.oneof(
    noise,
    fc.constantFrom('', ...secrets),
    fc.constantFrom('', ...secrets).map((secret) => `"${secret}"`),
    fc.constantFrom('', ...secrets).map((secret) => secret.slice(0, -1)),
  );
  return fc.record({
    secrets: fc.constant(secrets),
    text: fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join('')),
    cuts: fc.array(fc.nat(5), { maxLength: 60 }),
  });
});

function chunksOf(data: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let at = 0;
  for (const size of cuts) {
    chunks.push(data.slice(at, at + size));
    at += size;
  }
  return [...chunks, data.slice(at)];
}

describe('for any secrets, text and chunking', () => {
  test('the masked text is what the rule says and contains no secret', () => {
    fc.assert(
      fc.property(dialogueArb, ({ secrets, text }) => {
        const out = redactor(...secrets).maskText(text);
        expect(out).toBe(masked(secrets, text));
        for (const secret of secrets.filter(Boolean)) {
          expect(out).not.toContain(`"${secret}"`);
          if (isBare(secret)) expect(out).not.toContain(secret);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('the stream shows the same as the whole text would, at ascending times', () => {
    fc.assert(
      fc.property(dialogueArb, ({ secrets, text, cuts }) => {
        const { shown, stream, text: out } = streamOf(...secrets);
        chunksOf(encode(text), cuts).forEach((chunk, i) => stream.push(chunk, i));
        stream.flush();
        expect(out()).toBe(masked(secrets, text));
        const times = shown.map(([, atMs]) => atMs);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }),
      { numRuns: 2_000 },
    );
  });

  test('a stream flushed anywhere never shows a whole secret', () => {
    fc.assert(
      fc.property(dialogueArb, fc.infiniteStream(fc.boolean()), ({ secrets, text, cuts }, flushes) => {
        const { stream, text: out } = streamOf(...secrets);
        chunksOf(encode(text), cuts).forEach((chunk, i) => {
          stream.push(chunk, i);
          if (flushes.next().value) stream.flush();
        });
        stream.flush();
        for (const secret of secrets.filter(Boolean)) {
          expect(out()).not.toContain(`"${secret}"`);
          if (isBare(secret)) expect(out()).not.toContain(secret);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('bytes in which no secret occurs come through unchanged, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.array(fc.nat(9), { maxLength: 30 }),
        fc.array(fc.string({ minLength: 1 }), { maxLength: 4 }),
        (bytes, cuts, secrets) => {
          const data = Buffer.from(bytes);
          fc.pre(secrets.every((secret) => !data.includes(secret)));
          const shown: Uint8Array[] = [];
          const stream = redactor(...secrets).stream((each) => shown.push(each));
          for (const chunk of chunksOf(bytes, cuts)) stream.push(chunk, 0);
          stream.flush();
          expect(Buffer.concat(shown)).toEqual(data);
        },
      ),
    );
  });
});
