import type { Clock } from '../../shared/clock.ts';
import type { ControlLines } from '../../shared/port.ts';
import type { SimulatorSelection } from './address.ts';
import { CELL } from './commands/network.ts';
import { POWER_DOWN_NOTICE } from './commands/power.ts';
import { deliver } from './deliveries.ts';
import type { Device } from './device.ts';
import { carryOut, processingMs, readLine, type ReadLine } from './executor.ts';
import { FaultInjector, type Hits } from './fault-injector.ts';
import { type Identity, identityOf, withWrongCheckDigit } from './identity.ts';
import type { CollectedLine } from './line-collector.ts';
import { MessageCache } from './message-cache.ts';
import { MqttLink, type ResolveTarget } from './mqtt-link.ts';
import { answerBytes, framedLine } from './output.ts';
import { Pdp } from './pdp.ts';
import { PowerKey } from './power-key.ts';
import { Radio } from './radio.ts';
import type { Reply } from './reply.ts';
import { initialSettings } from './settings.ts';
import { ModuleTimers } from './timers.ts';
import { DURATION_MS, type Scale, scaleFor } from './timing.ts';
import { type HostSide, Uart } from './uart.ts';
import { DIALECT_B_WORDS, DOCUMENT_WORDS } from './words.ts';

/** What the holder of a module's serial line can do. */
export interface Attachment {
  write(bytes: Uint8Array): void;
  setControlLines(lines: ControlLines): void;
  /** Lets go of the line; idempotent. The module keeps its state. */
  detach(): void;
}

interface ModuleOptions {
  readonly selection: SimulatorSelection;
  readonly clock: Clock;
  /** Applies the broker choice to what MIPSTART names. */
  readonly resolve: ResolveTarget;
}

/** A WIS800C with its SIM card, its network and its supply, seen from its UART. */
export class SimulatedModule {
  readonly #selection: SimulatorSelection;
  readonly #timers: ModuleTimers;
  readonly #scale: Scale;
  readonly #faults: FaultInjector;
  readonly #uart: Uart;
  readonly #powerKey: PowerKey;
  readonly #device: Device;
  #storedRate: number | null;
  #powered = false;
  #holders = 0;

