import { createConnection, type Socket } from 'node:net';
import type { SimulatorFarm } from '../../../electron/simulator/index.ts';
import type { Port, PortFault } from '../../../shared/port.ts';

/** A terminal in real time: bytes go in as they are, text is awaited. One character per byte. */
export interface Terminal {
  readonly write: (text: string) => void;
  /** Sends a command line with CR LF and waits for what `until` matches, by default a final result code. */
  readonly ask: (command: string, until?: RegExp) => Promise<string>;
  /** Waits until what came since the last match ends a match of `pattern`; returns everything up to there. */
  readonly read: (pattern: RegExp) => Promise<string>;
  /** What came and was not read yet. */
  readonly unread: () => string;
}

const FINAL = /\r\n(?:OK|ERROR|\+CME ERROR: .*|SHUT OK|ALREADY CONNECT)\r\n/;
const PATIENCE_MS = 10_000;

interface Feed {
  readonly terminal: Terminal;
  readonly feed: (bytes: Uint8Array) => void;
}

/** A terminal whose bytes come through `feed` and leave through `write`. */
export function terminalOver(write: (text: string) => void): Feed {
  let buffer = '';
  let waiting: (() => void) | null = null;
  const take = (pattern: RegExp): string | null => {
    const match = pattern.exec(buffer);
    if (!match) return null;
    const end = match.index + match[0].length;
    const taken = buffer.slice(0, end);
    buffer = buffer.slice(end);
    return taken;
  };
  const read = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const limit = setTimeout(() => {
        waiting = null;
        reject(new Error(`no ${pattern} in ${JSON.stringify(buffer)}`));
      }, PATIENCE_MS);
      const attempt = () => {
        const taken = take(pattern);
        if (taken === null) return;
        waiting = null;
        clearTimeout(limit);
        resolve(taken);
      };
      waiting = attempt;
      attempt();
    });
  const ask = (command: string, until = FINAL) => {
    write(`${command}\r\n`);
    return read(until);
  };
  return {
    terminal: { write, ask, read, unread: () => buffer },
    feed: (bytes) => {
      buffer += Buffer.from(bytes).toString('latin1');
      waiting?.();
    },
  };
}

export interface PortTerminal extends Terminal {
  readonly port: Port;
  /** Resolves when the port goes away. */
  readonly lost: Promise<PortFault>;
}

/** Opens a simulated port at 115200 bit/s. */
export async function openTerminal(farm: SimulatorFarm, address: string): Promise<PortTerminal> {
  let whenLost: (fault: PortFault) => void = () => undefined;
  const lost = new Promise<PortFault>((resolve) => {
    whenLost = resolve;
  });
  let port: Port | null = null;
  const { terminal, feed } = terminalOver(
    (text) => void port?.write(Uint8Array.from(Buffer.from(text, 'latin1'))),
  );
  const opened = await farm.openPort(address, { baudRate: 115200 }, { data: feed, lost: whenLost });
  if (!opened.ok) throw new Error(`cannot open ${address}: ${JSON.stringify(opened.fault)}`);
  port = opened.port;
  return { ...terminal, port: opened.port, lost };
}

export interface SocketTerminal extends Terminal {
  readonly socket: Socket;
  readonly closed: Promise<void>;
}

/** Connects to a module that is served over TCP. */
export async function connectTerminal(port: number): Promise<SocketTerminal> {
  const socket = createConnection({ host: '127.0.0.1', port });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => undefined);
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  const { terminal, feed } = terminalOver((text) => void socket.write(text, 'latin1'));
  socket.on('data', feed);
  return { ...terminal, socket, closed };
}

/** Brings a module up to where MIPSTART is possible; returns with the echo off and errors as numbers. */
export async function bringUp(terminal: Terminal): Promise<void> {
  for (const each of ['ATE0', 'AT+CMEE=1', 'AT+CSTT="CMNET"', 'AT+CIICR', 'AT+CIFSR']) {
    const answer = await terminal.ask(each);
    if (!answer.endsWith('OK\r\n')) throw new Error(`${each}: ${JSON.stringify(answer)}`);
  }
}

/** Connects and opens a session as client `id`. */
export async function startSession(terminal: Terminal, id: string): Promise<void> {
  await bringUp(terminal);
  await terminal.ask(`AT+MCONFIG="${id}"`);
  await terminal.ask('AT+MIPSTART="any.host","1883"', /CONNECT OK\r\n/);
  await terminal.ask('AT+MCONNECT=1,20', /CONNACK OK\r\n/);
}
