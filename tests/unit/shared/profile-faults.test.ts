import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileFaultText } from '../../../shared/messages/wording.ts';
import { translator } from '../../../shared/messages/index.ts';
import { readProfile, readProfileText } from '../../../shared/profile-file.ts';
import { type ProfileRule, unitSerialFault } from '../../../shared/profile-rules.ts';

const SMALLEST = { name: 'n', broker: { host: 'h' }, mqtt: { clientId: 'c' } };
const ASCII = { messages: { encoding: 'ascii' } };

type Json = Readonly<Record<string, unknown>>;

/** The smallest profile with one field set, by its path. */
function withField(path: string, value: unknown, base: Json = SMALLEST): Json {
  const [head = '', ...rest] = path.split('.');
  if (rest.length === 0) return { ...base, [head]: value };
  const inner = base[head];
  const part = typeof inner === 'object' && inner !== null ? Object.fromEntries(Object.entries(inner)) : {};
  return { ...base, [head]: withField(rest.join('.'), value, part) };
}

const faultsOf = (json: unknown) => {
  const reading = readProfile(json);
  return reading.ok ? [] : reading.faults.map(({ path, rule }) => [path, rule]);
};

const WILL = { ...SMALLEST, mqtt: { clientId: 'c', will: { topic: 't', payload: 'p' } } };

/** Fields that stand between quotation marks on a line. */
const QUOTED = [
  'apn.name',
  'apn.username',
  'apn.password',
  'mqtt.clientId',
  'mqtt.username',
  'mqtt.password',
  'mqtt.will.topic',
  'mqtt.will.payload',
  'subscribe.topic',
  'publish.topic',
  'publish.payload',
];

/** Full enough that a fault in one field is the only one. */
const FULL: Json = { ...WILL, ...ASCII, mqtt: { ...WILL.mqtt, username: 'u', password: 'p' } };

const UNSENDABLE: readonly [string, string, ProfileRule][] = [
  ['a quotation mark', 'a"b', 'quote'],
  ['a quotation mark at the end', 'ab"', 'quote'],
  ['typed quotation marks around', '"ab"', 'quote'],
  ['a typographic quotation mark inside', 'a”b', 'quote'],
  ['one typographic quotation mark', '“ab', 'quote'],
  ['CR', 'a\rb', 'line_break'],
  ['LF', 'ab\n', 'line_break'],
  ['NUL', 'a\u0000', 'nul'],
  ['Ctrl-Z', '\u001aab', 'control_character'],
  ['ESC', 'a\u001bb', 'control_character'],
  ['backspace', 'a\bb', 'control_character'],
  ['DEL', 'a\u007fb', 'control_character'],
  ['TAB', 'a\tb', 'control_character'],
];

describe('a value that no line can carry', () => {
  for (const path of QUOTED)
    it.each(UNSENDABLE)(`is refused in ${path}: %s`, (_name, value, rule) => {
      expect(faultsOf(withField(path, value, FULL))).toEqual([[path, rule]]);
    });

  it.each(UNSENDABLE.filter(([, , rule]) => rule !== 'line_break' && rule !== 'nul'))(
    'is refused in the host: %s',
    (_name, value) => {
      const faults = faultsOf(withField('broker.host', value));
      // Blanks are taken out of a host; what is left of a TAB is a host.
      expect(faults.map(([path]) => path)).toEqual(value.includes('\t') ? [] : ['broker.host']);
    },
  );

  it.each(UNSENDABLE)('is refused as the serial number of the unit: %s', (_name, value) => {
    expect(unitSerialFault(value)).not.toBeNull();
  });
});

