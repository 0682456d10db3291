import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSimulatorFarm, type SimulatorFarm } from '../../../electron/simulator/index.ts';
import { systemClock } from '../../../electron/system-clock.ts';
import { settle, VirtualClock } from '../../support/virtual-clock.ts';
import { type ScriptedBroker, startScriptedBroker } from './scripted-broker.ts';
import { bringUp, openTerminal, type Terminal } from './terminal.ts';

const ADDRESS = 'sim:?speed=instant&broker=real';
let farm: SimulatorFarm;
let broker: ScriptedBroker;

beforeEach(async () => {
  farm = createSimulatorFarm({ clock: systemClock });
  broker = await startScriptedBroker();
});

afterEach(async () => {
  await farm.close();
  await broker.close();
});

async function connect(unit: Terminal): Promise<void> {
  await bringUp(unit);
  await unit.ask('AT+MCONFIG="id"');
  await unit.ask(`AT+MIPSTART="127.0.0.1","${broker.port}"`, /CONNECT OK\r\n/);
}

async function openSession(unit: Terminal): Promise<void> {
  await connect(unit);
  await unit.ask('AT+MCONNECT=1,20');
  await broker.next();
  broker.send({ cmd: 'connack', returnCode: 0, sessionPresent: false });
  await unit.read(/CONNACK OK\r\n/);
}

describe('a module on a broker that', () => {
  test.each([1, 2, 3, 4, 5])('refuses with code %i prints that code, then CLOSED', async (returnCode) => {
    const unit = await openTerminal(farm, ADDRESS);
    await connect(unit);
    await unit.ask('AT+MCONNECT=1,20');
    await broker.next();
    broker.send({ cmd: 'connack', returnCode, sessionPresent: false });
    expect(await unit.read(/CONNACK \d\r\n/)).toBe(`\r\nCONNACK ${returnCode}\r\n`);
    expect(await unit.ask('AT+MQTTSTATU')).toContain(':2');
    broker.hangUp();
    await unit.read(/\r\nCLOSED\r\n/);
  });

  test('hangs up before the session says CLOSED, and MCONNECT then fails', async () => {
    const unit = await openTerminal(farm, ADDRESS);
    await connect(unit);
    broker.hangUp();
    await unit.read(/\r\nCLOSED\r\n/);
    expect(await unit.ask('AT+MCONNECT=1,20')).toBe('\r\n+CME ERROR: 767\r\n');
  });

  test('does not listen says CONNECT FAIL', async () => {
    const unit = await openTerminal(farm, ADDRESS);
    await bringUp(unit);
    await unit.ask('AT+MCONFIG="id"');
    await broker.close();
    expect(await unit.ask(`AT+MIPSTART="127.0.0.1","${broker.port}"`, /FAIL\r\n/)).toBe(
      '\r\nOK\r\n\r\nCONNECT FAIL\r\n',
    );
  });

  test('does not speak TLS says CONNECT FAIL to an SSL connection', async () => {
    const unit = await openTerminal(farm, ADDRESS);
    await bringUp(unit);
    await unit.ask('AT+MCONFIG="id"');
    await unit.ask(`AT+SSLMIPSTART="ssl://127.0.0.1","${broker.port}"`);
    broker.sendRaw(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await unit.read(/\r\nCONNECT FAIL\r\n/);
  });

  test('repeats a QoS 2 message shows it once and acknowledges it twice', async () => {
    const unit = await openTerminal(farm, ADDRESS);
    await openSession(unit);
    const publish = {
      cmd: 'publish',
      topic: 't',
      payload: 'm',
      qos: 2,
      messageId: 7,
      retain: false,
    } as const;
    broker.send({ ...publish, dup: false });
    broker.send({ ...publish, dup: true });
    expect(await broker.next()).toMatchObject({ cmd: 'pubrec', messageId: 7 });
    expect(await broker.next()).toMatchObject({ cmd: 'pubrec', messageId: 7 });
    broker.send({ cmd: 'pubrel', messageId: 7 });
    expect(await broker.next()).toMatchObject({ cmd: 'pubcomp', messageId: 7 });
    broker.send({ ...publish, messageId: 8, payload: 'last', dup: false });
    expect(await unit.read(/last\r\n/)).toBe('\r\n+MSUB: "t",1 byte,m\r\n\r\n+MSUB: "t",4 byte,last\r\n');
  });

  test('acknowledges what was never sent is ignored', async () => {
    const unit = await openTerminal(farm, ADDRESS);
    await openSession(unit);
    broker.send({ cmd: 'suback', messageId: 99, granted: [0] });
    broker.send({ cmd: 'puback', messageId: 98 });
    broker.send({ cmd: 'publish', topic: 't', payload: 'm', qos: 0, dup: false, retain: false });
    expect(await unit.read(/byte,m\r\n/)).toBe('\r\n+MSUB: "t",1 byte,m\r\n');
  });

  test('sends something else than MQTT is hung up on', async () => {
    const unit = await openTerminal(farm, ADDRESS);
    await openSession(unit);
    broker.sendRaw(Uint8Array.from({ length: 64 }, () => 0xff));
    expect(await unit.read(/CLOSED\r\n/)).toBe('\r\nCLOSED\r\n');
    await broker.left;
    expect(await unit.ask('AT')).toBe('\r\nOK\r\n');
  });

  test('begins a packet without an end is hung up on', async () => {
    const unit = await openTerminal(farm, ADDRESS);
    await openSession(unit);
    broker.sendRaw(Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0x7f));
    broker.sendRaw(new Uint8Array(300_000));
    await unit.read(/CLOSED\r\n/);
    await broker.left;
  });

  test('does not close after DISCONNECT is left after a while', async () => {
    const unit = await openTerminal(farm, ADDRESS);
    await openSession(unit);
    await unit.ask('AT+MDISCONNECT');
    expect(await broker.next()).toMatchObject({ cmd: 'disconnect' });
    expect(await unit.ask('AT+MPUB="t",0,0,"m"')).toBe('\r\n+CME ERROR: 767\r\n');
    await unit.read(/\r\nCLOSED\r\n/);
    await broker.left;
  });
});

