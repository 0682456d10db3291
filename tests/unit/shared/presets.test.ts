import { describe, expect, it } from 'vitest';
import { en } from '../../../shared/messages/en/index.ts';
import { platformWarnings } from '../../../shared/platform-checks.ts';
import {
  ACCESS_POINTS,
  accessPointOf,
  type PlatformId,
  platformOf,
  platformRow,
  PLATFORMS,
} from '../../../shared/presets.ts';
import { profileFaults } from '../../../shared/profile-rules.ts';
import { type Profile, type ProfileInput, profileSchema } from '../../../shared/profile.ts';

interface Parts {
  readonly broker?: Partial<ProfileInput['broker']>;
  readonly mqtt?: Partial<ProfileInput['mqtt']>;
  readonly subscribe?: ProfileInput['subscribe'];
  readonly publish?: ProfileInput['publish'];
}

const WILL = { topic: 't', payload: 'p' };

function profileOf({ broker, mqtt, ...others }: Parts): Profile {
  return profileSchema.parse({
    name: 'n',
    ...others,
    broker: { host: 'h', ...broker },
    mqtt: { clientId: 'c', ...mqtt },
  });
}

const warningsOf = (id: PlatformId, parts: Parts) =>
  platformWarnings(platformRow(id), profileOf(parts)).map(({ path, rule, expected }) => [
    path,
    rule,
    expected,
  ]);

/** For each platform a profile as its console would give it. */
const RIGHT: Readonly<Record<Exclude<PlatformId, 'aws'>, Parts>> = {
  baidu_iot_hub: {
    broker: { host: 'dpndjwf.mqtt.iot.gz.baidubce.com' },
    mqtt: { username: 'dpndjwf/wis800c' },
  },
  baidu_iot_core: { mqtt: { username: 'thingidp@abc|dev1||SHA256' } },
  onenet: {
    broker: { host: 'mqtts.heclouds.com' },
    mqtt: { clientId: 'dev1', username: 'pid' },
    subscribe: { topic: '$sys/pid/dev1/dp/post/json/accepted' },
    publish: { topic: '$sys/pid/dev1/dp/post/json' },
  },
  aliyun: {
    broker: { host: 'a1b2c3.iot-as-mqtt.cn-shanghai.aliyuncs.com' },
    mqtt: { clientId: 'd1|securemode=3,signmethod=hmacsha1,timestamp=1|', username: 'd1&a1b2c3' },
  },
  huawei: {
    broker: { host: 'x.iotda-device.cn-north-4.myhuaweicloud.com' },
    mqtt: { clientId: 'p_d1_0_0_2026010100', username: 'p_d1' },
  },
  tencent: {
    broker: { host: 'ABC123.iotcloud.tencentdevices.com' },
    mqtt: { clientId: 'ABC123dev', username: 'ABC123dev;12010126;xyz;1700000000' },
  },
  emqx_test: { broker: { host: 'broker.emqx.io' } },
  thingsboard: { broker: { host: 'mqtt.thingsboard.cloud' }, mqtt: { username: 'token' } },
  custom: { broker: { host: '192.168.1.5' } },
};

const ROWS = Object.entries(RIGHT).map(([id, parts]): [PlatformId, Parts] => {
  const row = PLATFORMS.find((each) => each.id === id);
  if (row === undefined) throw new Error(id);
  return [row.id, parts];
});

describe('the presets', () => {
  it('say where each row comes from, and name each row once', () => {
    for (const rows of [ACCESS_POINTS, PLATFORMS]) {
      const ids = rows.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { source } of rows) expect(source.trim()).not.toBe('');
    }
  });

  it('have their texts', () => {
    for (const { id } of ACCESS_POINTS) expect(en).toHaveProperty([`form.operator.${id}`]);
    for (const { id } of PLATFORMS) {
      expect(en).toHaveProperty([`form.platform.${id}`]);
      expect(en).toHaveProperty([`form.platformHint.${id}`]);
    }
  });

  it('end with the platform that takes anything', () => {
    expect(PLATFORMS.at(-1)?.id).toBe('custom');
  });

  it('bring no secret and no credentials along', () => {
    for (const { forms } of PLATFORMS)
      for (const form of [forms.clientId, forms.username]) expect(form).toMatch(/^$|<.+>/);
    const passwords = PLATFORMS.map(({ forms }) => forms.password).filter((form) => form !== '');
    expect(passwords).toEqual(['version=2018-10-31&res=…&et=…&method=…&sign=…']);
  });

  it('fill in nothing that could not be sent', () => {
    for (const { apn } of ACCESS_POINTS)
      if (apn !== null)
        expect(profileFaults({ ...profileOf({}), apn: { ...profileOf({}).apn, name: apn } })).toEqual([]);
    for (const { host, ports } of PLATFORMS) {
      if (host.only !== null) expect(profileFaults(profileOf({ broker: { host: host.only } }))).toEqual([]);
      for (const port of [ports.plain, ports.ssl]) if (port !== null) expect(port).toBeLessThan(65536);
    }
  });
});

