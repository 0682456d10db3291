import { describe, expect, it } from 'vitest';
import type { PortFault } from '../../../shared/port.ts';
import { type Respond, table } from '../../support/scripted-port.ts';
import { settle } from '../../support/virtual-clock.ts';
import { TestConsole } from './test-console.ts';

const SECONDS = 1000;
const SILENT: Respond = () => [];

const stopped = { outcome: 'cancelled', failedStep: null, code: 'stopped', complete: false };

describe('a console is ended', () => {
  it('by a stop, once, however often it is asked for', async () => {
    const test = new TestConsole(table({}));
    await test.ask('AT');
    test.console.stop();
    test.console.stop();
    expect(await test.end()).toMatchObject(stopped);
    expect(test.facts('run.cancelRequested')).toMatchObject([{ immediate: false }]);
  });

  it('by a stop while a command waits, which is given up first', async () => {
    const test = new TestConsole(SILENT);
    const asked = test.type('AT+CIICR');
    await test.clock.advance(5 * SECONDS);
    expect(await test.end()).toMatchObject(stopped);
    await asked;
    expect(test.clock.monotonic()).toBe(5 * SECONDS);
    expect(test.events.slice(2).map(({ type }) => type)).toEqual([
      'run.cancelRequested',
      'at.exchanged',
      'run.finished',
    ]);
    expect(test.exchanges).toEqual([['AT+CIICR', 'abandoned']]);
  });

  it('by a stop while the port is being opened; what was typed is not sent', async () => {
    const test = new TestConsole(table({}));
    const asked = test.type('AT');
    expect(await test.end()).toMatchObject(stopped);
    await asked;
    expect(test.port.received).toEqual([]);
  });

  it('by a stop while a silent module is being greeted', async () => {
    const test = new TestConsole(SILENT);
    await test.ask('AT+CSQ');
    await test.clock.advance(60 * SECONDS);
    const asked = test.type('AT+CIMI');
    await test.clock.advance(500);
    await test.end();
    await asked;
    expect(test.port.received).not.toContain('AT+CIMI');
  });

  it('by the port that goes away, while nothing is asked', async () => {
    const test = new TestConsole(table({}));
    await test.ask('AT');
    test.port.unplug();
    expect(await test.ended()).toMatchObject({ outcome: 'errored', code: 'port_lost', failedStep: null });
    expect(test.events.slice(-2)).toMatchObject([
      { type: 'link.lost', fault: { kind: 'gone' } },
      { type: 'run.finished' },
    ]);
    test.console.stop();
    expect(test.facts('run.cancelRequested')).toEqual([]);
  });

  it('by the port that goes away in the middle of a command', async () => {
    const test = new TestConsole(SILENT);
    const asked = test.type('AT+CSQ');
    await test.clock.advance(SECONDS);
    test.port.unplug({ kind: 'io', code: 'EIO' });
    expect(await test.ended()).toMatchObject({ outcome: 'errored', code: 'port_io' });
    await asked;
    expect(test.exchanges).toEqual([['AT+CSQ', 'link_lost']]);
  });

  it('by a driver that refuses the bytes', async () => {
    const test = new TestConsole(table({}));
    await settle();
    test.port.writeResult = { ok: false, fault: { kind: 'gone' } };
    await test.ask('AT');
    expect(await test.ended()).toMatchObject({ outcome: 'errored', code: 'port_lost' });
    expect(test.exchanges).toEqual([['AT', 'link_lost']]);
  });

  it.each<[PortFault, string]>([
    [{ kind: 'not_found' }, 'port_not_found'],
    [{ kind: 'busy' }, 'port_busy'],
    [{ kind: 'no_permission' }, 'port_no_permission'],
    [{ kind: 'no_driver' }, 'port_no_driver'],
    [{ kind: 'unreachable', code: 'ECONNREFUSED' }, 'port_unreachable'],
    [{ kind: 'unsupported', setting: 'baudRate' }, 'port_io'],
    [{ kind: 'invalid_address', rule: 'empty', part: '' }, 'port_invalid'],
  ])('by a port that cannot be opened: %j', async (fault, code) => {
    const test = new TestConsole(table({}), () => Promise.resolve({ ok: false, fault }));
    const asked = test.type('AT');
    expect(await test.ended()).toMatchObject({ outcome: 'errored', code, failedStep: null, complete: false });
    await asked;
    expect(test.events.map(({ type }) => type)).toEqual(['run.started', 'link.lost', 'run.finished']);
    expect(test.facts('link.lost')[0]?.fault).toEqual(fault);
  });

  it('although the driver never gives the port back', async () => {
    const test = new TestConsole(table({}));
    await test.ask('AT');
    test.port.close = () => {
      test.port.closed = true;
      return new Promise(() => {});
    };
    expect(await test.end()).toMatchObject(stopped);
    expect(test.clock.monotonic()).toBe(10 * SECONDS);
  });
});
