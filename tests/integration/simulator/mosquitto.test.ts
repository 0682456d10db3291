import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSimulatorFarm } from '../../../electron/simulator/index.ts';
import { systemClock } from '../../../electron/system-clock.ts';
import {
  type Mosquitto,
  mosquittoAvailable,
  mosquittoNote,
  startMosquitto,
} from '../../support/mosquitto.ts';
import { startObserver } from '../../support/observer.ts';
import { bringUp, openTerminal, type Terminal } from './terminal.ts';

const farm = createSimulatorFarm({ clock: systemClock });
const wire = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

describe.runIf(mosquittoAvailable)(`a simulated module on mosquitto${mosquittoNote}`, () => {
  let broker: Mosquitto;

  beforeAll(async () => {
    broker = await startMosquitto();
  }, 30_000);

  afterAll(async () => {
    await farm.close();
    await broker.stop();
  });

  const configure = (unit: Terminal, id: string, will = '') =>
    unit.ask(`AT+MCONFIG="${id}","${broker.username}","${wire(broker.password)}"${will}`);

  const start = (kind: 'plain' | 'ssl') =>
    kind === 'plain'
      ? `AT+MIPSTART="127.0.0.1","${broker.plainPort}"`
      : `AT+SSLMIPSTART="ssl://localhost","${broker.tlsPort}"`;

  test.each(['plain', 'ssl'] as const)('over %s arrives as configured', async (kind) => {
    const observer = await startObserver({ ...broker, port: broker.plainPort });
    const unit = await openTerminal(farm, `sim:${kind}?speed=instant&broker=real`);
    await bringUp(unit);
    await configure(unit, `client-${kind}`, `,1,0,"${kind}/will","OVERLINER"`);
    await unit.ask(start(kind), /CONNECT OK\r\n/);
    await unit.ask('AT+MCONNECT=1,35', /CONNACK OK\r\n/);
    expect(await broker.logged(new RegExp(`New client connected .* as client-${kind} .*`))).toMatch(
      /c1, k35, u'field\/wis800c'/,
    );
    await unit.ask(`AT+MSUB="${kind}/test",1`, /SUBACK\r\n/);
    await broker.logged(new RegExp(`client-${kind} 1 ${kind}/test`));

    await unit.ask('AT+MQTTMODE=1');
    await unit.ask(`AT+MPUB="${kind}/test",0,0,"57495338303043"`, /7 byte,57495338303043\r\n/);
    expect(await observer.next()).toEqual({ topic: `${kind}/test`, payload: 'WIS800C', retain: false });
    await unit.ask('AT+MQTTMODE=0');
    expect(await unit.ask(`AT+MPUB="${kind}/test",2,0,"two"`, /PUBCOMP\r\n/)).toContain('PUBREC');
    expect(await observer.next()).toEqual({ topic: `${kind}/test`, payload: 'two', retain: false });
    observer.publish(`${kind}/test`, 'from outside');
    await unit.read(/"(plain|ssl)\/test",12 byte,from outside\r\n/);
    expect((await observer.next()).payload).toBe('from outside');

    await unit.ask('AT+CPOWD=0', /^/);
    expect(await observer.next()).toEqual({ topic: `${kind}/will`, payload: 'OVERLINER', retain: false });
    observer.close();
  });

  test('with a wrong password is refused and told so', async () => {
    const unit = await openTerminal(farm, 'sim:wrong?speed=instant&broker=real');
    await bringUp(unit);
    await unit.ask(`AT+MCONFIG="wrong","${broker.username}","nope"`);
    await unit.ask(start('plain'), /CONNECT OK\r\n/);
    expect(await unit.ask('AT+MCONNECT=1,20', /CLOSED\r\n/)).toBe(
      '\r\nOK\r\n\r\nCONNACK 5\r\n\r\nCLOSED\r\n',
    );
    expect(broker.log()).not.toContain(' as wrong ');
  });

  test('that talks plainly to the TLS port is dropped', async () => {
    const unit = await openTerminal(farm, 'sim:plain-on-tls?speed=instant&broker=real');
    await bringUp(unit);
    await configure(unit, 'plain-on-tls');
    await unit.ask(`AT+MIPSTART="127.0.0.1","${broker.tlsPort}"`, /CONNECT OK\r\n/);
    await unit.ask('AT+MCONNECT=1,20', /CLOSED\r\n/);
  });

  test('that asks for a host nobody knows fails to connect', async () => {
    const unit = await openTerminal(farm, 'sim:nowhere?speed=instant&broker=real');
    await bringUp(unit);
    await configure(unit, 'nowhere');
    expect(await unit.ask('AT+MIPSTART="no.such.host.invalid","1883"', /FAIL\r\n/)).toContain('CONNECT FAIL');
  });

  test('that publishes to a wildcard is thrown out', async () => {
    const unit = await openTerminal(farm, 'sim:wildcard?speed=instant&broker=real');
    await bringUp(unit);
    await configure(unit, 'wildcard');
    await unit.ask(start('plain'), /CONNECT OK\r\n/);
    await unit.ask('AT+MCONNECT=1,20', /CONNACK OK\r\n/);
    expect(await unit.ask('AT+MPUB="a/#",0,0,"m"', /CLOSED\r\n/)).toBe('\r\nOK\r\n\r\nCLOSED\r\n');
  });
});
