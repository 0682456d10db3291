import { describe, expect, it } from 'vitest';
import { BEARER_STATES } from '../../../../shared/codes/bearer.ts';
import { FUNCTIONALITY } from '../../../../shared/codes/functionality.ts';
import { meaningOf } from '../../../../shared/codes/meaning.ts';
import { measuredMeaning } from '../../../../shared/codes/measured.ts';
import { CME_ERRORS, CMS_ERRORS } from '../../../../shared/codes/mobile-errors.ts';
import { CONNACK_REFUSALS, MQTT_STATES } from '../../../../shared/codes/mqtt.ts';
import { REGISTRATION } from '../../../../shared/codes/network.ts';
import { SIM_STATES } from '../../../../shared/codes/sim.ts';
import { wordsBehind } from '../../../../shared/codes/record-words.ts';
import { meaningWords } from '../../../../shared/codes/words.ts';
import type { MeasurementName } from '../../../../shared/events.ts';
import { en } from '../../../../shared/messages/en/index.ts';
import { translator } from '../../../../shared/messages/index.ts';
import { brokerWords, detailText, returnCodeText } from '../../../../shared/messages/wording.ts';

const say = translator('en');
const zh = translator('zh-CN');
const words = (line: string, language = say) => {
  const meaning = meaningOf(line);
  return meaning === null ? null : meaningWords(language, meaning);
};

describe('a meaning in words', () => {
  it.each([
    ['+CREG: 0,3', 'registration denied', '注册被拒绝'],
    ['+CREG: 5', 'registered, roaming', '已注册，漫游'],
    ['+CSQ: 18,0', 'good, ≈ −77 dBm', '良好，约 −77 dBm'],
    ['+CSQ: 0,0', 'no signal, ≈ −113 dBm', '无信号，约 −113 dBm'],
    ['+CSQ: 99,99', 'signal not known', '信号未知'],
    ['+CGATT: 0', 'GPRS not attached', 'GPRS 未附着'],
    ['+CPIN: SIM PUK', 'card blocked, wants its PUK', '卡已锁，需要 PUK 码'],
    ['CONNACK 5', 'the broker does not authorise this client', '服务器未授权该客户端'],
    ['SUBACK 0', 'subscription confirmed, QoS 0', '订阅已确认，QoS 0'],
    ['+MSUB: 2', 'a message is kept in slot 2', '消息已缓存在槽位 2'],
    ['+MQTTSTATU :2', 'TCP connected, no session', 'TCP 已连接，无会话'],
    ['STATE: PDP DEACT', 'the network took the data link away', '网络断开了数据链路'],
    ['UNDER-VOLTAGE WARNNING', 'supply voltage too low', '供电电压过低'],
    ['OVER-VOLTAGE POWER DOWN', 'supply voltage too high, the module switches off', '供电电压过高，模块关机'],
    [
      '+MIPSTART: SUCCESS',
      'an answer of other firmware, not of the WIS800C kind',
      '其他固件的应答，不是 WIS800C 类固件',
    ],
  ])('is said of %s in both languages', (line, english, chinese) => {
    expect(words(line)).toBe(english);
    expect(words(line, zh)).toBe(chinese);
  });

  it('exists for every code that a table has, and for no other', () => {
    const keys = (prefix: string) =>
      Object.keys(en)
        .filter((key) => key.startsWith(`${prefix}.`))
        .map((key) => key.slice(prefix.length + 1))
        .toSorted((one, other) => one.localeCompare(other));
    const expected: Readonly<Record<string, readonly (string | number)[]>> = {
      cme: CME_ERRORS.map(({ code }) => code),
      cms: CMS_ERRORS.map(({ code }) => code),
      sim: SIM_STATES.map(({ state }) => state),
      registration: Object.keys(REGISTRATION),
      functionality: FUNCTIONALITY.map(({ level }) => level),
      bearerState: BEARER_STATES.map(({ state }) => state),
      mqttState: MQTT_STATES.map(({ value }) => value),
      connack: CONNACK_REFUSALS.map(({ code }) => code),
    };
    for (const [prefix, codes] of Object.entries(expected))
      expect(keys(prefix), prefix).toEqual(
        [...new Set(codes.map(String))].toSorted((one, other) => one.localeCompare(other)),
      );
  });

  it('is short enough for a row of the log, and is no sentence', () => {
    for (const [key, text] of Object.entries(en)) {
      if (
        !/^(?:cme|cms|sim|registration|attach|functionality|bearerState|mqttState|connack|urc|voltage)\./.test(
          key,
        )
      )
        continue;
      expect(text.length, key).toBeLessThanOrEqual(60);
      expect(text, key).not.toMatch(/\.$/);
    }
  });
});

