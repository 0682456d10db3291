import type { Socket } from 'node:net';
import { generate } from 'mqtt-packet';
import { codeOf, type Failed } from './budget.ts';

/** What a CONNECT says of who opens the session. */
export interface SessionParameters {
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
  readonly cleanSession: boolean;
  readonly keepAliveSeconds: number;
}

export interface Answered {
  readonly ok: true;
  /** MQTT 3.1.1 section 3.2.2.3; 0 is accepted. */
  readonly code: number;
}

const NOTHING = new Uint8Array(0);
const DISCONNECT = generate({ cmd: 'disconnect' });

/** CONNECT of MQTT 3.1.1 without a will: a check that is cut off must not have the broker say that a unit died. */
function connectPacket({ username, password, ...session }: SessionParameters): Buffer {
  // MQTT-3.1.2-22: no password without a user name, though that may be empty.
  const account =
    password !== '' ? { username, password: Buffer.from(password) } : username !== '' ? { username } : {};
  return generate({
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clientId: session.clientId,
    clean: session.cleanSession,
    keepalive: session.keepAliveSeconds,
    ...account,
  });
}

/** Sends CONNECT and waits for CONNACK; any other beginning is no broker of MQTT 3.1.1. */
export function askForSession(
  socket: Socket,
  parameters: SessionParameters,
  over: AbortSignal,
): Promise<Answered | Failed> {
  return new Promise((resolve) => {
    let bytes: Uint8Array = NOTHING;
    const hear = (more: Uint8Array) => {
      bytes = Buffer.concat([bytes, more.subarray(0, CONNACK_BYTES - bytes.length)]);
      const answer = readConnack(bytes);
      if (answer !== null) end(answer);
    };
    const fail = (error: unknown) => end({ ok: false, code: codeOf(error) });
    const hungUp = () => end({ ok: false, code: 'EOF' });
    const end = (answer: Answered | Failed) => {
      socket.off('data', hear).off('error', fail).off('end', hungUp).off('close', hungUp);
      over.removeEventListener('abort', hungUp);
      resolve(answer);
    };
    socket.on('data', hear).on('error', fail).on('end', hungUp).on('close', hungUp);
    over.addEventListener('abort', hungUp, { once: true });
    socket.write(connectPacket(parameters));
  });
}

const CONNACK_BYTES = 4;

/** CONNACK (MQTT 3.1.1 section 3.2): null as long as it may still become one. */
export function readConnack(bytes: Uint8Array): Answered | Failed | null {
  const [type = 0x20, length = 2, flags = 0, code] = bytes;
  if (type !== 0x20 || length !== 2 || flags > 1) return { ok: false, code: 'EPROTO' };
  return code === undefined ? null : { ok: true, code };
}

/** Sends DISCONNECT and lets the broker close, so that it sees an end in order. What it still sends is not listened to. */
export function sayFarewell(socket: Socket, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
    over.addEventListener('abort', () => resolve(), { once: true });
    socket.resume();
    socket.end(DISCONNECT);
  });
}
