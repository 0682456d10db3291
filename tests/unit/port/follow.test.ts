import { expect, test } from 'vitest';
import { followPorts, type PortListChange } from '../../../electron/port/index.ts';
import type { PortInfo } from '../../../shared/port.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const usb = (n: number, rest: Partial<PortInfo> = {}): PortInfo => ({
  path: `/dev/ttyUSB${n}`,
  kind: 'serial',
  ...rest,
});

function follow(answers: readonly (readonly PortInfo[] | 'failure')[]) {
  const clock = new VirtualClock();
  const changes: PortListChange[] = [];
  let asked = 0;
  const list = async () => {
    const answer = answers[Math.min(asked++, answers.length - 1)];
    if (answer === undefined || answer === 'failure') throw new Error('no list');
    return answer;
  };
  const stop = followPorts(list, clock, (change) => changes.push(change));
  return { clock, changes, stop, asked: () => asked };
}

test('the first list is reported at once, even an empty one', async () => {
  const { clock, changes } = follow([[]]);
  await clock.advance(0);
  expect(changes).toEqual([{ ports: [], added: [], removed: [], changed: [] }]);
});

test('plugging, changing and unplugging are reported once each', async () => {
  const busy = usb(0, { fault: { kind: 'busy' } });
  const { clock, changes } = follow([[usb(0)], [usb(0), usb(1)], [busy, usb(1)], [usb(1)], [usb(1)]]);
  await clock.advance(5_000);
  expect(changes.map(({ added, removed, changed }) => ({ added, removed, changed }))).toEqual([
    { added: [usb(0)], removed: [], changed: [] },
    { added: [usb(1)], removed: [], changed: [] },
    { added: [], removed: [], changed: [busy] },
    { added: [], removed: [busy], changed: [] },
  ]);
});

test('an adapter replaced by another of the same name is a change', async () => {
  const { clock, changes } = follow([[usb(0, { serialNumber: 'A' })], [usb(0, { serialNumber: 'B' })]]);
  await clock.advance(1_000);
  expect(changes[1]?.changed).toEqual([usb(0, { serialNumber: 'B' })]);
});

test('an unchanged list is not reported again', async () => {
  const { clock, changes, asked } = follow([[usb(0)]]);
  await clock.advance(10_000);
  expect(changes).toHaveLength(1);
  expect(asked()).toBe(11);
});

test('a failed poll neither removes ports nor ends the watch', async () => {
  const { clock, changes } = follow([[usb(0)], 'failure', [usb(0), usb(1)]]);
  await clock.advance(2_000);
  expect(changes.map((change) => change.added)).toEqual([[usb(0)], [usb(1)]]);
});

test('the next poll waits for a slow one', async () => {
  const clock = new VirtualClock();
  const waiting: ((ports: readonly PortInfo[]) => void)[] = [];
  const list = () => new Promise<readonly PortInfo[]>((resolve) => waiting.push(resolve));
  followPorts(list, clock, () => {});
  await clock.advance(60_000);
  expect(waiting).toHaveLength(1);
  waiting[0]?.([]);
  await clock.advance(1_000);
  expect(waiting).toHaveLength(2);
});

test('after stopping nothing is reported and nothing is scheduled, even by a poll under way', async () => {
  const clock = new VirtualClock();
  const changes: PortListChange[] = [];
  let answer: (ports: readonly PortInfo[]) => void = () => {};
  const stop = followPorts(
    () => new Promise((resolve) => (answer = resolve)),
    clock,
    (c) => changes.push(c),
  );
  stop();
  answer([usb(0)]);
  await clock.advance(10_000);
  expect(changes).toEqual([]);
  expect(clock.pending).toBe(0);
});

test('stopping between polls cancels the next one', async () => {
  const { clock, stop, asked } = follow([[usb(0)]]);
  await clock.advance(500);
  stop();
  await clock.advance(10_000);
  expect(asked()).toBe(1);
  expect(clock.pending).toBe(0);
});
