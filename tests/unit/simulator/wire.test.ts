import { describe, expect, test } from 'vitest';
import { garbled, noise } from '../../../electron/simulator/line-noise.ts';
import { Wire } from '../../../electron/simulator/wire.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

function wireOn(clock: VirtualClock, paced: boolean) {
  const arrived: { length: number; baudRate: number | null; atMs: number }[] = [];
  const wire = new Wire(clock, paced, (bytes, baudRate, atMs) =>
    arrived.push({ length: bytes.length, baudRate, atMs }),
  );
  return { wire, arrived };
}

describe('the wire', () => {
  test('delivers unpaced bytes at once, but never within the call that sends them', async () => {
    const clock = new VirtualClock();
    const { wire, arrived } = wireOn(clock, false);
    wire.send(new Uint8Array(5000), 9600);
    expect(arrived).toEqual([]);
    await clock.advance(0);
    expect(arrived).toEqual([{ length: 5000, baudRate: 9600, atMs: 0 }]);
  });

  test('takes ten bit times for each byte when paced', async () => {
    const clock = new VirtualClock();
    const { wire, arrived } = wireOn(clock, true);
    wire.send(new Uint8Array(96), 9600);
    await clock.advance(99);
    expect(arrived.reduce((sum, each) => sum + each.length, 0)).toBe(64);
    await clock.advance(1);
    expect(arrived.at(-1)).toEqual({ length: 32, baudRate: 9600, atMs: 100 });
  });

  test('counts from the end of the bytes before, so that coarse timers do not add up', async () => {
    const clock = new VirtualClock();
    const { wire, arrived } = wireOn(clock, true);
    for (let at = 0; at < 1000; at += 1) wire.send(new Uint8Array(1), 115200);
    await clock.advance(1000);
    expect(Math.abs((arrived.at(-1)?.atMs ?? 0) - (1000 * 10_000) / 115200)).toBeLessThanOrEqual(0.5);
  });

  test('does not hold an idle time against later bytes', async () => {
    const clock = new VirtualClock();
    const { wire, arrived } = wireOn(clock, true);
    wire.send(new Uint8Array(1), 1000);
    await clock.advance(500);
    wire.send(new Uint8Array(1), 1000);
    await clock.advance(500);
    expect(arrived.map((each) => each.atMs)).toEqual([10, 510]);
  });

  test('loses what is under way when it is pulled', async () => {
    const clock = new VirtualClock();
    const { wire, arrived } = wireOn(clock, true);
    wire.send(new Uint8Array(100), 9600);
    wire.clear();
    await clock.advance(1000);
    expect(arrived).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  test('does not take more than it can hold', async () => {
    const clock = new VirtualClock();
    const { wire, arrived } = wireOn(clock, false);
    for (let at = 0; at < 40; at += 1) wire.send(new Uint8Array(100_000), null);
    await clock.advance(0);
    expect(arrived.reduce((sum, each) => sum + each.length, 0)).toBeLessThanOrEqual(1 << 20);
  });
});

describe('what a receiver at another rate sees', () => {
  test.each([
    [115200, 9600],
    [9600, 115200],
    [4800, 460800],
  ])('of bytes sent at %i when it listens at %i is no text and no line end', (from, to) => {
    const seen = garbled(Uint8Array.from(Buffer.from('\r\nOK\r\n'.repeat(20))), from, to);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.length).toBeLessThanOrEqual(8 * 120);
    expect(seen.every((byte) => byte >= 0x80)).toBe(true);
  });

  test('is the same every time', () => {
    expect(noise(16, 3)).toEqual(noise(16, 3));
    expect(noise(0)).toHaveLength(0);
  });
});
