import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { generate, type Packet, parser } from 'mqtt-packet';

/** Where MIPSTART leads once the broker choice is applied. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
}

export interface ConnectionEvents {
  opened(): void;
  packet(packet: Packet): void;
  /** Once, whatever ended it: refused, closed by the peer, broken, or not speaking MQTT. */
  ended(): void;
}

/** A peer that sends this much without completing a packet is not a broker for a module of this size. */
const MAX_PACKET_BYTES = 64 * 1024;

/** One TCP or TLS connection that carries MQTT 3.1.1 packets. */
export class MqttConnection {
  readonly #socket: Socket;
  readonly #events: ConnectionEvents;
  readonly #parser = parser({ protocolVersion: 4 });
  #over = false;

  constructor(target: Target, events: ConnectionEvents) {
    this.#events = events;
    this.#socket = dial(target);
    this.#socket.setNoDelay(true);
    this.#socket.once(target.tls ? 'secureConnect' : 'connect', () => {
      if (!this.#over) events.opened();
    });
    this.#socket.on('data', (chunk) => this.#receive(chunk));
    this.#socket.on('error', () => this.#end());
    this.#socket.on('close', () => this.#end());
    this.#parser.on('packet', (packet) => {
      if (!this.#over) events.packet(packet);
    });
    this.#parser.on('error', () => this.#end());
  }

  send(packet: Packet): void {
    if (this.#over || !this.#socket.writable) return;
    this.#socket.write(generate(packet));
  }

  /** Whether this connection keeps the process alive. */
  hold(awake: boolean): void {
    if (awake) this.#socket.ref();
    else this.#socket.unref();
  }

  /** Cuts the connection; no event follows. */
  drop(): void {
    this.#over = true;
    this.#socket.destroy();
  }

  #receive(chunk: Uint8Array): void {
    if (this.#over) return;
    const unparsed = this.#parser.parse(Buffer.from(chunk));
    if (unparsed > MAX_PACKET_BYTES) this.#end();
  }

  #end(): void {
    if (this.#over) return;
    this.drop();
    this.#events.ended();
  }
}

function dial(target: Target): Socket {
  if (!target.tls) return connectTcp({ host: target.host, port: target.port });
  // The source document loads no certificate authority before SSLMIPSTART, so the module can verify none.
  return connectTls({
    host: target.host,
    port: target.port,
    rejectUnauthorized: false,
    ...(isIP(target.host) === 0 ? { servername: target.host } : {}),
  });
}
