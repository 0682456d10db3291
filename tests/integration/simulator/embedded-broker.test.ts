import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSimulatorFarm, type SimulatorFarm } from '../../../electron/simulator/index.ts';
import { systemClock } from '../../../electron/system-clock.ts';
import { bringUp, openTerminal, startSession } from './terminal.ts';

let farm: SimulatorFarm;

beforeEach(() => {
  farm = createSimulatorFarm({ clock: systemClock });
});

afterEach(() => farm.close());

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();

describe('the whole way of the source document', () => {
  test('leads through all nineteen steps, and the broker sees what was sent', async () => {
    const unit = await openTerminal(farm, 'sim:?speed=instant');
    expect(await unit.ask('AT')).toBe('AT\r\r\nOK\r\n');
    expect(await unit.ask('ATE0')).toBe('ATE0\r\r\nOK\r\n');
    expect(await unit.ask('AT+IPR=115200&W')).toBe('\r\nOK\r\n');
    expect(await unit.ask('AT+CPIN?')).toBe('\r\n+CPIN: READY\r\n\r\nOK\r\n');
    expect(await unit.ask('AT+CREG?')).toBe('\r\n+CREG: 0,1\r\n\r\nOK\r\n');
    expect(await unit.ask('AT+CGATT?')).toBe('\r\n+CGATT: 1\r\n\r\nOK\r\n');
    expect(await unit.ask('AT+CSTT="CMNET"')).toBe('\r\nOK\r\n');
    expect(await unit.ask('AT+CIICR')).toBe('\r\nOK\r\n');
    expect(await unit.ask('AT+CIFSR')).toMatch(/^\r\n10\.\d+\.\d+\.\d+\r\n\r\nOK\r\n$/);
    expect(await unit.ask('AT+MCONFIG="clientid"')).toBe('\r\nOK\r\n');
    expect(await unit.ask('AT+MIPSTART="dpndjwf.mqtt.iot.gz.baidubce.com","1883"', /CONNECT OK\r\n/)).toBe(
      '\r\nOK\r\n\r\nCONNECT OK\r\n',
    );
    expect(await unit.ask('AT+MQTTSTATU')).toBe('\r\n+MQTTSTATU:2\r\n\r\nOK\r\n');
    expect(await unit.ask('AT+MCONFIG="gprs","dpndjwf/wis800c","secret",0,0,"test","OVERLINER"')).toBe(
      '\r\nOK\r\n',
    );
    expect(await unit.ask('AT+MCONNECT=1,20', /CONNACK OK\r\n/)).toBe('\r\nOK\r\n\r\nCONNACK OK\r\n');
    expect(await unit.ask('AT+MQTTSTATU')).toBe('\r\n+MQTTSTATU:1\r\n\r\nOK\r\n');
    expect(await unit.ask('AT+MQTTMSGSET=1')).toBe('\r\nOK\r\n');
    expect(await unit.ask('AT+MSUB="test",0', /SUBACK\r\n/)).toBe('\r\nOK\r\n\r\nSUBACK\r\n');
    expect(await unit.ask('AT+MQTTMODE=1')).toBe('\r\nOK\r\n');
    for (const slot of [0, 1, 2, 3, 0]) {
      expect(await unit.ask('AT+MPUB="test",0,0,"57495338303043"', /\+MSUB: \d\r\n/)).toBe(
        `\r\nOK\r\n\r\n+MSUB: ${slot}\r\n`,
      );
    }
    expect(await unit.ask('AT+MQTTMSGGET')).toBe(
      `${'\r\n+MSUB: "test",7 byte,57495338303043\r\n'.repeat(4)}\r\nOK\r\n`,
    );
    expect(await unit.ask('AT+MQTTMSGGET')).toBe('\r\nOK\r\n');
    expect(await unit.ask('AT+MDISCONNECT', /CLOSED\r\n/)).toBe('\r\nOK\r\n\r\nCLOSED\r\n');
    expect(await unit.ask('AT+MQTTSTATU')).toBe('\r\n+MQTTSTATU:0\r\n\r\nOK\r\n');

    const broker = await farm.broker();
    expect(broker.clients()).toEqual([
      {
        id: 'gprs',
        username: 'dpndjwf/wis800c',
        hasPassword: true,
        clean: true,
        keepAliveSeconds: 20,
        will: { topic: 'test', payload: Uint8Array.from(Buffer.from('OVERLINER')), qos: 0, retain: false },
      },
    ]);
    expect(JSON.stringify(broker.clients())).not.toContain('secret');
    expect(broker.subscriptions()).toEqual([{ clientId: 'gprs', topic: 'test', qos: 0 }]);
    expect(broker.publishes()).toHaveLength(5);
    expect(broker.publishes()[0]).toEqual({
      clientId: 'gprs',
      topic: 'test',
      payload: Uint8Array.from(Buffer.from('WIS800C')),
      qos: 0,
      retain: false,
    });
  });

  test('takes a few seconds at realistic speed', async () => {
    const began = performance.now();
    const unit = await openTerminal(farm, 'sim:?pace=1');
    await unit.ask('ATE0');
    while (!(await unit.ask('AT+CGATT?')).includes('CGATT: 1'));
    await startSession(unit, 'real-time');
    await unit.ask('AT+MSUB="t",0', /SUBACK\r\n/);
    await unit.ask('AT+MPUB="t",0,0,"x"', /1 byte,x\r\n/);
    const tookMs = performance.now() - began;
    expect(tookMs).toBeGreaterThan(2500);
    expect(tookMs).toBeLessThan(9000);
  });
});

