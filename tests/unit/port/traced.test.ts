import { expect, test } from 'vitest';
import { createRedactor, tracedPort } from '../../../electron/port/index.ts';
import type { OpenPort, Port, PortFault, PortListener } from '../../../shared/port.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const SILENT: PortListener = { data: () => {}, lost: () => {} };

/** A traced port over a fake one; `log` has all that happened, in order. */
async function traced(listener: PortListener = SILENT, ...secrets: readonly string[]) {
  const clock = new VirtualClock();
  const log: unknown[][] = [];
  let module: PortListener = SILENT;
  const openPort: OpenPort = async (path, _options, given) => {
    module = given;
    const fake: Port = {
      path,
      hasBaudRate: true,
      write: async (bytes) => {
        log.push(['write', decode(bytes)]);
        return { ok: true };
      },
      setBaudRate: async (baudRate) => ({
        ok: false,
        fault: { kind: 'unsupported', setting: `${baudRate}` },
      }),
      setControlLines: async ({ dtr }) => ({
        ok: false,
        fault: { kind: 'unsupported', setting: `dtr ${dtr}` },
      }),
      close: async () => {
        log.push(['closed']);
      },
    };
    return { ok: true, port: fake };
  };
  const redactor = createRedactor();
  for (const secret of secrets) redactor.add(secret);
  const sink = {
    bytes: (direction: string, bytes: Uint8Array, atMs: number) => {
      log.push([direction, decode(bytes), atMs]);
    },
  };
  const { open, report } = tracedPort(openPort, sink, redactor, clock);
  const opened = await open('/dev/x', { baudRate: 9600 }, listener);
  if (!opened.ok) throw new Error('the fake port did not open');
  return {
    clock,
    log,
    port: opened.port,
    report,
    receive: (text: string) => module.data(encode(text), clock.monotonic()),
    lose: (fault: PortFault) => module.lost(fault),
  };
}

test('both directions are reported in order, with their times', async () => {
  const { clock, log, port, receive } = await traced();
  await port.write(encode('AT\r'));
  await clock.advance(12);
  receive('\r\nOK\r\n');
  await clock.advance(0);
  expect(log).toEqual([
    ['write', 'AT\r'],
    ['sent', 'AT\r', 0],
    ['received', '\r\nOK\r\n', 12],
  ]);
});

test('the listener is served before the sink, and what it writes at once is reported after what it heard', async () => {
  const heard: string[] = [];
  let reply = () => {};
  const listener: PortListener = {
    data: (bytes) => {
      heard.push(decode(bytes));
      reply();
    },
    lost: () => {},
  };
  const { clock, log, port, receive } = await traced(listener);
  reply = () => void port.write(encode('payload'));
  receive('>');
  expect(heard).toEqual(['>']);
  expect(log).toEqual([['write', 'payload']]);
  await clock.advance(0);
  expect(log.slice(1)).toEqual([
    ['received', '>', 0],
    ['sent', 'payload', 0],
  ]);
});

test('what crossed so far is reported at once where a fact needs it, and once', async () => {
  const { clock, log, port, receive, report } = await traced(SILENT, 'hunter2');
  report();
  await port.write(encode('AT\r'));
  receive('OK\r\nhun');
  report();
  expect(log.slice(1)).toEqual([
    ['sent', 'AT\r', 0],
    ['received', 'OK\r\n', 0],
  ]);
  report();
  await clock.advance(5000);
  expect(log.slice(3)).toEqual([['received', 'hun', 0]]);
});

test('a secret is masked on the way out and in the echo, but reaches the port and the listener', async () => {
  const heard: string[] = [];
  const listener: PortListener = { data: (bytes) => heard.push(decode(bytes)), lost: () => {} };
  const { clock, log, port, receive } = await traced(listener, 'hunter2');
  await port.write(encode('AT+PW="hunter2"\r'));
  for (const byte of 'AT+PW="hunter2"\r') receive(byte);
  await clock.advance(0);
  expect(log[0]).toEqual(['write', 'AT+PW="hunter2"\r']);
  expect(heard.join('')).toBe('AT+PW="hunter2"\r');
  const shown = (direction: string) =>
    log
      .filter(([what]) => what === direction)
      .map(([, text]) => text)
      .join('');
  expect(shown('sent')).toBe('AT+PW="***"\r');
  expect(shown('received')).toBe('AT+PW="***"\r');
});

test('the caller may use its array again after writing', async () => {
  const { clock, log, port } = await traced();
  const bytes = encode('AT\r');
  await port.write(bytes);
  bytes.fill(0);
  await clock.advance(0);
  expect(log[1]).toEqual(['sent', 'AT\r', 0]);
});

test('a held-back tail is shown after a second of silence in its direction, not before', async () => {
  const { clock, log, port, receive } = await traced(SILENT, 'hunter2');
  receive('OK hun');
  await clock.advance(900);
  receive('t');
  await clock.advance(999);
  await port.write(encode('AT\r'));
  expect(log.filter(([what]) => what === 'received')).toEqual([['received', 'OK ', 0]]);
  await clock.advance(1);
  expect(log.filter(([what]) => what === 'received')).toEqual(
    [
      ['received', 'OK ', 0],
      ['received', 'hunt', 3],
    ].map(([what, text]) => [what, text, 0]),
  );
  expect(clock.pending).toBe(0);
});

test('nothing is scheduled once everything is shown', async () => {
  const { clock, receive } = await traced(SILENT, 'hunter2');
  receive('OK\r\n');
  await clock.advance(0);
  expect(clock.pending).toBe(0);
});

test('closing reports all, held-back bytes included, and nothing afterwards', async () => {
  const { clock, log, port, receive } = await traced(SILENT, 'hunter2');
  receive('hun');
  await port.close();
  expect(log).toEqual([['closed'], ['received', 'hun', 0]]);
  await port.write(encode('late'));
  await port.close();
  await clock.advance(5_000);
  expect(log.filter(([what]) => what === 'sent')).toEqual([]);
  expect(clock.pending).toBe(0);
});

test('a lost port reports all before it says so', async () => {
  const order: unknown[] = [];
  const { log, lose, receive } = await traced(
    { data: () => {}, lost: (fault) => order.push([...log], fault) },
    'hunter2',
  );
  receive('OK hun');
  lose({ kind: 'gone' });
  expect(order).toEqual([
    [
      ['received', 'OK ', 0],
      ['received', 'hun', 0],
    ],
    { kind: 'gone' },
  ]);
});

test('the other abilities of the port are passed on', async () => {
  const { port } = await traced();
  expect(port).toMatchObject({ path: '/dev/x', hasBaudRate: true });
  expect(await port.setBaudRate(1200)).toEqual({
    ok: false,
    fault: { kind: 'unsupported', setting: '1200' },
  });
  expect(await port.setControlLines({ dtr: true })).toEqual({
    ok: false,
    fault: { kind: 'unsupported', setting: 'dtr true' },
  });
});

test('a port that does not open is passed on as such', async () => {
  const openPort: OpenPort = async () => ({ ok: false, fault: { kind: 'not_found' } });
  const { open } = tracedPort(openPort, { bytes: () => {} }, createRedactor(), new VirtualClock());
  expect(await open('/dev/x', { baudRate: 9600 }, SILENT)).toEqual({
    ok: false,
    fault: { kind: 'not_found' },
  });
});
