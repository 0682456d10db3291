import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../electron/port/index.ts';
import { typedCommand } from '../../../shared/typed-command.ts';

const shownOf = (typed: string) => typedCommand(typed)?.command.shown;
const secretsOf = (typed: string) => typedCommand(typed)?.secrets;

describe('a typed line', () => {
  it.each([
    ['AT', 'AT'],
    ['  ATI \t', 'ATI'],
    ['at+csq', 'at+csq'],
    ['AT+MPUB="a b",0,0,"ü 中文"', 'AT+MPUB="a b",0,0,"ü 中文"'],
    ['+++', '+++'],
  ])('is sent without the blanks around it, else as it is: %j', (typed, line) => {
    expect(typedCommand(typed)).toEqual({ command: { line, shown: line }, secrets: [] });
  });

  it.each([
    '',
    '   ',
    '\t\n',
    'AT\rAT+CPOWD=1',
    'AT\nATI',
    'AT\u0000',
    'AT\u001a',
    'A\u0008T',
    'AT\u007f',
    'A\tT',
  ])('cannot be sent: %j', (typed) => {
    expect(typedCommand(typed)).toBeNull();
  });
});

describe('a secret argument of a typed line', () => {
  it.each([
    ['AT+CPIN="1234"', 'AT+CPIN="***"', ['1234']],
    ['AT+CPIN="12345678","4321"', 'AT+CPIN="***","***"', ['12345678', '4321']],
    ['at+cpin="1234"', 'at+cpin="***"', ['1234']],
    ['AT + C PIN = "1234" ', 'AT + C PIN = "***"', ['1234']],
    ['AT+CPIN= "1234" , "4321"', 'AT+CPIN= "***" , "***"', ['1234', '4321']],
    ['AT+CPIN="","4321"', 'AT+CPIN="","***"', ['4321']],
    ['AT+CPIN="?"', 'AT+CPIN="***"', ['?']],
    ['AT+CPIN=" "', 'AT+CPIN="***"', [' ']],
    ['AT+CLCK="SC",1,"1234"', 'AT+CLCK="SC",1,"***"', ['1234']],
    ['AT+CLCK="SC",1,"1234",7', 'AT+CLCK="SC",1,"***",7', ['1234']],
    ['AT+CPWD="SC","1234","4321"', 'AT+CPWD="SC","***","***"', ['1234', '4321']],
    ['AT+CGAUTH=1,1,"u","pa"', 'AT+CGAUTH=1,1,"u","***"', ['pa']],
    ['AT+CSTT="apn","u","p,a;s=s"', 'AT+CSTT="apn","u","***"', ['p,a;s=s']],
    ['at+mconfig="id","user","pa,ss"', 'at+mconfig="id","user","***"', ['pa,ss']],
    ['AT+MCONFIG="i,d","u;s","p",0,1,"t","bye"', 'AT+MCONFIG="i,d","u;s","***",0,1,"t","bye"', ['p']],
    ['AT+MCONFIG="i",,"p"', 'AT+MCONFIG="i",,"***"', ['p']],
  ])('is masked: %j', (typed, shown, secrets) => {
    expect(typedCommand(typed)).toEqual({ command: { line: typed.trim(), shown }, secrets });
  });

  it.each([
    ['AT+CSQ;+CPIN="1234"', 'AT+CSQ;+CPIN="***"', ['1234']],
    ['AT+CPIN="1234";+CSQ', 'AT+CPIN="***";+CSQ', ['1234']],
    ['AT+CPIN="1;2";+CSQ', 'AT+CPIN="***";+CSQ', ['1;2']],
    ['ATE0+CPIN="1234"', 'ATE0+CPIN="***"', ['1234']],
    ['ATS3=13+CPIN="1234"', 'ATS3=13+CPIN="***"', ['1234']],
    ['AT+CREG=1 ; +cpin="1";+CLCK="SC",1,"2"', 'AT+CREG=1 ; +cpin="***";+CLCK="SC",1,"***"', ['1', '2']],
    ['AT+MPUB="t",0,0,"a";+CPIN="9876"', 'AT+MPUB="t",0,0,"a";+CPIN="***"', ['9876']],
  ])('is masked wherever its command stands in a line of several: %j', (typed, shown, secrets) => {
    expect(typedCommand(typed)).toEqual({ command: { line: typed, shown }, secrets });
  });

  it.each([
    ['AT+CPIN=1234', 'AT+CPIN="***"', ['1234', '=1234']],
    ['AT+CPIN=1234,"5678"', 'AT+CPIN="***","***"', ['1234', '5678', '=1234,"5678"']],
    ['AT+CPIN=1', 'AT+CPIN="***"', ['1', 'IN=1']],
    ['AT+CPIN=😀', 'AT+CPIN="***"', ['😀', 'IN=😀']],
    ['AT+CPIN="1234', 'AT+CPIN="***"', ['1234', '="1234']],
    ['AT+CPIN="1234;+CSQ', 'AT+CPIN="***"', ['1234;+CSQ', '="1234;+CSQ']],
    ['AT+CSTT=cmnet,u,p+q=w', 'AT+CSTT=cmnet,u,"***"', ['p+q=w', ',p+q=w']],
    ['AT+CPIN=1;+CPIN=2', 'AT+CPIN="***";+CPIN="***"', ['1', 'IN=1', '2', 'IN=2']],
  ])('without its quotation marks is masked with what stands ahead of it: %j', (typed, shown, secrets) => {
    expect(typedCommand(typed)).toEqual({ command: { line: typed, shown }, secrets });
  });

  it.each([
    ['AT+CPIN=“1234”', 'AT+CPIN="***"'],
    ['AT+CPIN=＂1234＂', 'AT+CPIN="***"'],
    ['ＡＴ＋ＣＰＩＮ＝1234', 'ＡＴ＋ＣＰＩＮ＝"***"'],
    ['AT+CPIN=“1234”，“5678”；+CSQ', 'AT+CPIN="***"，"***"；+CSQ'],
  ])('typed with a Chinese keyboard is masked: %j', (typed, shown) => {
    expect(shownOf(typed)).toBe(shown);
    expect(secretsOf(typed)?.[0]).toBe('1234');
    expect(typedCommand(typed)?.command.line).toBe(typed);
  });

  it.each([
    ['AT+MCONFIG="id","u","pa"ss,wo;rd"', 'AT+MCONFIG="id","u","***"'],
    ['AT+MCONFIG="id","us"er","pass,word",0', 'AT+MCONFIG="id","***"'],
    ['AT+CPIN=12"34";+CLCK="SC",1,"99"', 'AT+CPIN="***"'],
  ])('takes the rest of the line with it where quotation marks stand astray: %j', (typed, shown) => {
    expect(shownOf(typed)).toBe(shown);
  });
});

