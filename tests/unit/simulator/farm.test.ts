import { describe, expect, test } from 'vitest';
import { createSimulatorFarm } from '../../../electron/simulator/index.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { lines, openConsole } from './console.ts';

const LISTENER = { data: () => undefined, lost: () => undefined };

describe('the farm of simulated modules', () => {
  test('refuses to open a port twice and allows it after closing', async () => {
    const { farm, port } = await openConsole('sim:a');
    const options = { baudRate: 9600 };
    expect(await farm.openPort('sim:a', options, LISTENER)).toEqual({ ok: false, fault: { kind: 'busy' } });
    expect(await farm.openPort('sim:a?speed=instant', options, LISTENER)).toEqual({
      ok: false,
      fault: { kind: 'busy' },
    });
    expect((await farm.openPort('sim:b', options, LISTENER)).ok).toBe(true);
    await port.close();
    expect((await farm.openPort('sim:a', options, LISTENER)).ok).toBe(true);
  });

  test('says what is wrong with an address', async () => {
    const farm = createSimulatorFarm({ clock: new VirtualClock() });
    expect(await farm.openPort('sim:?fault=explode', { baudRate: 9600 }, LISTENER)).toEqual({
      ok: false,
      fault: { kind: 'invalid_address', rule: 'unknown_fault', part: 'explode' },
    });
  });

  test('keeps a module as it was left, and its time with it', async () => {
    const first = await openConsole('sim:a');
    const { clock, farm } = first;
    await clock.advance(500);
    await first.ask('AT+CSTT="left.behind"', 100);
    await first.port.close();
    expect(clock.pending).toBe(0);
    await clock.advance(60_000);
    const second = await openConsole('sim:a', { clock, farm });
    expect(await second.ask('AT+CSTT?', 100)).toBe(lines('+CSTT: "left.behind","",""', 'OK'));
    expect(await second.ask('AT+CREG?', 100)).toBe(lines('+CREG: 0,1', 'OK'));
  });

  test('makes a new module when the same name is asked for differently', async () => {
    const first = await openConsole('sim:a?speed=instant');
    const { clock, farm } = first;
    const imei = await first.ask('AT+CGSN');
    await first.ask('AT+CSTT="left.behind"');
    await first.port.close();
    const second = await openConsole('sim:a?speed=instant&pace=0', { clock, farm });
    expect(await second.ask('AT+CSTT?')).toContain('CMNET');
    expect(await second.ask('AT+CGSN')).toBe(imei);
  });

  test('lists what it offers and what was opened, and which of them is held', async () => {
    const clock = new VirtualClock();
    const farm = createSimulatorFarm({ clock, offered: ['sim:', 'sim:2'] });
    const { port } = await openConsole('sim:3?pace=1', { clock, farm });
    const product = 'WIS800C (simulated)';
    expect(farm.list()).toEqual([
      { path: 'sim:', kind: 'simulated', product },
      { path: 'sim:2', kind: 'simulated', product },
      { path: 'sim:3?pace=1', kind: 'simulated', product, fault: { kind: 'busy' } },
    ]);
    await port.close();
    expect(farm.list()[2]).toEqual({ path: 'sim:3?pace=1', kind: 'simulated', product });
  });

  test('does not grow with thousands of modules', async () => {
    const clock = new VirtualClock();
    const farm = createSimulatorFarm({ clock });
    const held = await openConsole('sim:held', { clock, farm });
    for (let at = 0; at < 2000; at += 1) {
      const opened = await farm.openPort(`sim:u${at}`, { baudRate: 9600 }, LISTENER);
      if (opened.ok) await opened.port.close();
    }
    expect(farm.list().length).toBeLessThan(300);
    expect(await held.ask('AT', 100)).toBe(lines('OK'));
  });

  test('closing it takes every open port away', async () => {
    const { farm, lost, port, listen } = await openConsole('sim:a');
    await farm.close();
    await listen(0);
    expect(lost).toEqual([{ kind: 'gone' }]);
    expect(await port.write(Uint8Array.of(65))).toEqual({ ok: false, fault: { kind: 'gone' } });
  });
});

describe('an open port', () => {
  test('is quiet after closing and takes nothing any more', async () => {
    const { port, chunks, clock, lost } = await openConsole('sim:');
    await port.write(Uint8Array.from(Buffer.from('AT\r')));
    const before = chunks.length;
    await port.close();
    await port.close();
    await clock.advance(1000);
    expect(chunks).toHaveLength(before);
    expect(lost).toEqual([]);
    for (const result of [
      await port.write(Uint8Array.of(65)),
      await port.setBaudRate(9600),
      await port.setControlLines({ dtr: true }),
    ]) {
      expect(result).toEqual({ ok: false, fault: { kind: 'gone' } });
    }
  });

  test('does not look at the bytes again after write returned', async () => {
    const { port, clock, chunks } = await openConsole('sim:?speed=instant', { echo: true });
    const bytes = Uint8Array.from(Buffer.from('AT\r'));
    void port.write(bytes);
    bytes.fill(0);
    await clock.advance(0);
    expect(chunks.map((each) => each.text).join('')).toBe('AT\r\r\nOK\r\n');
  });

  test('tells where a module comes to: to the broker of this process, unless a real one is wanted', async () => {
    const farm = createSimulatorFarm({ clock: new VirtualClock() });
    const wanted = { host: 'broker.example', port: 8883, tls: true };
    const { host, port } = await farm.broker();
    expect(await farm.target('sim:?fault=connect-fails', wanted)).toEqual({ host, port, tls: false });
    expect(await farm.target('sim:?broker=real', wanted)).toEqual(wanted);
    expect(await farm.target('sim:?fault=explode', wanted)).toBeNull();
    expect(await farm.target('sim:?replay=/some/log.txt', wanted)).toBeNull();
    await farm.close();
  });
});