describe('messages', () => {
  test('in ASCII mode carry their bytes as they are, line ends and all', async () => {
    const unit = await openTerminal(farm, 'sim:?speed=instant');
    await startSession(unit, 'ascii');
    await unit.ask('AT+MSUB="t",1', /SUBACK\r\n/);
    await unit.ask('AT+MQTTMODE=1');
    await unit.ask('AT+MPUB="t",0,0,"7B0D0A00FF7D"', /"t",6 byte,7B0D0A00FF7D\r\n/);
    await unit.ask('AT+MQTTMODE=0');
    const broker = await farm.broker();
    await unit.ask('AT+MPUB="t",0,0,"a,b;c"', /5 byte,a,b;c\r\n/);
    expect(text(broker.publishes().at(-1)?.payload)).toBe('a,b;c');
    await unit.ask('AT+MQTTMSGSET=1');
    await unit.ask('AT+MQTTMODE=1');
    await unit.ask('AT+MPUB="t",0,0,"7B0D0A00FF7D"', /\+MSUB: 0\r\n/);
    await unit.ask('AT+MQTTMODE=0');
    expect(await unit.ask('AT+MQTTMSGGET', /\r\nOK\r\n/)).toBe(
      '\r\n+MSUB: "t",6 byte,{\r\n\x00\xff}\r\n\r\nOK\r\n',
    );
  });

  test('and topics may be any UTF-8', async () => {
    const unit = await openTerminal(farm, 'sim:?speed=instant');
    await startSession(unit, 'utf8');
    const wire = Buffer.from('测试', 'utf8').toString('latin1');
    await unit.ask(`AT+MSUB="${wire}",0`, /SUBACK\r\n/);
    expect(await unit.ask(`AT+MPUB="${wire}",0,0,"${wire}"`, /byte,[^\r]+\r\n/)).toContain(
      `+MSUB: "${wire}",6 byte,${wire}`,
    );
    const broker = await farm.broker();
    expect(broker.publishes().at(-1)).toMatchObject({ topic: '测试' });
    expect(text(broker.publishes().at(-1)?.payload)).toBe('测试');
  });

  test.each([
    [0, /^\r\nOK\r\n$/],
    [1, /^\r\nOK\r\n\r\nPUBACK\r\n$/],
    [2, /^\r\nOK\r\n\r\nPUBREC\r\n\r\nPUBCOMP\r\n$/],
  ])('of QoS %i are acknowledged by the words of that QoS', async (qos, expected) => {
    const unit = await openTerminal(farm, 'sim:?speed=instant');
    await startSession(unit, `publisher-${qos}`);
    const last = qos === 0 ? /OK\r\n/ : qos === 1 ? /PUBACK\r\n/ : /PUBCOMP\r\n/;
    expect(await unit.ask(`AT+MPUB="nobody/listens",${qos},1,"m"`, last)).toMatch(expected);
    const broker = await farm.broker();
    await unit.ask('AT+MDISCONNECT', /CLOSED\r\n/);
    expect(broker.publishes().at(-1)).toMatchObject({ topic: 'nobody/listens', qos, retain: true });
  });

  test.each([1, 2])('of QoS %i arrive once and are not delivered again', async (qos) => {
    const unit = await openTerminal(farm, 'sim:?speed=instant');
    await startSession(unit, `subscriber-${qos}`);
    await unit.ask(`AT+MSUB="t",${qos}`, /SUBACK\r\n/);
    for (const each of ['one', 'two', 'three']) {
      await unit.ask(`AT+MPUB="t",${qos},0,"${each}"`, new RegExp(`byte,${each}\r\n`));
    }
    expect(await unit.ask('AT+MDISCONNECT', /CLOSED\r\n/)).not.toContain('+MSUB');
  });

  test('no longer come after MUNSUB', async () => {
    const unit = await openTerminal(farm, 'sim:?speed=instant');
    await startSession(unit, 'leaver');
    await unit.ask('AT+MSUB="t",0', /SUBACK\r\n/);
    expect(await unit.ask('AT+MUNSUB="t"', /UNSUBACK\r\n/)).toBe('\r\nOK\r\n\r\nUNSUBACK\r\n');
    await unit.ask('AT+MPUB="t",1,0,"m"', /PUBACK\r\n/);
    expect(await unit.ask('AT+MDISCONNECT', /CLOSED\r\n/)).not.toContain('+MSUB');
  });

  test('in the cache are listed by slot', async () => {
    const unit = await openTerminal(farm, 'sim:?speed=instant');
    await startSession(unit, 'lister');
    await unit.ask('AT+MQTTMSGSET=1');
    await unit.ask('AT+MSUB="t",0', /SUBACK\r\n/);
    await unit.ask('AT+MPUB="t",0,0,"m"', /\+MSUB: 0\r\n/);
    expect(await unit.ask('AT+MQTTMSGGET?')).toBe(
      '\r\n+MQTTMSGGET: 0,VALID\r\n\r\n+MQTTMSGGET: 1,INVALID\r\n\r\n+MQTTMSGGET: 2,INVALID\r\n\r\n+MQTTMSGGET: 3,INVALID\r\n\r\nOK\r\n',
    );
  });
});

