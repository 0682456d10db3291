import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineOf } from '../../../shared/command-line.ts';
import { STEPS } from '../../../shared/plan.ts';
import {
  HIDDEN,
  hexWithPlaceholders,
  type PreviewLine,
  previewLines,
  previewText,
} from '../../../shared/preview.ts';
import { readProfile } from '../../../shared/profile-file.ts';
import { profileFaults } from '../../../shared/profile-rules.ts';
import { type Profile, type ProfileInput, profileSchema } from '../../../shared/profile.ts';
import { STEP_COMMANDS } from '../../../shared/step-commands.ts';

const BASE: ProfileInput = { name: 'n', broker: { host: 'h.example' }, mqtt: { clientId: 'cid' } };
const profileOf = (part: Partial<ProfileInput> = {}): Profile => profileSchema.parse({ ...BASE, ...part });

function linesOf(part: Partial<ProfileInput> = {}, typed: Readonly<Record<string, string>> = {}) {
  const profile = profileOf(part);
  const faults = Object.keys(typed).map((path) => ({ path, rule: 'out_of_range' as const }));
  return previewLines({ profile, faults: [...profileFaults(profile), ...faults], typed });
}

const own = (lines: readonly PreviewLine[], step: number): PreviewLine => {
  const found = lines.find((line) => line.step === step && line.interlude === null);
  if (found === undefined) throw new Error(`no line of step ${step}`);
  return found;
};

const rejectedIn = ({ pieces }: PreviewLine) =>
  pieces.filter(({ rejected }) => rejected).map(({ text }) => text);

const fieldsIn = ({ pieces }: PreviewLine) =>
  pieces.filter(({ field }) => field !== null).map(({ field, text }) => [field, text]);

const interludes = (part: Partial<ProfileInput>) =>
  linesOf(part)
    .filter(({ interlude }) => interlude !== null)
    .map((line) => [line.interlude, previewText(line)]);

