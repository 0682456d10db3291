import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSimulatorFarm, type SimulatorFarm } from '../../../electron/simulator/index.ts';
import { systemClock } from '../../../electron/system-clock.ts';
import { bringUp, openTerminal, startSession } from './terminal.ts';

let farm: SimulatorFarm;

beforeEach(() => {
  farm = createSimulatorFarm({ clock: systemClock });
});

afterEach(() => farm.close());

const withFault = (fault: string) => openTerminal(farm, `sim:?speed=instant&fault=${fault}`);

describe('a fault of the MQTT link', () => {
  test.each([
    ['connack-refused', 'CONNACK 5'],
    ['connack-refused:4', 'CONNACK 4'],
    ['connack-refused:cme', '+CME ERROR: 3'],
    ['connack-refused:error', 'ERROR'],
  ])('%s prints %s and then CLOSED', async (fault, word) => {
    const unit = await withFault(fault);
    await bringUp(unit);
    await unit.ask('AT+MCONFIG="id"');
    await unit.ask('AT+MIPSTART="h","1883"', /CONNECT OK\r\n/);
    expect(await unit.ask('AT+MCONNECT=1,20', /CLOSED\r\n/)).toBe(`\r\nOK\r\n\r\n${word}\r\n\r\nCLOSED\r\n`);
    expect(await unit.ask('AT+MQTTSTATU')).toContain(':0');
  });

  test('connack-refused:closed prints CLOSED only', async () => {
    const unit = await withFault('connack-refused:closed');
    await bringUp(unit);
    await unit.ask('AT+MCONFIG="id"');
    await unit.ask('AT+MIPSTART="h","1883"', /CONNECT OK\r\n/);
    expect(await unit.ask('AT+MCONNECT=1,20', /CLOSED\r\n/)).toBe('\r\nOK\r\n\r\nCLOSED\r\n');
  });

  test('connack-silent leaves TCP up and the session open for ever', async () => {
    const unit = await withFault('connack-silent');
    await bringUp(unit);
    await unit.ask('AT+MCONFIG="id"');
    await unit.ask('AT+MIPSTART="h","1883"', /CONNECT OK\r\n/);
    expect(await unit.ask('AT+MCONNECT=1,20')).toBe('\r\nOK\r\n');
    expect(await unit.ask('AT+MQTTSTATU')).toBe('\r\n+MQTTSTATU:2\r\n\r\nOK\r\n');
    expect((await farm.broker()).clients()).toEqual([]);
  });

  test('no-suback subscribes without saying so', async () => {
    const unit = await withFault('no-suback');
    await startSession(unit, 'id');
    await unit.ask('AT+MSUB="t",0');
    expect(await unit.ask('AT+MPUB="t",0,0,"m"', /byte,m\r\n/)).toBe('\r\nOK\r\n\r\n+MSUB: "t",1 byte,m\r\n');
  });

  test('message-lost shows nothing of what came', async () => {
    const unit = await withFault('message-lost');
    await startSession(unit, 'id');
    await unit.ask('AT+MSUB="t",0', /SUBACK\r\n/);
    await unit.ask('AT+MPUB="t",1,0,"m"', /PUBACK\r\n/);
    expect(await unit.ask('AT+MDISCONNECT', /CLOSED\r\n/)).not.toContain('+MSUB');
  });

  test('cached-instead-of-direct caches', async () => {
    const unit = await withFault('cached-instead-of-direct');
    await startSession(unit, 'id');
    await unit.ask('AT+MQTTMSGSET=0');
    await unit.ask('AT+MSUB="t",0', /SUBACK\r\n/);
    await unit.ask('AT+MPUB="t",0,0,"m"', /\+MSUB: 0\r\n/);
    expect(await unit.ask('AT+MQTTMSGGET')).toBe('\r\n+MSUB: "t",1 byte,m\r\n\r\nOK\r\n');
  });

  test('direct-instead-of-cached reports at once', async () => {
    const unit = await withFault('direct-instead-of-cached');
    await startSession(unit, 'id');
    await unit.ask('AT+MQTTMSGSET=1');
    await unit.ask('AT+MSUB="t",0', /SUBACK\r\n/);
    await unit.ask('AT+MPUB="t",0,0,"m"', /"t",1 byte,m\r\n/);
    expect(await unit.ask('AT+MQTTMSGGET')).toBe('\r\nOK\r\n');
  });

  test('wrong-bytes alters what is shown, not what the broker got', async () => {
    const unit = await withFault('wrong-bytes');
    await startSession(unit, 'id');
    await unit.ask('AT+MSUB="t",0', /SUBACK\r\n/);
    await unit.ask('AT+MPUB="t",0,0,"abc"', /"t",3 byte,abb\r\n/);
    const broker = await farm.broker();
    expect(Buffer.from(broker.publishes().at(-1)?.payload ?? []).toString()).toBe('abc');
  });

  test('pdp-dropped takes the link along', async () => {
    const unit = await withFault('pdp-dropped');
    await startSession(unit, 'id');
    expect(await unit.ask('AT+MPUB="t",0,0,"m"')).toBe('\r\n+PDP: DEACT\r\n\r\n+CME ERROR: 767\r\n');
    expect(await unit.ask('AT+CIPSTATUS', /STATE: .*\r\n/)).toContain('PDP DEACT');
    expect(await unit.ask('AT+MQTTSTATU')).toContain(':0');
  });

  test.each(['MPUB', 'MSUB'])('broker-closes@%s answers, then CLOSED, once', async (command) => {
    const unit = await withFault(`broker-closes@${command}`);
    await startSession(unit, 'id');
    const line = command === 'MPUB' ? 'AT+MPUB="t",0,0,"m"' : 'AT+MSUB="t",0';
    expect(await unit.ask(line, /CLOSED\r\n/)).toBe('\r\nOK\r\n\r\nCLOSED\r\n');
    expect((await farm.broker()).publishes()).toEqual([]);
    await unit.ask('AT+MIPSTART="h","1883"', /CONNECT OK\r\n/);
    await unit.ask('AT+MCONNECT=1,20', /CONNACK OK\r\n/);
    expect(await unit.ask(line)).toBe('\r\nOK\r\n');
  });

  test('unplugged in the middle of a session loses port and session', async () => {
    const unit = await withFault('unplugged');
    await startSession(unit, 'id');
    unit.write('AT+MSUB="t",0\r\n');
    expect(await unit.lost).toEqual({ kind: 'gone' });
    const again = await withFault('unplugged');
    expect(await again.ask('AT+MQTTSTATU')).toContain(':0');
  });

  test('dialect-b speaks the other words throughout', async () => {
    const unit = await withFault('dialect-b');
    await bringUp(unit);
    await unit.ask('AT+MCONFIG="b"');
    expect(await unit.ask('AT+MIPSTART="h","1883"', /SUCCESS\r\n/)).toBe(
      '\r\nOK\r\n\r\n+MIPSTART: SUCCESS\r\n',
    );
    expect(await unit.ask('AT+MCONNECT=1,20', /SUCCESS\r\n/)).toBe('\r\nOK\r\n\r\n+MCONNECT: SUCCESS\r\n');
    expect(await unit.ask('AT+MQTTSTATU')).toBe('\r\n+MQTTSTATU: 1\r\n\r\nOK\r\n');
    expect(await unit.ask('AT+MSUB="t",0', /SUCCESS\r\n/)).toBe('\r\nOK\r\n\r\n+MSUB: SUCCESS\r\n');
    expect(await unit.ask('AT+MPUB="x",1,0,"m"', /SUCCESS\r\n/)).toBe('\r\nOK\r\n\r\n+MPUB: SUCCESS\r\n');
    expect(await unit.ask('AT+MUNSUB="t"', /SUCCESS\r\n/)).toBe('\r\nOK\r\n\r\n+MUNSUB: SUCCESS\r\n');
    expect(await unit.ask('AT+MDISCONNECT', /DISCONNECTED\r\n/)).toBe(
      '\r\nOK\r\n\r\n+MDISCONNECT: SUCCESS\r\n\r\n+MQTT:DISCONNECTED\r\n',
    );
  });

  test('dialect-b and connect-fails together say FAILURE', async () => {
    const unit = await openTerminal(farm, 'sim:?speed=instant&fault=dialect-b&fault=connect-fails');
    await bringUp(unit);
    await unit.ask('AT+MCONFIG="b"');
    await unit.ask('AT+MIPSTART="h","1883"', /\+MIPSTART: FAILURE\r\n/);
  });
});
