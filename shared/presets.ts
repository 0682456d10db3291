import { beginsWith, hasForm, type PlatformRow } from './platform-checks.ts';
import type { Profile } from './profile.ts';

/**
 * Access points of operators and what cloud platforms expect. A preset fills values in and warns; what cannot be sent
 * over an AT line is refused in `profile-rules.ts`, whatever the platform.
 */

interface AccessPointRow {
  readonly id: string;
  /** Null where a GSM module finds no network of this operator. */
  readonly apn: string | null;
  readonly source: string;
}

export const ACCESS_POINTS = [
  { id: 'china_mobile', apn: 'CMNET', source: 'document row 7; protocol.md 6, APNs' },
  { id: 'china_mobile_iot', apn: 'CMIOT', source: 'protocol.md 6, APNs' },
  { id: 'china_unicom', apn: 'UNINET', source: 'document row 7; protocol.md 6, APNs' },
  { id: 'china_unicom_3g', apn: '3GNET', source: 'protocol.md 6, APNs' },
  { id: 'china_unicom_iot', apn: 'UNIM2M.NJM2MAPN', source: 'protocol.md 6, APNs' },
  { id: 'china_telecom', apn: null, source: 'protocol.md 6, APNs: no GSM network to register on' },
] as const satisfies readonly AccessPointRow[];

export type AccessPointId = (typeof ACCESS_POINTS)[number]['id'];

/** The operator whose access point this is, or null. Networks do not tell capitals from small letters. */
export function accessPointOf(apn: string): AccessPointId | null {
  return ACCESS_POINTS.find((row) => row.apn?.toLowerCase() === apn.toLowerCase())?.id ?? null;
}

const MQTT_LIMITS = { will: true, retain: true, qos: 2, keepAliveSeconds: 65535 } as const;
const FREE = { clientId: '', username: '', password: '' } as const;
const ANY_HOST = { form: '', pattern: null, only: null } as const;

/** What stands before the first dot of the host: instance, product key or product id. */
const hostLabel = ({ broker }: Profile): string => broker.host.split('.')[0] ?? '';

const clientId = ({ mqtt }: Profile): string => mqtt.clientId;
const username = ({ mqtt }: Profile): string => mqtt.username;

const BAIDU_USER = '<instance>/<device>';
const BAIDU_CORE_USER = 'thingidp@<IoTCoreId>|<DeviceKey>|<timestamp>|<MD5 | SHA256>';
const ALIYUN_CLIENT = '<id>|securemode=<2 | 3>,signmethod=<hmacmd5 | hmacsha1 | hmacsha256>|';
const ALIYUN_USER = '<DeviceName>&<ProductKey>';
const HUAWEI_CLIENT = '<deviceId>_0_<0 | 1>_<YYYYMMDDHH>';
const TENCENT_USER = '<ProductId><DeviceName>;<sdkappid>;<connid>;<expiry>';

/** OneNET: a device may use the topics under its own name only. */
const oneNetPrefix = ({ mqtt }: Profile): string => `$sys/${mqtt.username}/${mqtt.clientId}/`;