describe('the preview', () => {
  it('has the 19 steps in order, one line of each', () => {
    const numbers = linesOf()
      .filter(({ interlude }) => interlude === null)
      .map(({ step }) => step);
    expect(numbers).toEqual(STEPS.map(({ number }) => number));
  });

  it('is what the writer of command lines writes', () => {
    const profile = profileOf({
      broker: { host: 'h.example', tls: true, port: 8883 },
      mqtt: { clientId: 'cid', username: 'u', will: { topic: 'w', payload: 'OFF', qos: 1, retain: true } },
      messages: { delivery: 'cached' },
      apn: { name: 'CMNET', username: 'a' },
    });
    const lines = previewLines({ profile, faults: [], typed: {} });
    for (const { id, number } of STEPS)
      expect(previewText(own(lines, number))).toBe(lineOf(STEP_COMMANDS[id](profile)).shown);
  });

  it('is what the writer writes for any profile that can be sent', () => {
    const sendable = fc.stringMatching(/^[a-z0-9/-]{1,12}$/);
    fc.assert(
      fc.property(
        sendable,
        sendable,
        sendable,
        fc.boolean(),
        fc.string(),
        (host, user, topic, tls, payload) => {
          const reading = readProfile({
            ...BASE,
            broker: { host: host.replaceAll('/', 'x'), tls },
            mqtt: { clientId: 'c', username: user },
            publish: { topic, payload },
          });
          if (!reading.ok) throw new Error('the generator makes profiles that can be sent');
          const lines = previewLines({ profile: reading.profile, faults: [], typed: {} });
          fc.pre(!/\{(imei|iccid|serial)\}/.test(payload));
          for (const step of ['broker_connect', 'mqtt_auth_cfg', 'publish'] as const) {
            const number = STEPS.find(({ id }) => id === step)?.number ?? 0;
            expect(previewText(own(lines, number))).toBe(lineOf(STEP_COMMANDS[step](reading.profile)).line);
          }
        },
      ),
    );
  });

  it('names the field that each value comes from', () => {
    const lines = linesOf({ broker: { host: 'h', tls: true } });
    expect(fieldsIn(own(lines, 11))).toEqual([
      ['broker.tls', 'AT+SSLMIPSTART'],
      ['broker.sslPrefix', 'ssl://'],
      ['broker.host', 'h'],
      ['broker.port', '1883'],
    ]);
    expect(fieldsIn(own(lines, 3))).toEqual([['baudRate', '115200']]);
    expect(fieldsIn(own(lines, 1))).toEqual([]);
    expect(fieldsIn(own(lines, 17)).map(([field]) => field)).toEqual([
      'publish.topic',
      'publish.qos',
      'publish.retain',
      'publish.payload',
    ]);
  });

  it('says why a step sends nothing', () => {
    const all = linesOf();
    expect(own(all, 18)).toMatchObject({ absent: 'delivered_directly', pieces: [] });
    expect(own(all, 2).absent).toBeNull();
    const less = linesOf({
      optionalSteps: { echoOff: false, fixBaud: false },
      messages: { delivery: 'cached' },
      after: 'stay-online',
    });
    expect(own(less, 2).absent).toBe('switched_off');
    expect(own(less, 3).absent).toBe('switched_off');
    expect(own(less, 18).absent).toBeNull();
    expect(own(less, 19).absent).toBe('stays_online');
  });

  it('has the lines between the steps where the profile asks for them, and no other', () => {
    expect(interludes({})).toEqual([['give_up_topic', 'AT+MUNSUB="test"']]);
    expect(interludes({ after: 'stay-online' })).toEqual([]);
    expect(
      interludes({
        sim: { pin: '0123' },
        mqtt: { clientId: 'c', will: { topic: 't', payload: 'p' } },
        messages: { encoding: 'ascii' },
        after: 'power-off',
      }),
    ).toEqual([
      ['sim_asks', `AT+CPIN="${HIDDEN}"`],
      ['will_encoding', 'AT+MQTTMODE=0'],
      ['give_up_topic', 'AT+MUNSUB="test"'],
      ['power_off', 'AT+CPOWD=1'],
    ]);
  });
});

describe('secrets in the preview', () => {
  it('are nowhere to be seen, whatever they are', () => {
    const secret = fc.string({ minLength: 1, unit: 'binary' }).map((text) => `SECRET${text}`);
    fc.assert(
      fc.property(secret, secret, secret, (pin, apn, mqtt) => {
        const lines = linesOf({
          sim: { pin },
          apn: { name: 'CMNET', password: apn },
          mqtt: { clientId: 'c', username: 'u', password: mqtt },
        });
        expect(JSON.stringify(lines)).not.toContain('SECRET');
      }),
    );
  });

  it('are seen to be empty when they are', () => {
    const text = previewText(own(linesOf({ mqtt: { clientId: 'c', username: 'u' } }), 12));
    expect(text).toBe('AT+MCONFIG="c","u",""');
  });

  it('are marked as a whole when a character of theirs cannot be sent', () => {
    const lines = linesOf({ mqtt: { clientId: 'c', username: 'u', password: 'a"b' } });
    expect(rejectedIn(own(lines, 12))).toEqual([HIDDEN]);
  });
});

describe('placeholders in the preview', () => {
  it('stay as they are typed', () => {
    expect(previewText(own(linesOf({ mqtt: { clientId: 'wis-{imei}' } }), 10))).toBe(
      'AT+MCONFIG="wis-{imei}"',
    );
  });

  it('stay readable amid the digits of a payload in HEX', () => {
    expect(hexWithPlaceholders('A{imei}B')).toBe('41{imei}42');
    expect(hexWithPlaceholders('{serial}{iccid}')).toBe('{serial}{iccid}');
    expect(hexWithPlaceholders('{other}')).toBe('7B6F746865727D');
    const lines = linesOf({ publish: { payload: 'A{imei}' } });
    expect(previewText(own(lines, 17))).toBe('AT+MPUB="test",0,0,"41{imei}"');
  });

  it('are as they are typed in a payload in ASCII', () => {
    const lines = linesOf({ publish: { payload: 'A{imei}' }, messages: { encoding: 'ascii' } });
    expect(previewText(own(lines, 17))).toBe('AT+MPUB="test",0,0,"A{imei}"');
  });
});

