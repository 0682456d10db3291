import { describe, expect, it } from 'vitest';
import { COMMAND_HELP } from '../../../../shared/console/command-help.ts';
import { completions, helpFor, typedPart } from '../../../../shared/console/completion.ts';
import { LANGUAGES } from '../../../../shared/messages/index.ts';

const forms = (typed: string) => completions(typed).map(({ form }) => form);

describe('the commands that are offered', () => {
  it.each(COMMAND_HELP.map((row) => [row.form, row] as const))(
    'has a text in both languages: %s',
    (_form, row) => {
      expect(LANGUAGES.en[row.help]).toMatch(/[.]$/);
      expect(LANGUAGES['zh-CN'][row.help]).toMatch(/。$/);
      expect(row.source).not.toBe('');
    },
  );

  it.each(COMMAND_HELP.map(({ form }) => form))('leads to %s while one types', (form) => {
    expect(forms(typedPart(form).slice(0, -1))).toContain(form);
    expect(forms(form.slice(0, 2).toLowerCase())).toSatisfy(
      (offered: readonly string[]) => offered.includes(form) || form.length <= 2,
    );
  });

  it.each(COMMAND_HELP.map((row) => [row.form, row] as const))('explains itself: %s', (form, row) => {
    expect(helpFor(form)).toBe(row);
    expect(helpFor(form.toLowerCase())).toBe(row);
  });

  it('names each form once', () => {
    expect(new Set(COMMAND_HELP.map(({ form }) => form)).size).toBe(COMMAND_HELP.length);
  });

  it('has every command of the 19 steps', () => {
    const names = ['CPIN', 'CREG', 'CGATT', 'CSTT', 'CIICR', 'CIFSR', 'MCONFIG', 'MIPSTART', 'SSLMIPSTART'];
    const more = ['MCONNECT', 'MQTTMSGSET', 'MSUB', 'MQTTMODE', 'MPUB', 'MQTTMSGGET', 'MDISCONNECT', 'IPR'];
    for (const name of [...names, ...more])
      expect(
        COMMAND_HELP.some(({ form }) => form.startsWith(`AT+${name}`)),
        name,
      ).toBe(true);
  });
});

describe('completing', () => {
  it('offers what begins with the text, the bring-up first', () => {
    expect(forms('AT+CRE')).toEqual(['AT+CREG?', 'AT+CREG=<n>']);
    expect(forms('at+c').slice(0, 2)).toEqual(['AT+CPIN?', 'AT+CPIN="<pin>"']);
    expect(forms(' AT+CSQ').length).toBe(0);
  });

  it('finds a name without AT+ in front, and one that has the text inside, behind those', () => {
    expect(forms('creg')).toEqual(['AT+CREG?', 'AT+CREG=<n>']);
    expect(forms('SUB')).toEqual(['AT+MSUB="<topic>",<qos>', 'AT+MUNSUB="<topic>"']);
    expect(forms('MSUB')[0]).toBe('AT+MSUB="<topic>",<qos>');
    expect(forms('&')).toEqual([]);
  });

  it('types everything up to what one fills in', () => {
    expect(typedPart('AT+CSTT="<apn>"')).toBe('AT+CSTT="');
    expect(typedPart('AT+CREG?')).toBe('AT+CREG?');
    expect(typedPart('AT+CLCK="SC",<0|1>,"<pin>"')).toBe('AT+CLCK="SC",');
  });

  it.each(['', '   ', 'AT+ZZZ', 'hello', '?', '=', '"', 'AT+CREG?x', 'AT+CSTT="CM', '中文', '*'])(
    'offers nothing for %j',
    (typed) => {
      expect(forms(typed)).toEqual([]);
    },
  );
});

describe('the help of a line', () => {
  it.each([
    ['AT+CSTT="cmnet"', 'AT+CSTT="<apn>"'],
    ['AT+CSTT="cmnet","u"', 'AT+CSTT="<apn>","<user>","<password>"'],
    ['at+mconfig="c"', 'AT+MCONFIG="<client id>"'],
    ['AT+MCONFIG="c,d","u', 'AT+MCONFIG="<client id>","<user>","<password>"'],
    [
      'AT+MCONFIG="c","u","p",0',
      'AT+MCONFIG="<client id>","<user>","<password>",<qos>,<retain>,"<topic>","<message>"',
    ],
    ['AT+CREG', 'AT+CREG?'],
    ['AT+CREG=1', 'AT+CREG=<n>'],
    ['AT+CREG=?', 'AT+…=?'],
    ['AT+COPS=?', 'AT+COPS=?'],
    ['AT+CFUN=1', 'AT+CFUN=<0|1|4>'],
    ['AT+CFUN=1,1', 'AT+CFUN=1,1'],
    ['AT+CMEE=2;+CREG?', 'AT+CREG?'],
    ['AT+MPUB="a;b",0,0,"x', 'AT+MPUB="<topic>",<qos>,<retain>,"<payload>"'],
    ['AT', 'AT'],
  ])('%s is the one of %s', (line, form) => {
    expect(helpFor(line)?.form).toBe(form);
  });

  it.each(['', 'AT+', 'AT+XYZ=1', 'AT+XYZ=?', 'AT+CREGX?', 'hello', ';', '=?', '"AT+CREG?"'])(
    'is silent about %j',
    (line) => {
      expect(helpFor(line)).toBeNull();
    },
  );
});
