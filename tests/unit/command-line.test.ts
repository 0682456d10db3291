import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Argument, commandLine, MASK, number, secret, text } from '../../shared/command-line.ts';

describe('a command line', () => {
  test.each<[string, readonly Argument[], string]>([
    ['AT', [], 'AT'],
    ['AT+CPIN?', [], 'AT+CPIN?'],
    ['AT+CSTT', [text('CMNET')], 'AT+CSTT="CMNET"'],
    ['AT+MIPSTART', [text('broker.example'), text('1883')], 'AT+MIPSTART="broker.example","1883"'],
    ['AT+MCONNECT', [number(1), number(20)], 'AT+MCONNECT=1,20'],
    ['AT+MPUB', [text('t'), number(0), number(0), text('a,b')], 'AT+MPUB="t",0,0,"a,b"'],
    ['AT+CSTT', [text('')], 'AT+CSTT=""'],
    ['AT+MPUB', [text(' t ')], 'AT+MPUB=" t "'],
  ])('of %s is written without padding', (name, args, line) => {
    expect(commandLine(name, args)).toEqual({ line, shown: line });
  });

  test('shows no secret, but sends it', () => {
    const command = commandLine('AT+MCONFIG', [text('id'), text('user'), secret('hunter2')]);
    expect(command.line).toBe('AT+MCONFIG="id","user","hunter2"');
    expect(command.shown).toBe(`AT+MCONFIG="id","user","${MASK}"`);
  });

  test('shows that a secret is empty', () => {
    expect(commandLine('AT+MCONFIG', [text('id'), secret('')]).shown).toBe('AT+MCONFIG="id",""');
  });

  test('masks the secret alone, though another argument reads the same', () => {
    const { shown } = commandLine('AT+MCONFIG', [text('admin'), text('admin'), secret('admin')]);
    expect(shown).toBe(`AT+MCONFIG="admin","admin","${MASK}"`);
  });

  const argument = fc.oneof(
    fc.string().map(text),
    fc.integer().map(number),
    fc.string({ minLength: 1 }).map((value) => secret(`~${value}~`)),
  );

  test('never shows any part of a secret that nothing else says, and always as many arguments', () => {
    fc.assert(
      fc.property(fc.array(argument, { minLength: 1 }), (args) => {
        const { line, shown } = commandLine('AT+X', args);
        for (const { kind, value } of args)
          if (kind === 'secret') {
            expect(line).toContain(value);
            const others = args.filter((each) => each.kind !== 'secret').map((each) => String(each.value));
            if (!others.some((other) => other.includes(value))) expect(shown).not.toContain(value);
          }
        const masked = args.map((each) => (each.kind === 'secret' ? secret(MASK) : each));
        expect(shown).toBe(commandLine('AT+X', masked).line);
      }),
    );
  });
});