describe('what cannot be sent', () => {
  const user = (username: string) => ({ mqtt: { clientId: 'c', username } });
  const filter = (topic: string) => ({ subscribe: { topic } });
  const ascii = (payload: string) => ({ publish: { payload }, messages: { encoding: 'ascii' as const } });

  it.each<[string, Partial<ProfileInput>, number, readonly string[]]>([
    ['a quotation mark', user('a"b'), 12, ['"']],
    ['typed quotation marks', user('a\u201db\u201c'), 12, ['\u201d', '\u201c']],
    ['a line break', ascii('a\r\nb'), 17, ['␍␊']],
    ['NUL', user('a\0b'), 12, ['␀']],
    ['Ctrl-Z', user('a\u001ab'), 12, ['␚']],
    ['DEL', user('a\u007f'), 12, ['␡']],
    ['an unknown placeholder', { mqtt: { clientId: 'a{imei}{foo}' } }, 10, ['{foo}']],
    ['a scheme before the host', { broker: { host: 'ssl://h' } }, 11, ['ssl://']],
    ['a path behind the host', { broker: { host: 'h/mqtt' } }, 11, ['/']],
    ['wildcards in a topic', { publish: { topic: 'a/+/#' } }, 17, ['+', '#']],
    ['a # in the middle', filter('a/#/b/#'), 15, ['#']],
    ['a + in a level', filter('+/a+'), 15, ['+']],
    ['a # in a level', filter('a#'), 15, ['#']],
  ])('is marked where it stands: %s', (_name, part, step, rejected) => {
    expect(rejectedIn(own(linesOf(part), step))).toEqual(rejected);
  });

  it.each<[string, Partial<ProfileInput>]>([
    ['everything by default', {}],
    ['a placeholder', { mqtt: { clientId: '{imei}{iccid}{serial}' } }],
    ['wildcards in a filter', filter('+/b/#')],
    ['quotation marks in HEX', { publish: { payload: '"\r\n\0' } }],
  ])('is not marked in what can: %s', (_name, part) => {
    expect(linesOf(part).flatMap(rejectedIn)).toEqual([]);
  });

  it('is marked in every line that has it', () => {
    const lines = linesOf({ mqtt: { clientId: 'a"b' } });
    expect(rejectedIn(own(lines, 10))).toEqual(['"']);
    expect(rejectedIn(own(lines, 12))).toEqual(['"']);
  });

  it('is seen also where nothing was typed', () => {
    const lines = linesOf({ publish: { topic: '' } }, { 'mqtt.keepAliveSeconds': '' });
    expect(rejectedIn(own(lines, 17))).toEqual(['""']);
    expect(previewText(own(lines, 13))).toBe('AT+MCONNECT=1,?');
  });

  it('is a number as it was typed, not another one', () => {
    const lines = linesOf({}, { 'broker.port': '18x3', 'mqtt.keepAliveSeconds': '70000' });
    expect(previewText(own(lines, 11))).toBe('AT+MIPSTART="h.example","18x3"');
    expect(rejectedIn(own(lines, 11))).toEqual(['18x3']);
    expect(rejectedIn(own(lines, 13))).toEqual(['70000']);
  });

  it('is a line that is too long, as a whole', () => {
    const lines = linesOf({ publish: { payload: 'a'.repeat(600) } });
    expect(own(lines, 17).tooLong).toBe(true);
    expect(rejectedIn(own(lines, 17))).toEqual([]);
    expect(own(lines, 15).tooLong).toBe(false);
    expect(own(linesOf({ mqtt: { clientId: 'c', username: 'u'.repeat(1000) } }), 12).tooLong).toBe(true);
  });
});
