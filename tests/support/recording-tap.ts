import { connect, createServer, type Server, type Socket } from 'node:net';

/** How what the module says is cut, in bytes a piece. */
export type Cut = () => number;

/**
 * Stands on the line between the program and a module that is served over TCP, and keeps every byte that crosses it. What
 * it says itself, it says in the module's place.
 */
export class RecordingTap {
  readonly #server: Server;
  readonly #cut: Cut;
  readonly #sent: Uint8Array[] = [];
  readonly #received: Uint8Array[] = [];
  #program: Socket | null = null;
  /** Called with what the program says, before the module hears it. */
  onSent: (text: string) => void = () => {};
  /** Called with what the module says, before the program hears it. */
  onReceived: (text: string) => void = () => {};

  private constructor(modulePort: number, cut: Cut) {
    this.#cut = cut;
    this.#server = createServer((program) => this.#join(program, connect(modulePort, '127.0.0.1')));
  }

  /** Opens one on a free port of this machine. */
  static async open(modulePort: number, cut: Cut): Promise<RecordingTap> {
    const tap = new RecordingTap(modulePort, cut);
    await new Promise<void>((resolve) => tap.#server.listen(0, '127.0.0.1', resolve));
    return tap;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return address.port;
  }

  get sent(): Buffer {
    return Buffer.concat(this.#sent);
  }

  get received(): Buffer {
    return Buffer.concat(this.#received);
  }

  /** Says something in the module's place. */
  say(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const piece = bytes.subarray(at, at + this.#cut());
      this.#received.push(piece);
      this.#program?.write(piece);
      at += piece.length;
    }
  }

  async close(): Promise<void> {
    this.#program?.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #join(program: Socket, module: Socket): void {
    this.#program = program.setNoDelay();
    module.setNoDelay();
    program.on('data', (bytes) => {
      this.#sent.push(bytes);
      this.onSent(bytes.toString('latin1'));
      module.write(bytes);
    });
    module.on('data', (bytes) => {
      this.onReceived(bytes.toString('latin1'));
      this.say(bytes);
    });
    for (const [one, other] of [
      [program, module],
      [module, program],
    ] as const) {
      one.on('error', () => {});
      one.on('close', () => other.end());
      one.on('end', () => other.end());
    }
  }
}
