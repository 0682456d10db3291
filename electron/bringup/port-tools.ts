import type { PortFault } from '../../shared/port.ts';
import { COMMANDS } from '../../shared/step-commands.ts';
import { BAUD_RATES } from '../../shared/timing.ts';
import type { PortTool, PortToolKind } from '../../shared/typed-entry.ts';
import { registrationStat } from '../at/replies.ts';
import { pause } from '../session/pause.ts';
import type { Session } from '../session/session.ts';
import { scanRates } from './baud-scan.ts';
import type { ConsoleContext } from './console-context.ts';
import { readSignal } from './identity-reading.ts';
import type { Said } from './step-context.ts';
import type { TypedQueue } from './typed-queue.ts';

/** The meter reads the signal so often, and every fifth time the registration as well. */
const METER = { everyMs: 1000, registrationEvery: 5 } as const;

/** How often a module is greeted that was just switched on. */
const GREETINGS = 5;

const NO_RATE: PortFault = { kind: 'unsupported', setting: 'baud_rate' };

export interface PortToolsOptions {
  readonly context: ConsoleContext;
  /** Null when the port could not be opened. */
  readonly session: Promise<Session | null>;
  readonly typed: TypedQueue;
  /** Bit/s: what the port was opened at. */
  readonly baudRate: number;
  /** Another tool is at work, or one less. */
  readonly onChange: () => void;
}

/** The tools of a port without a run. Their commands are facts like those that are typed. */
export class PortTools {
  readonly #options: PortToolsOptions;
  #baudRate: number;
  #meterOff: AbortController | null = null;
  #metering: Promise<void> = Promise.resolve();
  #reading: Promise<unknown> = Promise.resolve();
  #atWork: PortToolKind | null = null;

  constructor(options: PortToolsOptions) {
    this.#options = options;
    this.#baudRate = options.baudRate;
  }

  /** The tools that are at work. */
  get working(): readonly PortToolKind[] {
    return [...(this.#meterOff === null ? [] : ['meter' as const]), ...(this.#atWork ? [this.#atWork] : [])];
  }

  /** Sets a tool to work, one that has the port to itself only when nothing is typed. Why it cannot; null when it does. */
  async use(tool: PortTool): Promise<PortFault | null> {
    switch (tool.kind) {
      case 'meter':
        this.#switchMeter(tool.on);
        return null;
      case 'find_baud_rate':
        return await this.#alone(tool.kind, (session, begun) => this.#findBaudRate(session, begun));
      case 'pulse_power_key':
        return await this.#alone(tool.kind, (_session, begun) => this.#pulse(tool.line, begun));
    }
  }

  /** Resolves when no tool works any more; for a console that ends. */
  async finish(): Promise<void> {
    await Promise.all([this.#metering, this.#reading]);
  }

  /** Resolves with the fault, or as soon as it is known that there is none. */
  #alone(
    kind: PortToolKind,
    work: (session: Session, begun: (fault: PortFault | null) => void) => Promise<void>,
  ): Promise<PortFault | null> {
    return new Promise((resolve) => {
      this.#atWork = kind;
      const done = this.#options.typed.occupy(async (session) => {
        await this.#reading;
        await work(session, resolve);
        this.#atWork = null;
      });
      void done.then(() => {
        this.#atWork = null;
        resolve(null);
      });
    });
  }

  async #findBaudRate(session: Session, begun: (fault: PortFault | null) => void): Promise<void> {
    const { context, baudRate } = this.#options;
    begun(session.hasBaudRate ? null : NO_RATE);
    if (!session.hasBaudRate) return;
    const others = BAUD_RATES.filter((rate) => rate !== baudRate);
    const found = await scanRates(context, [baudRate, ...others], this.#baudRate);
    if (context.signal.aborted) return;
    this.#baudRate = found.baudRate ?? this.#baudRate;
    const verdict = found.ready ? 'pass' : 'fail';
    context.measure('baud_rate', found.baudRate, { unit: 'bit/s', verdict });
  }

  async #pulse(line: 'dtr' | 'rts', begun: (fault: PortFault | null) => void): Promise<void> {
    const { context } = this.#options;
    const power = context.timing('power_key');
    const fault = await context.pulsePowerKey(line, power.reply);
    begun(fault);
    if (fault !== null || !(await context.pause(power.total ?? 0))) return;
    await context.handshake(GREETINGS, context.timing('at_handshake').reply);
  }

  #switchMeter(on: boolean): void {
    if (on === (this.#meterOff !== null)) return;
    this.#meterOff?.abort();
    this.#meterOff = on ? new AbortController() : null;
    if (this.#meterOff !== null) this.#metering = this.#meter(this.#meterOff.signal);
    this.#options.onChange();
  }

  async #meter(off: AbortSignal): Promise<void> {
    const { context, session } = this.#options;
    const { clock } = context;
    if ((await session) === null) return;
    const ended = AbortSignal.any([context.signal, off]);
    let dueMs = clock.monotonic();
    let answers = true;
    for (let reading = 0; !ended.aborted; reading += 1) {
      if (!this.#options.typed.busy) answers = await this.#read(reading, answers);
      // A reading that took longer is not made up for.
      dueMs = Math.max(dueMs + METER.everyMs, clock.monotonic());
      await pause(clock, dueMs - clock.monotonic(), ended);
    }
  }

  /** Whether the module answers; one that did not is greeted before it is asked again. */
  async #read(reading: number, answered: boolean): Promise<boolean> {
    const { context, typed } = this.#options;
    const read = async () => {
      if (!answered && !(await context.handshake(1, 1)).ready) return false;
      const said = await readSignal(context);
      if (reading % METER.registrationEvery !== 0 || !isAnswer(said) || typed.busy) return isAnswer(said);
      return isAnswer(await this.#readRegistration());
    };
    const result = read();
    this.#reading = result;
    return await result;
  }

  /** Noted beside the signal, and judged by nobody. */
  async #readRegistration(): Promise<Said> {
    const { context } = this.#options;
    const said = await context.say('registration', COMMANDS.registration, context.timing('identity'));
    if (said.outcome.kind === 'ok') context.measure('registration', registrationStat(said.information));
    return said;
  }
}

function isAnswer({ outcome }: Said): boolean {
  return outcome.kind !== 'timeout' && outcome.kind !== 'link_lost' && outcome.kind !== 'abandoned';
}