describe('nothing is masked', () => {
  it.each([
    'AT+CPIN?',
    'AT+CPIN=?',
    'AT+CPIN= ?',
    'AT+CPIN',
    'AT+CPIN=',
    'AT+CPIN=,',
    'AT+CPIN=""',
    'AT+CLCK="SC",2',
    'AT+CSTT="CMNET"',
    'AT+CSTT="CMNET","",""',
    'AT+MCONFIG="id"',
    'AT+MCONFIG="id","user",,0,0,"t","m"',
    'AT+CPINR="1234"',
    'AT+XCPIN="1234"',
    'AT+MPUB="t",0,0,"+CPIN=1234"',
    'AT+MPUB="CPIN=1",0,0,"x;+CPIN=1"',
    'AT+MIPSTART="host","1883"',
    'AT+CSTT?;+CSQ',
  ])('where there is no secret: %j', (typed) => {
    expect(typedCommand(typed)).toEqual({ command: { line: typed, shown: typed }, secrets: [] });
  });
});

/** Commands with a place for a secret; what stands around it holds no letter that is drawn for one. */
const PLACES = [
  (secret: string) => `AT+CPIN=${secret}`,
  (secret: string) => `AT+CPIN="1",${secret}`,
  (secret: string) => `AT+CSQ;+CPIN=${secret};+CSQ`,
  (secret: string) => `ATE0+CLCK="SC", 1 ,${secret} `,
  (secret: string) => `at+cpwd="SC",${secret},"1"`,
  (secret: string) => `AT+CSTT="CMNET","0",${secret}`,
  (secret: string) => `AT+MCONFIG="A,0;","1",${secret},0,1,"T","M"`,
] as const;
const place = fc.constantFrom(...PLACES);

/** A character that the frames of `PLACES` and the mask do not have. */
const isForeign = (character: string) => !/[A-Za-z0-9+=;," *\p{Cc}]/u.test(character);
const foreign = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => [...text].some(isForeign));
const noControl = (text: string) => !/\p{Cc}/u.test(text);
const QUOTE = /["\u201c\u201d\u201e\u2033\uff02]/;

const quoted = foreign
  .filter((text) => noControl(text) && !QUOTE.test(text))
  .map((secret) => ({
    secret,
    written: `"${secret}"`,
  }));
const bare = foreign
  .filter((text) => noControl(text) && !QUOTE.test(text) && !/[,;，；]/.test(text) && text === text.trim())
  // The question for what may be given.
  .filter((text) => !/^[?？]$/.test(text))
  .map((secret) => ({ secret, written: secret }));

describe('whatever the secret', () => {
  it('is not in what is shown, and is in what is sent', () => {
    fc.assert(
      fc.property(place, fc.oneof(quoted, bare), (at, { secret, written }) => {
        const typed = typedCommand(at(written));
        expect(typed?.command.line).toBe(at(written).trim());
        expect(typed?.command.line).toContain(secret);
        expect(typed?.command.shown).not.toContain(secret);
        expect(typed?.command.shown).toContain('"***"');
        expect(typed?.secrets).toContain(secret);
      }),
      { numRuns: 2000 },
    );
  });

  it('is in no trace of the line that is masked by what the command says of it', () => {
    fc.assert(
      fc.property(place, fc.oneof(quoted, bare), fc.boolean(), (at, { secret, written }, isEcho) => {
        const typed = typedCommand(at(written));
        const redactor = createRedactor();
        for (const each of typed?.secrets ?? []) redactor.add(each);
        const text = `${typed?.command.line}${isEcho ? '\r' : ''}\r\n`;
        expect(redactor.maskText(text)).not.toContain(secret);
      }),
      { numRuns: 2000 },
    );
  });

  it('of digits is in no trace of the line, quoted or not', () => {
    const digits = fc.stringMatching(/^[2-9]{1,8}$/);
    fc.assert(
      fc.property(place, digits, fc.boolean(), (at, secret, isQuoted) => {
        const typed = typedCommand(at(isQuoted ? `"${secret}"` : secret));
        const redactor = createRedactor();
        for (const each of typed?.secrets ?? []) redactor.add(each);
        expect(typed?.command.shown).not.toContain(secret);
        expect(redactor.maskText(`${typed?.command.line}\r\n`)).not.toContain(secret);
      }),
    );
  });

  it('any text is either refused or sent as it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
        const typed = typedCommand(text);
        if (typed === null) expect(text.trim() === '' || !noControl(text)).toBe(true);
        else expect(typed.command.line).toBe(text.trim());
      }),
      { numRuns: 2000 },
    );
  });
});