describe('an access point', () => {
  it.each([
    ['CMNET', 'china_mobile'],
    ['cmiot', 'china_mobile_iot'],
    ['UniNet', 'china_unicom'],
    ['3gnet', 'china_unicom_3g'],
    ['unim2m.njm2mapn', 'china_unicom_iot'],
  ])('%s tells its operator', (apn, id) => {
    expect(accessPointOf(apn)).toBe(id);
  });

  it.each(['', 'CMNET ', 'CTNET', 'internet', 'null'])('%j tells none', (apn) => {
    expect(accessPointOf(apn)).toBeNull();
  });
});

describe('the platform of a profile', () => {
  it.each(ROWS)('is known by its values: %s', (id, parts) => {
    expect(platformOf(profileOf(parts))).toBe(id);
  });

  it('is known when it is out of reach', () => {
    expect(platformOf(profileOf({ broker: { host: 'a1-ats.iot.eu-west-1.amazonaws.com' } }))).toBe('aws');
  });

  it.each(['h', 'baidubce.com.example', 'iot.amazonaws.com.example', 'xheclouds.com', 'emqx.io'])(
    'is not guessed from a host that only looks like it: %s',
    (host) => {
      expect(platformOf(profileOf({ broker: { host } }))).toBe('custom');
    },
  );
});

