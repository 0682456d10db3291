import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';

/** A client as its CONNECT introduced it. The password is not kept. */
export interface SeenClient {
  readonly id: string;
  readonly username: string | null;
  readonly hasPassword: boolean;
  readonly clean: boolean;
  readonly keepAliveSeconds: number;
  readonly will: {
    readonly topic: string;
    readonly payload: Uint8Array;
    readonly qos: number;
    readonly retain: boolean;
  } | null;
}

export interface SeenSubscription {
  readonly clientId: string;
  readonly topic: string;
  readonly qos: number;
}

/** A message that reached the broker; `clientId` is null for a will or the broker's own. */
export interface SeenPublish {
  readonly clientId: string | null;
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: number;
  readonly retain: boolean;
}

/** The MQTT broker inside this process, and what it saw, oldest first, the latest thousand of each. */
export interface EmbeddedBroker {
  readonly host: string;
  readonly port: number;
  clients(): readonly SeenClient[];
  subscriptions(): readonly SeenSubscription[];
  publishes(): readonly SeenPublish[];
  /** Calls `listener` with everything published from now on. Returns its removal. */
  onPublish(listener: (seen: SeenPublish) => void): () => void;
  /** Whether a client of this id is connected now. */
  isConnected(clientId: string): boolean;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const REMEMBERED = 1000;

/**
 * Starts a broker on a free port of the loopback interface. It has no TLS listener (a certificate cannot be
 * made with Node alone), so a module that is told to use SSL reaches it over plain TCP. It does not keep the
 * process alive.
 */
export async function startEmbeddedBroker(): Promise<EmbeddedBroker> {
  const aedes = await Aedes.createBroker();
  ['_heartbeatInterval', '_clearWillInterval'].forEach((timer) => unrefTimer(aedes, timer));
  const witness = observe(aedes);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    socket.unref();
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    unrefTimer(aedes.handle(socket), '_connectTimer');
  });
  const port = await listen(server);
  let connected = new Set<string>();
  aedes.on('client', (client) => {
    connected.add(client.id);
    unrefTimer(client, '_keepaliveTimer');
  });
  aedes.on('clientDisconnect', (client) => connected.delete(client.id));
  return {
    host: HOST,
    port,
    ...witness,
    isConnected: (clientId) => connected.has(clientId),
    close: async () => {
      connected = new Set();
      await new Promise<void>((resolve) => aedes.close(resolve));
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function observe(aedes: Aedes) {
  const clients: SeenClient[] = [];
  const subscriptions: SeenSubscription[] = [];
  const publishes: SeenPublish[] = [];
  const listeners = new Set<(seen: SeenPublish) => void>();
  aedes.preConnect = (_client, packet, callback) => {
    remember(clients, seenClient(packet));
    callback(null, true);
  };
  aedes.on('subscribe', (wanted, client) => {
    for (const { topic, qos } of wanted) remember(subscriptions, { clientId: client.id, topic, qos });
  });
  aedes.on('publish', (packet, client) => {
    // The broker's own heartbeat and bookkeeping are nobody's messages.
    if (packet.topic.startsWith('$SYS/')) return;
    const seen = seenPublish(packet, client?.id ?? null);
    remember(publishes, seen);
    for (const each of listeners) each(seen);
  });
  return {
    clients: () => [...clients],
    subscriptions: () => [...subscriptions],
    publishes: () => [...publishes],
    onPublish: (listener: (seen: SeenPublish) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

type ConnectPacket = Parameters<Aedes['preConnect']>[1];
type PublishPacket = Parameters<Aedes['authorizePublish']>[1];

function seenClient(packet: ConnectPacket): SeenClient {
  const { will } = packet;
  return {
    id: packet.clientId,
    username: packet.username ?? null,
    hasPassword: packet.password !== undefined,
    clean: packet.clean ?? true,
    keepAliveSeconds: packet.keepalive ?? 0,
    will: will
      ? {
          topic: will.topic,
          payload: new Uint8Array(Buffer.from(will.payload)),
          qos: will.qos ?? 0,
          retain: will.retain ?? false,
        }
      : null,
  };
}

function seenPublish(packet: PublishPacket, clientId: string | null): SeenPublish {
  return {
    clientId,
    topic: packet.topic,
    payload: new Uint8Array(Buffer.from(packet.payload)),
    qos: packet.qos,
    retain: packet.retain,
  };
}

function remember<T>(list: T[], item: T): void {
  list.push(item);
  if (list.length > REMEMBERED) list.shift();
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, HOST, () => {
      server.unref();
      const address: AddressInfo | string | null = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}

/** aedes has no option to let the process end, so its timers are told one by one. */
function unrefTimer(owner: object, property: string): void {
  const timer: unknown = Reflect.get(owner, property);
  if (typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function') {
    timer.unref();
  }
}