export const PLATFORMS = [
  {
    id: 'baidu_iot_hub',
    fits: ({ broker }) => /\.mqtt\.iot\.[a-z]+\.baidubce\.com$/i.test(broker.host),
    host: {
      form: '<instance>.mqtt.iot.gz.baidubce.com',
      pattern: /^[\w-]+\.mqtt\.iot\.[a-z]+\.baidubce\.com$/i,
      only: null,
    },
    ports: { plain: 1883, ssl: 1884, fixed: true },
    forms: { clientId: '', username: BAIDU_USER, password: '' },
    limits: { ...MQTT_LIMITS, qos: 1 },
    checks: [
      hasForm('mqtt.username', 'username_form', username, /^[^/]+\/.+$/, BAIDU_USER),
      beginsWith('mqtt.username', 'username_prefix', username, hostLabel, '/'),
    ],
    source: 'document rows 11 and 12; protocol.md 8 row 1, 3 Q13, 6 QoS',
  },
  {
    id: 'baidu_iot_core',
    fits: ({ mqtt }) => mqtt.username.startsWith('thingidp@'),
    host: ANY_HOST,
    ports: { plain: 1883, ssl: null, fixed: true },
    forms: { clientId: '', username: BAIDU_CORE_USER, password: '' },
    limits: { ...MQTT_LIMITS, qos: 1 },
    checks: [
      hasForm(
        'mqtt.username',
        'username_form',
        username,
        /^thingidp@[^|]+\|[^|]+\|[^|]*\|(MD5|SHA256)$/,
        BAIDU_CORE_USER,
      ),
    ],
    source: 'protocol.md 8 row 2',
  },
  {
    id: 'onenet',
    fits: ({ broker }) => /(^|\.)heclouds\.com$/i.test(broker.host),
    host: { form: 'mqtts.heclouds.com', pattern: /^mqtts\.heclouds\.com$/i, only: 'mqtts.heclouds.com' },
    ports: { plain: 1883, ssl: null, fixed: true },
    forms: {
      clientId: '<device name>',
      username: '<product id>',
      password: 'version=2018-10-31&res=…&et=…&method=…&sign=…',
    },
    limits: MQTT_LIMITS,
    checks: [
      beginsWith('subscribe.topic', 'topic_prefix', ({ subscribe }) => subscribe.topic, oneNetPrefix),
      beginsWith('publish.topic', 'topic_prefix', ({ publish }) => publish.topic, oneNetPrefix),
    ],
    source: 'protocol.md 8 row 4',
  },
  {
    id: 'aliyun',
    fits: ({ broker }) => /\.iot-as-mqtt\.[\w-]+\.aliyuncs\.com$/i.test(broker.host),
    host: {
      form: '<ProductKey>.iot-as-mqtt.<region>.aliyuncs.com',
      pattern: /^[\w-]+\.iot-as-mqtt\.[\w-]+\.aliyuncs\.com$/i,
      only: null,
    },
    ports: { plain: 1883, ssl: 1883, fixed: true },
    forms: { clientId: ALIYUN_CLIENT, username: ALIYUN_USER, password: '' },
    limits: MQTT_LIMITS,
    checks: [
      hasForm(
        'mqtt.clientId',
        'client_id_form',
        clientId,
        /^[^|]+\|(?=.*securemode=[23])(?=.*signmethod=hmac(md5|sha1|sha256))[^|]+\|$/,
        ALIYUN_CLIENT,
      ),
      {
        path: 'mqtt.clientId',
        rule: 'secure_mode',
        missing: ({ mqtt, broker }) => {
          const mode = /securemode=([23])/.exec(mqtt.clientId)?.[1];
          const wanted = broker.tls ? '2' : '3';
          return mode === undefined || mode === wanted ? null : `securemode=${wanted}`;
        },
      },
      hasForm('mqtt.username', 'username_form', username, /^[^&]+&[^&]+$/, ALIYUN_USER),
      {
        path: 'mqtt.username',
        rule: 'username_suffix',
        missing: (profile) => {
          const suffix = `&${hostLabel(profile)}`;
          return suffix === '&' || username(profile).endsWith(suffix) ? null : suffix;
        },
      },
    ],
    source: 'protocol.md 8 row 3',
  },
  {
    id: 'huawei',
    fits: ({ broker }) => /\.myhuaweicloud\.com$/i.test(broker.host),
    host: ANY_HOST,
    ports: { plain: 1883, ssl: 8883, fixed: true },
    forms: { clientId: HUAWEI_CLIENT, username: '<deviceId>', password: '' },
    limits: MQTT_LIMITS,
    checks: [
      hasForm('mqtt.clientId', 'client_id_form', clientId, /^.+_0_[01]_\d{10}$/, HUAWEI_CLIENT),
      beginsWith('mqtt.clientId', 'client_id_prefix', clientId, username, '_0_'),
    ],
    source: 'protocol.md 8 row 5; hosts as in the console of Huawei Cloud, under myhuaweicloud.com',
  },
  {
    id: 'tencent',
    fits: ({ broker }) => /\.iotcloud\.tencentdevices\.com$/i.test(broker.host),
    host: {
      form: '<ProductId>.iotcloud.tencentdevices.com',
      pattern: /^\w+\.iotcloud\.tencentdevices\.com$/i,
      only: null,
    },
    ports: { plain: 1883, ssl: 8883, fixed: true },
    forms: { clientId: '<ProductId><DeviceName>', username: TENCENT_USER, password: '' },
    limits: { will: false, retain: false, qos: 1, keepAliveSeconds: 900 },
    checks: [
      beginsWith('mqtt.clientId', 'client_id_prefix', clientId, hostLabel),
      hasForm('mqtt.username', 'username_form', username, /^[^;]+;[^;]+;[^;]+;\d+$/, TENCENT_USER),
      beginsWith('mqtt.username', 'username_prefix', username, clientId, ';'),
    ],
    source: 'protocol.md 8 row 6',
  },
  {
    id: 'emqx_test',
    fits: ({ broker }) => /^broker\.emqx\.io$/i.test(broker.host),
    host: { form: 'broker.emqx.io', pattern: /^broker\.emqx\.io$/i, only: 'broker.emqx.io' },
    ports: { plain: 1883, ssl: 8883, fixed: true },
    forms: FREE,
    limits: MQTT_LIMITS,
    checks: [],
    source: 'protocol.md 8 row 8',
  },
  {
    id: 'thingsboard',
    fits: ({ broker }) => /thingsboard/i.test(broker.host),
    host: ANY_HOST,
    ports: { plain: 1883, ssl: 8883, fixed: false },
    forms: { clientId: '', username: '<access token>', password: '' },
    limits: MQTT_LIMITS,
    checks: [hasForm('mqtt.username', 'username_token', username, /./, '')],
    source: 'protocol.md 8 row 8',
  },
  {
    id: 'aws',
    fits: ({ broker }) => /\.iot\.[\w-]+\.amazonaws\.com(\.cn)?$/i.test(broker.host),
    host: ANY_HOST,
    ports: { plain: null, ssl: null, fixed: false },
    forms: FREE,
    limits: MQTT_LIMITS,
    checks: [{ path: 'broker.host', rule: 'client_certificate', missing: () => '' }],
    source: 'protocol.md 8 row 7: X.509 certificate of the client required, no command loads one',
  },
  {
    id: 'custom',
    fits: () => true,
    host: ANY_HOST,
    ports: { plain: 1883, ssl: 8883, fixed: false },
    forms: FREE,
    limits: MQTT_LIMITS,
    checks: [],
    source: 'protocol.md 8 row 8',
  },
] as const satisfies readonly PlatformRow[];

export type PlatformId = (typeof PLATFORMS)[number]['id'];

/** The platform a profile is made for, as its host or user name tell. */
export function platformOf(profile: Profile): PlatformId {
  return PLATFORMS.find(({ fits }) => fits(profile))?.id ?? 'custom';
}

/** The row of a platform. */
export function platformRow(id: PlatformId): PlatformRow {
  const row = PLATFORMS.find((each) => each.id === id);
  if (row === undefined) throw new Error(`no platform ${id}`);
  return row;
}