describe('a text file', () => {
  it('has the English words behind two blanks and a dash, and nothing where there is no code', () => {
    expect(wordsBehind(meaningOf('+CREG: 0,3'))).toBe('  — registration denied');
    expect(wordsBehind(meaningOf('OK'))).toBe('');
  });
});

describe('a measurement', () => {
  it.each<[MeasurementName, string | number, string]>([
    ['registration', 3, 'registration denied'],
    ['sim_state', 'puk_required', 'card blocked, wants its PUK'],
    ['attach', 0, 'GPRS not attached'],
    ['attach', 1, 'GPRS attached'],
    ['signal', 18, 'good, ≈ −77 dBm'],
    ['functionality', 4, 'radio off (flight mode)'],
    ['bearer_state', 'IP INITIAL', 'no APN set'],
    ['mqtt_state', 2, 'TCP connected, no session'],
    ['connack_code', 4, 'the broker does not know this user name or password'],
    ['delivery', 'direct', 'messages come at once'],
    ['delivery', 'cached', 'messages are kept in the module'],
    ['returned_message', 'same bytes', 'as it was sent'],
  ])('of %s %s says what its line said', (name, value, expected) => {
    const meaning = measuredMeaning(name, value);
    expect(meaning && meaningWords(say, meaning)).toBe(expected);
  });

  it.each<[MeasurementName, string | number | null]>([
    ['registration', null],
    ['registration', 77],
    ['registration', '3'],
    ['sim_state', 'unknown'],
    ['sim_state', 'failure'],
    ['attach', null],
    ['signal', 32],
    ['signal', '18'],
    ['functionality', 9],
    ['bearer_state', 'IP PARADISE'],
    ['bearer_state', 3],
    ['mqtt_state', 3],
    ['connack_code', 0],
    ['connack_code', 6],
    ['delivery', 'by mail'],
    ['returned_message', null],
    ['imei', '866104020123454'],
    ['baud_rate', 115200],
  ])('of %s %s says nothing', (name, value) => {
    expect(measuredMeaning(name, value)).toBeNull();
  });
});

describe('the reason of a failure', () => {
  it('has the words behind the line that the module said, and only behind such a one', () => {
    expect(detailText(say, 'registration_denied', '+CREG: 0,3')).toBe(
      'The module said: +CREG: 0,3 — registration denied',
    );
    expect(detailText(zh, 'registration_denied', '+CREG: 0,3')).toBe('模块返回：+CREG: 0,3 — 注册被拒绝');
    expect(detailText(say, 'no_answer', 'ERROR')).toBe('The module said: ERROR');
    expect(detailText(say, 'tester_fault', '+CREG: 0,3')).toBe('Detail: +CREG: 0,3');
    expect(detailText(say, 'message_differs', 'a\r+CREG: 0,3')).toBe('The module said: a␍+CREG: 0,3');
  });

  it('names the return code once', () => {
    const five = 'CONNACK 5: the broker does not authorise this client';
    expect(returnCodeText(say, 5, 'CLOSED')).toBe(five);
    expect(returnCodeText(say, 5, null)).toBe(five);
    expect(returnCodeText(say, 5, 'CONNACK 5')).toBeNull();
    for (const none of [0, 6, '5', null, undefined]) expect(returnCodeText(say, none, null)).toBeNull();
  });

  it('says a refusal that this computer got in words, too', () => {
    const seen = (code: number) =>
      brokerWords(say, {
        host: 'b',
        port: 1883,
        tls: false,
        addresses: [],
        reached: 'connected',
        obstacle: { kind: 'session_refused', code },
        speaks: null,
        trusted: null,
        durationMs: 1,
      });
    expect(seen(5)).toContain('(CONNACK 5: the broker does not authorise this client)');
    expect(seen(9)).toContain('(CONNACK 9)');
  });
});
