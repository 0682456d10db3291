import { describe, expect, it } from 'vitest';
import { Framer } from '../../../../electron/at/framer.ts';
import { bytesOf } from '../../../../shared/log/binary.ts';
import type { LogBook } from '../../../../shared/log/log-book.ts';
import { binary, bookOf, lines, log, received, sent, stated, unsolicited } from './dialogue.ts';

const URC = unsolicited('+CREG: 1');

/** The texts the engine makes of bytes, and so what its facts say. */
function engineTexts(bytes: string): string[] {
  const framer = new Framer();
  const frames = [...framer.push(bytesOf(bytes)), ...framer.flush()];
  return frames.flatMap((frame) => ('text' in frame ? [frame.text] : []));
}

/** A book in which every line of `bytes` was unsolicited. */
function allUnsolicited(bytes: string): LogBook {
  const facts = engineTexts(bytes).map((text) => [2, unsolicited(text)] as const);
  return bookOf([{ direction: 'received', bytes, elapsedMs: 1 }], stated(facts));
}

describe('an unsolicited line', () => {
  it('is marked in the middle of an exchange, the answer is not', () => {
    const trace = [
      sent(1, 'AT+CREG?\r\n'),
      received(20, '\r\n+CREG: 0,1\r\n\r\n+CREG: 1\r\n'),
      received(21, '\r\nOK\r\n'),
    ];
    expect(log(bookOf(trace, stated([[20.1, URC]])))).toEqual([
      '→ AT+CREG?␍␊',
      '← ␍␊+CREG: 0,1␍␊',
      '! ␍␊+CREG: 1␍␊',
      '← ␍␊OK␍␊',
    ]);
  });

  it('is marked when it comes after its fact', () => {
    const book = bookOf([], stated([[20.1, URC]]));
    expect(book.version).toBe(0);
    book.append({ events: [], trace: [received(20, '+CREG: 1\r\n')] });
    expect(log(book)).toEqual(['! +CREG: 1␍␊']);
  });

  it('is marked as a new entry', () => {
    const book = bookOf([received(20, '+CREG: 1\r\nOK\r\n')]);
    const [before] = lines(book);
    book.append({ events: stated([[20.1, URC]]), trace: [] });
    expect(before?.unsolicited).toBe(false);
    expect(lines(book).map((line) => line.unsolicited)).toEqual([true, false]);
    expect(book.version).toBe(2);
    expect(book.changedSince(1)).toBe(0);
  });

  it('is the newest of its text, and each fact has its own', () => {
    const same = [received(10, '+CREG: 1\r\n'), received(20, '+CREG: 1\r\n'), received(30, '+CREG: 1\r\n')];
    const marks = (...times: readonly number[]) => {
      const book = bookOf(same, stated(times.map((ms) => [ms, URC] as const)));
      return lines(book).map((line) => line.unsolicited);
    };
    expect(marks(20.5)).toEqual([false, true, false]);
    expect(marks(20.5, 30.5)).toEqual([false, true, true]);
    expect(marks(30.5, 30.6)).toEqual([false, true, true]);
    expect(marks(20.5, 20.6, 20.7)).toEqual([true, true, false]);
    expect(marks(9)).toEqual([false, false, false]);
  });

  it('gives its mark to a newer one that comes late', () => {
    const book = bookOf([received(10, '+CREG: 1\r\n')], stated([[25, URC]]));
    expect(log(book)).toEqual(['! +CREG: 1␍␊']);
    book.append({ events: [], trace: [received(20, '+CREG: 1\r\n')] });
    expect(log(book)).toEqual(['← +CREG: 1␍␊', '! +CREG: 1␍␊']);
    book.append({ events: [], trace: [received(30, '+CREG: 1\r\n')] });
    expect(log(book)).toEqual(['← +CREG: 1␍␊', '! +CREG: 1␍␊', '← +CREG: 1␍␊']);
  });

  it('loses its mark when it turns out to be another line', () => {
    const book = bookOf([received(10, 'RDY')], stated([[1010, unsolicited('RDY')]]));
    expect(log(book)).toEqual(['! RDY…']);
    book.append({ events: [], trace: [received(1500, ' or not\r\n')] });
    expect(log(book)).toEqual(['← RDY or not␍␊']);
  });

  it('leaves its fact to another when it turns out to be one more than that', () => {
    const facts = stated([
      [30, unsolicited('RDY')],
      [31, unsolicited('RDY')],
    ]);
    const book = bookOf([received(30, 'RDY\r\nRDY')], facts);
    expect(log(book)).toEqual(['! RDY␍␊', '! RDY…']);
    book.append({ events: [], trace: [received(31, 'AT\rRDY\r\n')] });
    expect(log(book)).toEqual(['! RDY␍␊', '← RDYAT␍', '! RDY␍␊']);
  });

  it('is never a sent line, another text, or one long gone', () => {
    const fact = stated([[30_000, URC]]);
    expect(log(bookOf([sent(29_999, '+CREG: 1\r\n')], fact))).toEqual(['→ +CREG: 1␍␊']);
    expect(log(bookOf([received(29_999, ' +CREG: 1\r\n')], fact))).toEqual(['←  +CREG: 1␍␊']);
    expect(log(bookOf([received(9000, '+CREG: 1\r\n')], fact))).toEqual(['← +CREG: 1␍␊']);
  });

  it('is found by the engine’s reading of bytes that are no UTF-8', () => {
    const gbk = 'STATE: \u00ce\u00c2\u00b6\u00c8\r\n';
    expect(lines(allUnsolicited(gbk))).toMatchObject([{ bytes: gbk, unsolicited: true }]);
    const noise = '\0\u00ff\u00fe\u0080RDY\r\n';
    expect(lines(allUnsolicited(noise))).toMatchObject([{ bytes: noise, unsolicited: true }]);
    const marked = '\u00ef\u00bb\u00bfRDY\r\n';
    expect(lines(allUnsolicited(marked))).toMatchObject([{ bytes: marked, unsolicited: true }]);
    expect(log(allUnsolicited(binary('温度: 21\r\n')))).toEqual(['! 温度: 21␍␊']);
  });

  it('may be glued to a prompt', () => {
    expect(log(allUnsolicited('\r\n> +CREG: 1\r\n'))).toEqual(['! ␍␊> +CREG: 1␍␊']);
  });

  it('may be a message over several lines', () => {
    const message = '\r\n+MSUB: "t",11 byte,a\r\n\r\nb: OK\r\n\r\n';
    expect(engineTexts(message)).toHaveLength(1);
    expect(log(allUnsolicited(`\r\nRDY\r\n${message}`)).slice(1)).toEqual([
      '! ␍␊+MSUB: "t",11 byte,a␍␊',
      '! ␍␊b: OK␍␊',
    ]);
    const other = bookOf([received(1, 'x\r\nb: OK\r\n')], stated([[2, unsolicited('a\r\n\r\nb: OK')]]));
    expect(log(other)).toEqual(['← x␍␊', '← b: OK␍␊']);
  });

  it('may be a message that is longer than a line of the log', () => {
    const payload = '41'.repeat(4000);
    const long = `+MSUB: "t",4000 byte,${payload}\r\n`;
    const marks = lines(allUnsolicited(`${long}OK\r\n`));
    expect(marks).toHaveLength(3);
    expect(marks.every(({ unsolicited }) => unsolicited)).toBe(true);
  });

  it('does without its mark when facts are read too far ahead of the bytes', () => {
    const facts = Array.from(
      { length: 5000 },
      (_, index) => [index, unsolicited(`+CIEV: ${index}`)] as const,
    );
    const book = bookOf([], stated(facts));
    book.append({ events: [], trace: facts.map(([ms], index) => received(ms, `+CIEV: ${index}\r\n`)) });
    const marked = lines(book).filter((line) => line.unsolicited);
    expect(marked).toHaveLength(4096);
    expect(marked.at(-1)?.bytes).toBe('+CIEV: 4999\r\n');
  });
});