describe('the will', () => {
  test('in HEX mode is decoded, and is published when the module loses its power', async () => {
    const broker = await farm.broker();
    const will = new Promise<string>((resolve) => {
      broker.onPublish((seen) => resolve(`${seen.topic}=${text(seen.payload)} retain=${seen.retain}`));
    });
    const unit = await openTerminal(farm, 'sim:?speed=instant');
    await bringUp(unit);
    await unit.ask('AT+MQTTMODE=1');
    await unit.ask('AT+MCONFIG="mortal","u","p",1,1,"last/words","474F4E45"');
    await unit.ask('AT+MQTTMODE=0');
    await unit.ask('AT+MIPSTART="h","1883"', /CONNECT OK\r\n/);
    await unit.ask('AT+MCONNECT=0,30', /CONNACK OK\r\n/);
    expect(broker.isConnected('mortal')).toBe(true);
    await unit.ask('AT+CPOWD=0', /^/);
    expect(await will).toBe('last/words=GONE retain=true');
    expect(broker.clients().at(-1)).toMatchObject({ clean: false, will: { qos: 1, retain: true } });
  });

  test('is not published after MDISCONNECT', async () => {
    const broker = await farm.broker();
    const unit = await openTerminal(farm, 'sim:?speed=instant');
    await bringUp(unit);
    await unit.ask('AT+MCONFIG="polite","u","p",0,0,"last/words","x"');
    await unit.ask('AT+MIPSTART="h",1883', /CONNECT OK\r\n/);
    await unit.ask('AT+MCONNECT=1,30', /CONNACK OK\r\n/);
    await unit.ask('AT+MDISCONNECT', /CLOSED\r\n/);
    expect(broker.publishes()).toEqual([]);
  });
});

