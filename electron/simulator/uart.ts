import type { Clock } from '../../shared/clock.ts';
import { type CollectedLine, LineCollector } from './line-collector.ts';
import { garbled } from './line-noise.ts';
import { Wire } from './wire.ts';

/** The other end of the serial line. */
export interface HostSide {
  /** Bit/s at which the host sends and listens right now; null = not known, so never wrong. */
  baudRate(): number | null;
  deliver(bytes: Uint8Array, atMs: number): void;
  /** The line was pulled out. */
  lost(): void;
}

interface UartEvents {
  /** Whether every byte that is sent arrives on its own. */
  readonly oneByOne: boolean;
  /** Whether received bytes are sent back. */
  echoes(): boolean;
  /** A command line ended; `done` lets the next one in. */
  line(line: CollectedLine, done: () => void): void;
}

/** Received bytes that wait while a command is carried out; more are lost, as in any FIFO. */
const FIFO_BYTES = 8192;

/** The module's UART: rates, echo, one command line at a time. */
export class Uart {
  readonly #events: UartEvents;
  readonly #inbound: Wire;
  readonly #outbound: Wire;
  readonly #collector = new LineCollector();
  #host: HostSide | null = null;
  #powered = false;
  #rate: number | null = null;
  /** With autobaud: the rate of the last `A` that was heard. */
  #latched: number | null = null;
  #fifo: number[] = [];
  #busy = false;
  #working = false;
  #epoch = 0;

  constructor(clock: Clock, paced: boolean, events: UartEvents) {
    this.#events = events;
    this.#inbound = new Wire(clock, paced, (bytes, rate) => this.#hear(bytes, rate));
    this.#outbound = new Wire(clock, paced, (bytes, rate, atMs) => this.#arrive(bytes, rate, atMs));
  }

  get host(): HostSide | null {
    return this.#host;
  }

  get rate(): number | null {
    return this.#rate;
  }

  plug(host: HostSide): void {
    this.#host = host;
  }

  unplug(): void {
    this.#host = null;
    this.#inbound.clear();
    this.#outbound.clear();
  }

  /** Starts over at `rate` bit/s (null = autobaud) with power on or off. */
  reset(powered: boolean, rate: number | null): void {
    this.#powered = powered;
    this.#rate = rate;
    this.#latched = null;
    this.#fifo = [];
    this.#busy = false;
    this.#epoch += 1;
    this.#collector.reset();
  }

  /** Bytes sent from now on leave at this rate; those on the line keep theirs. */
  setRate(rate: number | null): void {
    this.#latched = this.#rate ?? this.#latched;
    this.#rate = rate;
  }

  /** Bytes from the host begin their way. */
  receive(bytes: Uint8Array): void {
    if (this.#host) this.#inbound.send(bytes, this.#host.baudRate());
  }

  /**
   * Sends bytes to the host. With autobaud the module is mute until it has heard the host's rate
   * (SIM800: no RDY then; protocol.md 1.3, step 3).
   */
  transmit(bytes: Uint8Array, oneByOne = this.#events.oneByOne): void {
    if (!this.#host || !this.#powered) return;
    const rate = this.#rate ?? this.#latched;
    if (rate === null && this.#host.baudRate() !== null) return;
    this.#outbound.send(bytes, rate, oneByOne ? 1 : undefined);
  }

  #hear(bytes: Uint8Array, hostRate: number | null): void {
    if (!this.#powered) return;
    const heard = this.#understood(bytes, hostRate);
    if (!heard) return;
    for (const byte of heard) {
      if (this.#fifo.length >= FIFO_BYTES) this.#work();
      if (this.#fifo.length < FIFO_BYTES) this.#fifo.push(byte);
    }
    this.#work();
  }

  #understood(bytes: Uint8Array, hostRate: number | null): Uint8Array | null {
    if (hostRate === null) return bytes;
    if (this.#rate !== null) {
      return hostRate === this.#rate ? bytes : garbled(bytes, hostRate, this.#rate);
    }
    if (bytes.some((byte) => (byte & ~0x20) === 0x41)) this.#latched = hostRate;
    return this.#latched === hostRate ? bytes : null;
  }

  #arrive(bytes: Uint8Array, rate: number | null, atMs: number): void {
    const hostRate = this.#host?.baudRate() ?? null;
    const differs = rate !== null && hostRate !== null && rate !== hostRate;
    this.#host?.deliver(differs ? garbled(bytes, rate, hostRate) : bytes, atMs);
  }

  /** Takes bytes until a command line is complete; the rest waits until that command is done. */
  #work(): void {
    const epoch = this.#epoch;
    let echo: number[] = [];
    const flush = () => {
      if (echo.length > 0) this.transmit(Uint8Array.from(echo));
      echo = [];
    };
    this.#working = true;
    let taken = 0;
    while (!this.#busy && epoch === this.#epoch && taken < this.#fifo.length) {
      const byte = this.#fifo[taken] ?? 0;
      taken += 1;
      // The LF of a CR LF pair belongs to no line and comes back to nobody.
      if (this.#events.echoes() && (byte !== 0x0a || this.#collector.inside)) echo.push(byte);
      const line = this.#collector.push(byte);
      if (!line) continue;
      flush();
      this.#busy = true;
      this.#events.line(line, () => this.#done(epoch));
    }
    this.#working = false;
    if (epoch !== this.#epoch) return;
    this.#fifo.splice(0, taken);
    flush();
  }

  #done(epoch: number): void {
    if (epoch !== this.#epoch) return;
    this.#busy = false;
    // A command that took no time ends within the loop that began it.
    if (!this.#working) this.#work();
  }
}
