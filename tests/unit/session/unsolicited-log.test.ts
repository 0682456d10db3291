import { describe, expect, test } from 'vitest';
import { type Unsolicited, unsolicitedLine } from '../../../electron/at/unsolicited.ts';
import { UnsolicitedLog } from '../../../electron/session/unsolicited-log.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { NEVER } from './dialogue.ts';

const event = (text: string): Unsolicited => unsolicitedLine(text, text);
const any = () => true;

describe('the log of unsolicited lines', () => {
  test('gives what came since a mark, in order', () => {
    const log = new UnsolicitedLog();
    log.add(event('RING'));
    const { mark } = log;
    log.add(event('CLOSED'));
    log.add(event('RDY'));
    expect(log.since(mark).map(({ text }) => text)).toEqual(['CLOSED', 'RDY']);
    expect(log.since(log.mark)).toEqual([]);
    expect(log.since(0)).toHaveLength(3);
  });

  test('keeps the newest only, and marks stay right', () => {
    const log = new UnsolicitedLog();
    for (let count = 0; count < 100_000; count += 1) log.add(event(`DST: ${count}`));
    expect(log.mark).toBe(100_000);
    expect(log.since(0)).toHaveLength(512);
    expect(log.since(99_999).map(({ text }) => text)).toEqual(['DST: 99999']);
  });

  test('does not miss what came before one waits', async () => {
    const log = new UnsolicitedLog();
    const { mark } = log;
    log.add(event('CLOSED'));
    const found = await log.next(new VirtualClock(), mark, ({ id }) => id === 'closed', 1000, NEVER);
    expect(found?.text).toBe('CLOSED');
  });

  test('wakes the waiter whose line comes, and no other', async () => {
    const clock = new VirtualClock();
    const log = new UnsolicitedLog();
    const closed = log.next(clock, 0, ({ id }) => id === 'closed', 1000, NEVER);
    const ready = log.next(clock, 0, ({ id }) => id === 'ready', 1000, NEVER);
    log.add(event('RING'));
    log.add(event('CLOSED'));
    expect((await closed)?.text).toBe('CLOSED');
    expect(await clock.runUntil(ready)).toBeNull();
    expect(clock.pending).toBe(0);
  });

  test('does not find what came before the mark', async () => {
    const clock = new VirtualClock();
    const log = new UnsolicitedLog();
    log.add(event('CLOSED'));
    expect(await clock.runUntil(log.next(clock, log.mark, any, 1000, NEVER))).toBeNull();
    expect(clock.monotonic()).toBe(1000);
  });

  test('lets the waiter go when the signal aborts, before or during', async () => {
    const clock = new VirtualClock();
    const log = new UnsolicitedLog();
    expect(await log.next(clock, 0, any, 1000, AbortSignal.abort())).toBeNull();
    const stop = new AbortController();
    const waiting = log.next(clock, 0, any, 1000, stop.signal);
    stop.abort();
    expect(await waiting).toBeNull();
    expect(clock.pending).toBe(0);
  });

  test('lets everybody go when it closes, and whoever comes later', async () => {
    const clock = new VirtualClock();
    const log = new UnsolicitedLog();
    const waiting = log.next(clock, 0, any, 1000, NEVER);
    log.close();
    expect(await waiting).toBeNull();
    expect(await log.next(clock, 0, any, 1000, NEVER)).toBeNull();
    expect(clock.pending).toBe(0);
  });
});