describe('the connection', () => {
  test('is one at a time and can be closed and opened again', async () => {
    const unit = await openTerminal(farm, 'sim:?speed=instant');
    await startSession(unit, 'single');
    expect(await unit.ask('AT+MIPSTART="h","1883"')).toBe('\r\nALREADY CONNECT\r\n');
    expect(await unit.ask('AT+MCONNECT=1,20')).toBe('\r\n+CME ERROR: 3\r\n');
    expect(await unit.ask('AT+MIPCLOSE')).toBe('\r\nOK\r\n');
    expect(await unit.ask('AT+MIPCLOSE')).toBe('\r\n+CME ERROR: 767\r\n');
    expect(await unit.ask('AT+MDISCONNECT')).toBe('\r\n+CME ERROR: 767\r\n');
    await unit.ask('AT+SSLMIPSTART="ssl://h","1884"', /CONNECT OK\r\n/);
    await unit.ask('AT+MCONNECT=1,20', /CONNACK OK\r\n/);
    expect(await unit.ask('AT+CIPSHUT')).toBe('\r\nSHUT OK\r\n');
    expect(await unit.ask('AT+MQTTSTATU')).toBe('\r\n+MQTTSTATU:0\r\n\r\nOK\r\n');
  });

  test('survives closing and reopening the port', async () => {
    const first = await openTerminal(farm, 'sim:?speed=instant');
    await startSession(first, 'patient');
    await first.port.close();
    const second = await openTerminal(farm, 'sim:?speed=instant');
    expect(await second.ask('AT+MQTTSTATU')).toBe('\r\n+MQTTSTATU:1\r\n\r\nOK\r\n');
    expect(await second.ask('AT+MIPSTART="h","1883"')).toBe('\r\nALREADY CONNECT\r\n');
  });

  test('that the broker closes is announced', async () => {
    const unit = await openTerminal(farm, 'sim:?speed=instant');
    await startSession(unit, 'twin');
    const twin = await openTerminal(farm, 'sim:twin?speed=instant');
    await startSession(twin, 'twin');
    expect(await unit.read(/CLOSED\r\n/)).toBe('\r\nCLOSED\r\n');
    expect(await unit.ask('AT+MPUB="t",0,0,"m"')).toBe('\r\n+CME ERROR: 767\r\n');
  });

  test('opened a thousand times leaves one', async () => {
    const unit = await openTerminal(farm, 'sim:?speed=instant');
    await startSession(unit, 'restless');
    for (let at = 0; at < 1000; at += 1) {
      await unit.ask('AT+MIPCLOSE');
      await unit.ask('AT+MIPSTART="h","1883"', at % 2 ? /CONNECT OK\r\n/ : /OK\r\n/);
    }
    await unit.ask('AT+MIPCLOSE');
    await unit.ask('AT+MIPSTART="h","1883"', /CONNECT OK\r\n/);
    expect(await unit.ask('AT+MQTTSTATU')).toContain(':2');
  }, 30_000);
});