describe('keep-alive', () => {
  test('asks once per interval and gives up a broker that does not answer', async () => {
    const clock = new VirtualClock();
    const slow = createSimulatorFarm({ clock });
    const unit = await openTerminal(slow, ADDRESS);
    /** Real sockets on a virtual clock: lets both run until the text is there. */
    const ask = async (command: string, until?: RegExp) => {
      const answered = { yet: false };
      const answer = unit.ask(command, until).finally(() => {
        answered.yet = true;
      });
      while (!answered.yet) {
        await clock.advance(0);
        await settle();
      }
      return answer;
    };
    const steps = ['ATE0', 'AT+CSTT="a"', 'AT+CIICR', 'AT+CIFSR', 'AT+MCONFIG="id"'];
    await clock.advance(0);
    for (const each of steps) await ask(each);
    await ask(`AT+MIPSTART="127.0.0.1","${broker.port}"`, /CONNECT OK\r\n/);
    await ask('AT+MCONNECT=1,20');
    expect(await broker.next()).toMatchObject({ cmd: 'connect', keepalive: 20 });
    broker.send({ cmd: 'connack', returnCode: 0, sessionPresent: false });
    await ask('AT', /CONNACK OK\r\n/);

    await clock.advance(20_000);
    expect(await broker.next()).toMatchObject({ cmd: 'pingreq' });
    broker.send({ cmd: 'pingresp' });
    // A message behind the PINGRESP proves that it has arrived.
    broker.send({ cmd: 'publish', topic: 't', payload: 'm', qos: 0, dup: false, retain: false });
    await ask('AT', /byte,m\r\n/);
    await clock.advance(20_000);
    expect(await broker.next()).toMatchObject({ cmd: 'pingreq' });
    await clock.advance(20_000);
    await broker.left;
    await ask('AT', /\r\nCLOSED\r\n/);
    await slow.close();
  });
});