const VECTORS: readonly [string, Json, string, ProfileRule][] = [
  ['an unknown field', { ...SMALLEST, foo: 1 }, 'foo', 'unknown_field'],
  ...[
    'optionalSteps',
    'powerKey',
    'recovery',
    'sim',
    'apn',
    'broker',
    'mqtt',
    'messages',
    'subscribe',
    'publish',
  ].map((part): [string, Json, string, ProfileRule] => [
    `an unknown field in ${part}`,
    withField(`${part}.foo`, 1),
    `${part}.foo`,
    'unknown_field',
  ]),
  ['an unknown field in the will', withField('mqtt.will.foo', 1, WILL), 'mqtt.will.foo', 'unknown_field'],
  ['an unknown time limit', withField('timeouts.foo', 1), 'timeouts.foo', 'unknown_field'],
  ['a time limit of step 20', withField('timeouts.20', 1), 'timeouts.20', 'unknown_field'],
  ['a time limit of step 05', withField('timeouts.05', 1), 'timeouts.05', 'unknown_field'],
  ['a time limit of toString', withField('timeouts.toString', 1), 'timeouts.toString', 'unknown_field'],
  ['an unknown part of a time limit', withField('timeouts.5', { foo: 1 }), 'timeouts.5.foo', 'unknown_field'],
  ['a time limit in words', withField('timeouts.5', '60'), 'timeouts.5', 'wrong_type'],
  ['a time limit below zero', withField('timeouts.5', -1), 'timeouts.5', 'out_of_range'],
  ['a time limit of two hours', withField('timeouts.5', 7200), 'timeouts.5', 'out_of_range'],
  [
    'a part of a time limit in words',
    withField('timeouts.5', { total: 'x' }),
    'timeouts.5.total',
    'wrong_type',
  ],
  ['a part below zero', withField('timeouts.5', { poll: -0.5 }), 'timeouts.5.poll', 'out_of_range'],
  ['no attempts', withField('timeouts.5', { attempts: 0 }), 'timeouts.5.attempts', 'out_of_range'],
  ['half an attempt', withField('timeouts.5', { attempts: 1.5 }), 'timeouts.5.attempts', 'wrong_type'],
  ['no name', { broker: SMALLEST.broker, mqtt: SMALLEST.mqtt }, 'name', 'required'],
  ['no broker', { name: 'n', mqtt: SMALLEST.mqtt }, 'broker', 'required'],
  ['no host', withField('broker', {}), 'broker.host', 'required'],
  ['no client id', withField('mqtt', {}), 'mqtt.clientId', 'required'],
  ['a will without payload', withField('mqtt.will', { topic: 't' }), 'mqtt.will.payload', 'required'],
  ['an empty name', withField('name', ''), 'name', 'empty'],
  ['an empty host', withField('broker.host', ''), 'broker.host', 'empty'],
  ['a host of blanks', withField('broker.host', '  '), 'broker.host', 'empty'],
  ['an empty client id', withField('mqtt.clientId', ''), 'mqtt.clientId', 'empty'],
  ['a client id of quotation marks', withField('mqtt.clientId', '“”'), 'mqtt.clientId', 'empty'],
  ['an empty topic', withField('publish.topic', ''), 'publish.topic', 'empty'],
  ['an empty filter', withField('subscribe.topic', ''), 'subscribe.topic', 'empty'],
  ['a will without topic', withField('mqtt.will.topic', '', WILL), 'mqtt.will.topic', 'empty'],
  ['a name that is a number', withField('name', 1), 'name', 'wrong_type'],
  ['a host that is null', withField('broker.host', null), 'broker.host', 'wrong_type'],
  ['a part that is a list', withField('apn', []), 'apn', 'wrong_type'],
  ['a part that is null', withField('mqtt', null), 'mqtt', 'wrong_type'],
  ['a PIN that is a number', withField('sim.pin', 1234), 'sim.pin', 'wrong_type'],
  ['TLS in words', withField('broker.tls', 'yes'), 'broker.tls', 'wrong_type'],
  ['time limits that are a list', withField('timeouts', [1]), 'timeouts', 'wrong_type'],
  ['port 0', withField('broker.port', 0), 'broker.port', 'out_of_range'],
  ['port 65536', withField('broker.port', 65536), 'broker.port', 'out_of_range'],
  ['port 1883.5', withField('broker.port', 1883.5), 'broker.port', 'wrong_type'],
  ['a port in words', withField('broker.port', '1883'), 'broker.port', 'wrong_type'],
  ['no keep-alive', withField('mqtt.keepAliveSeconds', 0), 'mqtt.keepAliveSeconds', 'out_of_range'],
  [
    'a day of keep-alive',
    withField('mqtt.keepAliveSeconds', 86_400),
    'mqtt.keepAliveSeconds',
    'out_of_range',
  ],
  ['an unknown rate', withField('baudRate', 1200), 'baudRate', 'not_one_of'],
  ['QoS 3', withField('publish.qos', 3), 'publish.qos', 'not_one_of'],
  ['QoS of the will in words', withField('mqtt.will.qos', '0', WILL), 'mqtt.will.qos', 'not_one_of'],
  ['an unknown delivery', withField('messages.delivery', 'both'), 'messages.delivery', 'not_one_of'],
  ['an unknown encoding', withField('messages.encoding', 'HEX'), 'messages.encoding', 'not_one_of'],
  ['an unknown end', withField('after', 'sleep'), 'after', 'not_one_of'],
  ['an unknown rung', withField('recovery.automatic', 'tcp'), 'recovery.automatic', 'not_one_of'],
  ['a rung that is no word', withField('recovery.automatic', true), 'recovery.automatic', 'not_one_of'],
  ['an unknown control line', withField('powerKey.line', 'cts'), 'powerKey.line', 'not_one_of'],
  ['a host with scheme', withField('broker.host', 'ssl://h'), 'broker.host', 'host_scheme'],
  ['a host with scheme in capitals', withField('broker.host', 'MQTT://h'), 'broker.host', 'host_scheme'],
  ['a host with path', withField('broker.host', 'h/mqtt'), 'broker.host', 'host_characters'],
  ['a host with user', withField('broker.host', 'u@h'), 'broker.host', 'host_characters'],
  ['a wildcard in a topic', withField('publish.topic', 'a/+'), 'publish.topic', 'topic_wildcard'],
  ['a wildcard in a will', withField('mqtt.will.topic', '#', WILL), 'mqtt.will.topic', 'topic_wildcard'],
  ['# in the middle', withField('subscribe.topic', 'a/#/b'), 'subscribe.topic', 'filter_wildcard'],
  ['# in a level', withField('subscribe.topic', 'a#'), 'subscribe.topic', 'filter_wildcard'],
  ['+ in a level', withField('subscribe.topic', 'a/b+'), 'subscribe.topic', 'filter_wildcard'],
  ['an unknown placeholder', withField('mqtt.clientId', '{foo}'), 'mqtt.clientId', 'unknown_placeholder'],
  [
    'a placeholder in capitals',
    withField('subscribe.topic', '{IMEI}'),
    'subscribe.topic',
    'unknown_placeholder',
  ],
  [
    'a placeholder with a digit',
    withField('publish.topic', '{imei2}'),
    'publish.topic',
    'unknown_placeholder',
  ],
  ['a password without user', withField('mqtt.password', 'x'), 'mqtt.username', 'password_without_username'],
  ...['123', '123456789', '12a4', ' 1234', '１２３４'].map((pin): [string, Json, string, ProfileRule] => [
    `the PIN ${pin}`,
    withField('sim.pin', pin),
    'sim.pin',
    'pin_digits',
  ]),
  ['an endless APN', withField('apn.name', 'a'.repeat(1000)), 'apn.name', 'line_too_long'],
  ['an endless host', withField('broker.host', 'a'.repeat(1000)), 'broker.host', 'line_too_long'],
  ['an endless filter', withField('subscribe.topic', 'a'.repeat(1000)), 'subscribe.topic', 'line_too_long'],
  ['an endless payload', withField('publish.payload', 'a'.repeat(500)), 'publish.payload', 'line_too_long'],
  ['endless credentials', withField('mqtt.username', 'a'.repeat(1000)), 'mqtt', 'line_too_long'],
  [
    'a payload that grows too long with the number of the unit',
    withField('publish.payload', '{iccid}'.repeat(30)),
    'publish.payload',
    'line_too_long',
  ],
];