describe('what a platform expects', () => {
  it.each(ROWS)('is met by a profile as its console gives it: %s', (id, parts) => {
    expect(warningsOf(id, parts)).toEqual([]);
  });

  it('on SSL is met on the port for SSL', () => {
    const { broker, mqtt } = RIGHT.baidu_iot_hub;
    expect(
      warningsOf('baidu_iot_hub', { broker: { ...broker, tls: true, port: 1884 }, mqtt: mqtt ?? {} }),
    ).toEqual([]);
    const client = 'd1|securemode=2,signmethod=hmacsha256|';
    expect(
      warningsOf('aliyun', {
        broker: { ...RIGHT.aliyun.broker, tls: true },
        mqtt: { ...RIGHT.aliyun.mqtt, clientId: client },
      }),
    ).toEqual([]);
  });

  const changed = (id: Exclude<PlatformId, 'aws'>, change: Parts): Parts => {
    const right = RIGHT[id];
    return {
      ...right,
      ...change,
      broker: { ...right.broker, ...change.broker },
      mqtt: { ...right.mqtt, ...change.mqtt },
    };
  };

  it.each<[string, Exclude<PlatformId, 'aws'>, Parts, readonly unknown[]]>([
    [
      'the instance of another host (protocol.md 3 Q13)',
      'baidu_iot_hub',
      { broker: { host: 'ihw6fsv.mqtt.iot.gz.baidubce.com' } },
      ['mqtt.username', 'username_prefix', 'ihw6fsv/'],
    ],
    [
      'no user name',
      'baidu_iot_hub',
      { mqtt: { username: '' } },
      ['mqtt.username', 'username_form', '<instance>/<device>'],
    ],
    [
      'another host',
      'baidu_iot_hub',
      { broker: { host: 'h.example' }, mqtt: { username: 'h/d' } },
      ['broker.host', 'host_form', '<instance>.mqtt.iot.gz.baidubce.com'],
    ],
    [
      'SSL on the plain port',
      'baidu_iot_hub',
      { broker: { tls: true } },
      ['broker.port', 'port_differs', '1884'],
    ],
    ['QoS 2', 'baidu_iot_hub', { publish: { qos: 2 } }, ['publish.qos', 'qos_limit', '≤ 1']],
    [
      'an algorithm that is none',
      'baidu_iot_core',
      { mqtt: { username: 'thingidp@a|d||SHA1' } },
      ['mqtt.username', 'username_form', expect.any(String)],
    ],
    [
      'a topic of somebody else',
      'onenet',
      { publish: { topic: 'test' } },
      ['publish.topic', 'topic_prefix', '$sys/pid/dev1/'],
    ],
    ['SSL where none is known', 'onenet', { broker: { tls: true } }, ['broker.tls', 'no_ssl', '1883']],
    [
      'a bare client id',
      'aliyun',
      { mqtt: { clientId: 'd1' } },
      ['mqtt.clientId', 'client_id_form', expect.any(String)],
    ],
    [
      'the mode of the other connection',
      'aliyun',
      { broker: { tls: true } },
      ['mqtt.clientId', 'secure_mode', 'securemode=2'],
    ],
    [
      'the key of another product',
      'aliyun',
      { mqtt: { username: 'd1&other' } },
      ['mqtt.username', 'username_suffix', '&a1b2c3'],
    ],
    [
      'a time of nine digits',
      'huawei',
      { mqtt: { clientId: 'p_d1_0_0_202601010' } },
      ['mqtt.clientId', 'client_id_form', expect.any(String)],
    ],
    [
      'the id of another device',
      'huawei',
      { mqtt: { username: 'p_d2' } },
      ['mqtt.clientId', 'client_id_prefix', 'p_d2_0_'],
    ],
    ['a last will', 'tencent', { mqtt: { will: WILL } }, ['mqtt.will', 'no_will', '']],
    ['a retained message', 'tencent', { publish: { retain: true } }, ['publish.retain', 'no_retain', '']],
    [
      'QoS 2 of the subscription',
      'tencent',
      { subscribe: { qos: 2 } },
      ['subscribe.qos', 'qos_limit', '≤ 1'],
    ],
    [
      'a keep-alive of 901 s',
      'tencent',
      { mqtt: { keepAliveSeconds: 901 } },
      ['mqtt.keepAliveSeconds', 'keep_alive_limit', '≤ 900'],
    ],
    [
      'a client id of another product',
      'tencent',
      { mqtt: { clientId: 'XYZdev', username: 'XYZdev;1;a;1' } },
      ['mqtt.clientId', 'client_id_prefix', 'ABC123'],
    ],
    [
      'the user name of another device',
      'tencent',
      { mqtt: { username: 'ABC123other;1;a;1' } },
      ['mqtt.username', 'username_prefix', 'ABC123dev;'],
    ],
    ['no token', 'thingsboard', { mqtt: { username: '' } }, ['mqtt.username', 'username_token', '']],
    [
      'plain on the port for SSL',
      'custom',
      { broker: { port: 8883 } },
      ['broker.port', 'port_swapped', '1883'],
    ],
    [
      'SSL on the plain port',
      'custom',
      { broker: { port: 1883, tls: true } },
      ['broker.port', 'port_swapped', '8883'],
    ],
  ])('is missed, and said at the field: %s', (_name, id, change, warning) => {
    expect(warningsOf(id, changed(id, change))).toEqual([warning]);
  });

  it.each<[string, Exclude<PlatformId, 'aws'>, Parts]>([
    ['a keep-alive of 900 s', 'tencent', { mqtt: { keepAliveSeconds: 900 } }],
    ['QoS 1', 'tencent', { publish: { qos: 1 } }],
    ['any port of one’s own', 'custom', { broker: { port: 21883 } }],
    [
      'QoS 2, a will, retained',
      'custom',
      { mqtt: { will: { ...WILL, qos: 2, retain: true } }, publish: { qos: 2, retain: true } },
    ],
  ])('is met by %s', (_name, id, change) => {
    expect(warningsOf(id, changed(id, change))).toEqual([]);
  });

  it('cannot be met where a certificate is wanted', () => {
    expect(
      warningsOf('aws', { broker: { host: 'a1-ats.iot.eu-west-1.amazonaws.com', tls: true, port: 8883 } }),
    ).toEqual([['broker.host', 'client_certificate', '']]);
  });

  it('asks nothing of a host that is not there yet', () => {
    const profile = {
      ...profileOf({ mqtt: { username: 'a/b' } }),
      broker: { ...profileOf({}).broker, host: '' },
    };
    const rules = platformWarnings(platformRow('baidu_iot_hub'), profile).map(({ rule }) => rule);
    expect(rules).toEqual(['host_form']);
  });
});
