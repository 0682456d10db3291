import { describe, expect, it } from 'vitest';
import {
  historyPlace,
  historyWith,
  keepHistory,
  readHistory,
} from '../../../renderer/store/console-history.ts';

/** What a browser keeps, in its simplest form. */
class Kept {
  text: string | null = null;
  getItem(): string | null {
    return this.text;
  }
  setItem(_place: string, text: string): void {
    this.text = text;
  }
}

const refusing = {
  getItem: (): never => {
    throw new Error('not allowed');
  },
  setItem: (): never => {
    throw new Error('no room');
  },
};

describe('the history of the console', () => {
  it('has the newest line last, and each line once', () => {
    expect(historyWith([], 'AT')).toEqual(['AT']);
    expect(historyWith(['AT', 'ATI'], 'AT+CSQ')).toEqual(['AT', 'ATI', 'AT+CSQ']);
    expect(historyWith(['AT', 'ATI', 'AT+CSQ'], 'AT')).toEqual(['ATI', 'AT+CSQ', 'AT']);
  });

  it('tells lines apart by their case', () => {
    expect(historyWith(['at'], 'AT')).toEqual(['at', 'AT']);
  });

  it('forgets the oldest of more than 200 lines', () => {
    const lines = Array.from({ length: 300 }, (_, index) => `AT${index}`);
    const history = lines.reduce<readonly string[]>(historyWith, []);
    expect(history).toEqual(lines.slice(-200));
    expect(historyWith(history, 'AT150')).toHaveLength(200);
  });

  it.each([
    'AT+CPIN="1234"',
    'at+cpin=1234',
    'AT+CSQ;+CPIN=1234',
    'AT+CSTT="apn","u","pw"',
    'AT+MCONFIG="c","u","pw"',
    'AT+CPIN=“1234”',
  ])('does not keep a line with a secret: %s', (line) => {
    const history = ['AT'];
    expect(historyWith(history, line)).toBe(history);
  });

  it.each(['AT+CPIN?', 'AT+CPIN=?', 'AT+CSTT="CMNET"', 'AT+MCONFIG="c"'])(
    'keeps one that has no secret in it: %s',
    (line) => {
      expect(historyWith([], line)).toEqual([line]);
    },
  );

  it.each(['', '  ', 'AT\rATI', 'A\u0000T'])('does not keep what cannot be sent: %j', (line) => {
    expect(historyWith(['AT'], line)).toEqual(['AT']);
  });

  it('keeps a line as it was sent, without the blanks around it', () => {
    expect(historyWith(['ATI', 'AT'], ' ATI\r\n')).toEqual(['AT', 'ATI']);
  });

  it('leaves the one it was made from as it is', () => {
    const history = Object.freeze(['AT', 'ATI']);
    historyWith(history, 'AT');
    expect(history).toEqual(['AT', 'ATI']);
  });
});

describe('the search in the history', () => {
  const history = ['AT+CSQ', 'ATI', 'at+creg?', 'AT+CSQ'];

  it.each([
    ['', 4, -1, 3],
    ['', 3, 1, null],
    ['AT+C', 4, -1, 3],
    ['at+cr', 4, -1, 2],
    ['AT+CSQ', 4, -1, null],
    ['AT+C', 3, -1, 2],
    ['AT+C', 0, 1, 2],
    ['AT+C', 0, -1, null],
    ['x', 4, -1, null],
  ] as const)('finds what begins with %j from %d on by %d at %j', (text, from, step, place) => {
    expect(historyPlace(history, text, from, step)).toBe(place);
  });
});

describe('the history in the browser', () => {
  it('is found again', () => {
    const kept = new Kept();
    keepHistory(kept, ['AT', 'AT+MPUB="a",0,0,"中文"']);
    expect(readHistory(kept)).toEqual(['AT', 'AT+MPUB="a",0,0,"中文"']);
  });

  it('is empty at first, and where the browser keeps nothing', () => {
    expect(readHistory(new Kept())).toEqual([]);
    expect(readHistory(refusing)).toEqual([]);
    expect(() => keepHistory(refusing, ['AT'])).not.toThrow();
  });

  it.each([
    ['', []],
    ['{', []],
    ['null', []],
    ['{"0":"AT"}', []],
    ['"AT"', []],
    ['["AT",7,null,["ATI"],"AT+CSQ"]', ['AT', 'AT+CSQ']],
  ])('is what can be read of it: %j', (text, lines) => {
    const kept = new Kept();
    kept.text = text;
    expect(readHistory(kept)).toEqual(lines);
  });
});