describe('a fault of a profile', () => {
  it.each(VECTORS)('names its field: %s', (_name, json, path, rule) => {
    expect(faultsOf(json)).toEqual([[path, rule]]);
  });

  it.each(VECTORS)('has a sentence in both languages: %s', (_name, json) => {
    const reading = readProfile(json);
    const texts = reading.ok
      ? []
      : reading.faults.flatMap((fault) => [
          profileFaultText(translator('en'), fault),
          profileFaultText(translator('zh-CN'), fault),
        ]);
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(text).not.toMatch(/\{\{|undefined/);
  });

  it('is told together with all the others', () => {
    const json = { ...SMALLEST, foo: 1, bar: 2, baudRate: 1, after: 'x', broker: { port: 0 } };
    expect(new Set(faultsOf(json).map(([path]) => path))).toEqual(
      new Set(['after', 'bar', 'baudRate', 'broker.host', 'broker.port', 'foo']),
    );
    expect(
      faultsOf({ ...SMALLEST, apn: { name: 'a"' }, mqtt: { clientId: '{x}' }, publish: { topic: '+' } }).map(
        ([path]) => path,
      ),
    ).toEqual(['apn.name', 'mqtt.clientId', 'publish.topic']);
  });

  it.each([
    ['nothing', '', 'not_json'],
    ['half an object', '{"name":', 'not_json'],
    ['a list', '[]', 'not_an_object'],
    ['null', 'null', 'not_an_object'],
    ['a text', '"profile"', 'not_an_object'],
    ['a number', '7', 'not_an_object'],
  ])('is of the file as a whole: %s', (_name, text, rule) => {
    expect(readProfileText(text)).toEqual({ ok: false, faults: [{ path: '', rule }] });
  });

  it('is a payload that ASCII cannot carry, though HEX could', () => {
    const json = withField('publish.payload', '{"t":1}');
    expect(faultsOf(json)).toEqual([]);
    expect(faultsOf({ ...json, ...ASCII })).toEqual([['publish.payload', 'quote']]);
  });

  it('is a member that only looks like inheritance', () => {
    const json: unknown = JSON.parse(
      '{"name":"n","broker":{"host":"h"},"mqtt":{"clientId":"c"},"__proto__":{"x":1}}',
    );
    expect(faultsOf(json)).toEqual([['__proto__', 'unknown_field']]);
  });
});

const MARKER = 'MARKER-9f3c';
const anything = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });
/** A profile in which every part may be right, wrong or missing. */
const nearly = fc.record(
  {
    name: fc.oneof(fc.string(), anything),
    baudRate: fc.oneof(fc.constant(115200), anything),
    sim: fc.oneof(anything, fc.constant({ pin: MARKER }), fc.constant({ pin: [MARKER] })),
    apn: fc.oneof(
      anything,
      fc.constant({ password: `${MARKER}"` }),
      fc.constant({ password: { [MARKER]: MARKER } }),
    ),
    broker: fc.oneof(
      anything,
      fc.record({ host: fc.string({ unit: 'binary' }), port: anything }, { requiredKeys: [] }),
    ),
    mqtt: fc.oneof(
      anything,
      fc.record(
        {
          clientId: fc.string({ unit: 'binary' }),
          username: fc.oneof(fc.string(), anything),
          password: fc.oneof(
            fc.constant(`${MARKER}\n`),
            fc.constant(MARKER.repeat(120)),
            fc.constant(`{${MARKER}}`),
          ),
          will: anything,
        },
        { requiredKeys: [] },
      ),
    ),
    timeouts: fc.oneof(anything, fc.dictionary(fc.string(), fc.oneof(fc.double(), anything))),
  },
  { requiredKeys: [] },
);

