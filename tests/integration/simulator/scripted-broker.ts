import { createServer, type Socket } from 'node:net';
import { generate, type Packet, parser } from 'mqtt-packet';

/** A broker that does only what the test tells it to. */
export interface ScriptedBroker {
  readonly port: number;
  /** The next packet from the module. */
  next(): Promise<Packet>;
  send(packet: Packet): void;
  sendRaw(bytes: Uint8Array): void;
  /** Hangs up on the module. */
  hangUp(): void;
  /** Resolves when the module has hung up. */
  readonly left: Promise<void>;
  close(): Promise<void>;
}

/** Listens for one module on a free port of the loopback interface. */
export async function startScriptedBroker(): Promise<ScriptedBroker> {
  const packets: Packet[] = [];
  const waiting: ((packet: Packet) => void)[] = [];
  let socket: Socket | null = null;
  let whenLeft: () => void = () => undefined;
  const left = new Promise<void>((resolve) => {
    whenLeft = resolve;
  });
  const server = createServer((connected) => {
    socket = connected;
    const reader = parser({ protocolVersion: 4 });
    reader.on('packet', (packet) => {
      const taker = waiting.shift();
      if (taker) taker(packet);
      else packets.push(packet);
    });
    connected.on('data', (bytes) => reader.parse(Buffer.from(bytes)));
    reader.on('error', () => undefined);
    connected.on('error', () => undefined);
    connected.on('close', () => whenLeft());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    next: () => {
      const packet = packets.shift();
      return packet ? Promise.resolve(packet) : new Promise((resolve) => waiting.push(resolve));
    },
    send: (packet) => void socket?.write(generate(packet)),
    sendRaw: (bytes) => void socket?.write(bytes),
    hangUp: () => socket?.destroy(),
    left,
    close: async () => {
      socket?.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
