import { expect, test } from 'vitest';
import { createOpenPort } from '../../../electron/port/index.ts';
import type { OpenPort, PortListener } from '../../../shared/port.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const LISTENER: PortListener = { data: () => {}, lost: () => {} };
const OPTIONS = { baudRate: 115_200 };

test('a simulated address goes to the simulator as it is, with options and listener', async () => {
  const given: unknown[] = [];
  const openSimulated: OpenPort = async (...args) => {
    given.push(args);
    return { ok: false, fault: { kind: 'gone' } };
  };
  const open = createOpenPort({ clock: new VirtualClock(), openSimulated });
  expect(await open('sim:no-sim', OPTIONS, LISTENER)).toEqual({ ok: false, fault: { kind: 'gone' } });
  expect(given).toEqual([['sim:no-sim', OPTIONS, LISTENER]]);
});

test.each([
  ['sim:', { kind: 'no_driver' }],
  ['what', { kind: 'invalid_address', rule: 'unknown_form', part: 'what' }],
  ['tcp://host', { kind: 'invalid_address', rule: 'tcp_port_missing', part: 'tcp://host' }],
  ['/nonexistent/port', { kind: 'not_found' }],
  ['/', { kind: 'no_driver' }],
  ['COM7', { kind: 'not_found' }],
])('without a simulator %j is refused as %j', async (path, fault) => {
  const open = createOpenPort({ clock: new VirtualClock() });
  expect(await open(path, OPTIONS, LISTENER)).toEqual({ ok: false, fault });
});