  constructor({ selection, clock, resolve }: ModuleOptions) {
    this.#selection = selection;
    this.#timers = new ModuleTimers(clock);
    this.#scale = scaleFor(selection.speed);
    this.#faults = new FaultInjector(selection.faults);
    this.#storedRate = selection.baudRate;
    this.#uart = new Uart(clock, selection.pace, {
      oneByOne: this.#faults.standing.has('byte-by-byte'),
      echoes: () => this.#device.settings.echo,
      line: (line, done) => this.#take(line, done),
    });
    this.#powerKey = new PowerKey(clock, () => this.#switchOver());
    this.#device = this.#assemble(resolve);
    if (!selection.off) this.#start(false);
  }

  get identity(): Identity {
    return this.#device.identity;
  }

  get powered(): boolean {
    return this.#powered;
  }

  /** Whether somebody holds the serial line. */
  get attached(): boolean {
    return this.#uart.host !== null;
  }

  /** Whether somebody holds the line or serves it to others. */
  get retained(): boolean {
    return this.#holders > 0;
  }

  /** Takes the serial line; null when somebody else holds it. */
  attach(host: HostSide): Attachment | null {
    if (this.#uart.host) return null;
    const release = this.retain();
    this.#uart.plug(host);
    const held = () => this.#uart.host === host;
    return {
      write: (bytes) => {
        if (held()) this.#uart.receive(bytes);
      },
      setControlLines: (lines) => {
        if (held()) this.#powerKey.set(lines);
      },
      detach: () => {
        if (held()) this.#pull();
        release();
      },
    };
  }

  /** Keeps the module's time running without a holder of the line. Returns the release; idempotent. */
  retain(): () => void {
    let retained = true;
    this.#holders += 1;
    this.#timers.wake();
    this.#device.link.hold(true);
    return () => {
      if (!retained) return;
      retained = false;
      this.#holders -= 1;
      if (this.#holders > 0) return;
      this.#timers.sleep();
      this.#device.link.hold(false);
    };
  }

  /** Takes the module out of service: power off, line pulled. */
  dispose(): void {
    const host = this.#uart.host;
    this.#powerOff();
    this.#pull();
    host?.lost();
  }

  #assemble(resolve: ResolveTarget): Device {
    const conditions = this.#faults.standing;
    const report = (line: string) => this.#report(line);
    const words = conditions.has('dialect-b') ? DIALECT_B_WORDS : DOCUMENT_WORDS;
    const uart = this.#uart;
    const device: Device = {
      identity: this.#identity(conditions),
      settings: initialSettings(),
      words,
      pdp: new Pdp(),
      cache: new MessageCache(),
      radio: new Radio(this.#timers, this.#scale, conditions, {
        registrationChanged: (stat) => this.#registrationChanged(stat),
        simReady: () => report('+CPIN: READY'),
      }),
      link: new MqttLink(this.#timers, this.#scale, resolve, {
        opened: () => report(words.connected),
        failed: () => report(words.connectFailed),
        sessionAnswered: (code) => report(code === 0 ? words.sessionOpen : words.sessionRefused(code)),
        message: (topic, payload) => deliver(device, { topic, payload }, conditions),
        closed: () => report(words.closed),
      }),
      get baudRate() {
        return uart.rate;
      },
      setBaudRate: (rate) => uart.setRate(rate),
      saveBaudRate: () => {
        this.#storedRate = uart.rate;
      },
      report,
      powerOff: () => this.#powerOff(),
      restart: () => this.#restart(),
    };
    return device;
  }

  #identity(conditions: Hits): Identity {
    const own = identityOf(this.#selection.name, conditions.has('unicom-sim') ? 'unicom' : 'mobile');
    const imei = this.#selection.imei ?? own.imei;
    return { ...own, imei: conditions.has('bad-imei') ? withWrongCheckDigit(imei) : imei };
  }

  #take(line: CollectedLine, done: () => void): void {
    const read = readLine(line);
    const hits = this.#faults.seen(read.name);
    if (hits.has('no-answer')) return done();
    const factor = Number(hits.get('slow') ?? '1');
    const lateMs = Number(hits.get('late-answer') ?? '0') * 1000;
    const ms = this.#scale(processingMs(read) * factor) + lateMs;
    const perform = () => {
      this.#perform(read, hits);
      done();
    };
    if (ms > 0) this.#timers.after(ms, perform);
    else perform();
  }

  #perform(read: ReadLine, hits: Hits): void {
    if (hits.has('reboot')) return this.#restart();
    if (hits.has('unplugged')) return this.#unplug();
    if (hits.has('under-voltage')) this.#report('UNDER-VOLTAGE WARNNING');
    if (hits.has('pdp-dropped')) this.#dropPdp();
    const reply = carryOut(read, this.#device, hits);
    this.#answer(reply, hits);
    if (hits.has('broker-closes')) this.#device.link.closeByPeer(() => undefined);
    else reply.afterwards?.();
  }

  #answer(reply: Reply, hits: Hits): void {
    const bytes = answerBytes(reply, this.#device.settings.cmee, hits);
    const apart = hits.has('byte-by-byte') ? true : undefined;
    this.#uart.transmit(bytes, apart);
    const gap = hits.get('answer-twice');
    if (gap !== undefined) this.#timers.after(Number(gap), () => this.#uart.transmit(bytes, apart));
  }

  #report(line: string): void {
    this.#uart.transmit(framedLine(line, this.#faults.standing));
  }

  #registrationChanged(stat: number): void {
    const n = this.#device.settings.registrationReports;
    if (n > 0) this.#report(`+CREG: ${stat}${n === 2 && stat === 1 ? `,${CELL}` : ''}`);
  }

  #dropPdp(): void {
    this.#device.link.drop();
    this.#device.pdp.deactivate();
    this.#report('+PDP: DEACT');
  }

  #switchOver(): void {
    if (!this.#powered) return this.#boot();
    this.#report(POWER_DOWN_NOTICE);
    this.#powerOff();
  }

  #restart(): void {
    this.#powerOff();
    this.#boot();
  }

  /** Power is there; the UART answers only after a while. */
  #boot(): void {
    this.#powered = true;
    this.#timers.after(this.#scale(DURATION_MS.boot), () => this.#start(true));
  }

  /** The firmware runs: everything but the stored rate is as on the first day. */
  #start(announced: boolean): void {
    this.#powered = true;
    this.#uart.reset(true, this.#storedRate);
    Object.assign(this.#device.settings, initialSettings());
    if (announced) ['RDY', '+CFUN: 1'].forEach((line) => this.#report(line));
    this.#device.radio.turnOn(true);
    if (!announced) return;
    const sim = { ready: 'READY', pin: 'SIM PIN', puk: 'SIM PUK', absent: 'NOT INSERTED' } as const;
    this.#report(`+CPIN: ${sim[this.#device.radio.sim]}`);
    if (this.#device.radio.sim !== 'ready') return;
    this.#timers.after(this.#scale(DURATION_MS.registration), () => {
      ['Call Ready', 'SMS Ready'].forEach((line) => this.#report(line));
    });
  }

  #powerOff(): void {
    this.#powered = false;
    this.#uart.reset(false, this.#storedRate);
    this.#device.link.drop();
    this.#device.pdp.reset();
    this.#device.cache.clear();
    this.#device.radio.turnOff();
    this.#timers.clear();
  }

  /** The adapter is pulled out, and with it the module's supply; when it is back, the module has started. */
  #unplug(): void {
    const host = this.#uart.host;
    this.#powerOff();
    this.#pull();
    host?.lost();
    this.#start(false);
  }

  #pull(): void {
    this.#powerKey.release();
    this.#uart.unplug();
  }
}