describe('whatever is in the file', () => {
  it('is read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.oneof(anything, nearly), (json) => {
        const reading = readProfile(json);
        if (!reading.ok) expect(reading.faults.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !readProfileText(text).ok));
  });

  it('does not put a secret into a fault', () => {
    const values = fc.constantFrom(
      MARKER,
      `${MARKER}"`,
      `${MARKER}\r\n`,
      `${MARKER}\u0000`,
      `“${MARKER}`,
      `{${MARKER}}`,
      MARKER.repeat(120),
      [MARKER],
      { value: MARKER },
    );
    fc.assert(
      fc.property(values, values, values, (pin, apn, mqtt) => {
        const json = {
          ...SMALLEST,
          sim: { pin },
          apn: { name: 'a', password: apn },
          mqtt: { clientId: 'c', password: mqtt },
        };
        const reading = readProfile(json);
        expect(reading.ok).toBe(false);
        expect(JSON.stringify(reading)).not.toContain(MARKER);
      }),
      { numRuns: 300 },
    );
  });

  it('that is accepted is accepted again, unchanged', () => {
    fc.assert(
      fc.property(nearly, (json) => {
        const reading = readProfile(json);
        if (!reading.ok) return;
        expect(readProfile(reading.profile)).toEqual({ ok: true, profile: reading.profile, changes: [] });
      }),
    );
  });
});
