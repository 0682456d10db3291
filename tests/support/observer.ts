import { createConnection } from 'node:net';
import { generate, type IPublishPacket, parser } from 'mqtt-packet';

/** An MQTT client of the tests' own that sees everything a broker distributes. */
export interface Observer {
  /** The next message, in order of arrival. */
  next(): Promise<{ readonly topic: string; readonly payload: string; readonly retain: boolean }>;
  publish(topic: string, payload: string): void;
  close(): void;
}

interface ObserverOptions {
  readonly port: number;
  readonly username: string;
  readonly password: string;
}

/** Connects to 127.0.0.1 and subscribes to `#`; resolves when the broker has granted that. */
export async function startObserver({ port, username, password }: ObserverOptions): Promise<Observer> {
  const socket = createConnection({ host: '127.0.0.1', port });
  const reader = parser({ protocolVersion: 4 });
  const messages: IPublishPacket[] = [];
  const waiting: ((packet: IPublishPacket) => void)[] = [];
  socket.on('data', (bytes) => reader.parse(Buffer.from(bytes)));
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    reader.on('packet', (packet) => {
      if (packet.cmd === 'connack')
        socket.write(generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: '#', qos: 1 }] }));
      if (packet.cmd === 'suback') resolve();
      if (packet.cmd !== 'publish') return;
      if (packet.qos === 1) socket.write(generate({ cmd: 'puback', messageId: packet.messageId ?? 0 }));
      const taker = waiting.shift();
      if (taker) taker(packet);
      else messages.push(packet);
    });
    socket.write(
      generate({
        cmd: 'connect',
        protocolId: 'MQTT',
        protocolVersion: 4,
        clientId: 'observer',
        clean: true,
        keepalive: 60,
        username,
        password: Buffer.from(password),
      }),
    );
  });
  const shown = (packet: IPublishPacket) => ({
    topic: packet.topic,
    payload: packet.payload.toString(),
    retain: packet.retain,
  });
  return {
    next: async () => {
      const message =
        messages.shift() ?? (await new Promise<IPublishPacket>((resolve) => waiting.push(resolve)));
      return shown(message);
    },
    publish: (topic, payload) =>
      void socket.write(generate({ cmd: 'publish', topic, payload, qos: 0, dup: false, retain: false })),
    close: () => socket.destroy(),
  };
}
