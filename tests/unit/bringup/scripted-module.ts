import type { OpenPort, Port, PortFault, PortListener } from '../../../shared/port.ts';
import { topicMatches } from '../../../shared/topic.ts';
import { utf8Bytes } from '../../../shared/utf8.ts';
import type { VirtualClock } from '../../support/virtual-clock.ts';
import { messageLine } from './message-line.ts';

/** What the module says, in order: a line, a silence in milliseconds, bytes as they are, or something it does. */
export type Said = string | number | Uint8Array | (() => void);
/** An answer to a command line; `nth` counts from 1 how often this rule was asked. */
export type Answer =
  | readonly Said[]
  | ((line: string, nth: number, module: ScriptedModule) => readonly Said[]);
/** By exact command line, by name (`AT+CPIN?`, `AT+MPUB=`), or `*` for every line that has no other rule. */
export type Script = Readonly<Record<string, Answer>>;

export const OK = ['OK'] as const;
export const ERROR = ['ERROR'] as const;
export const SILENT = [] as const;

/** Answers in turn; the last one stays. */
export function inTurn(...answers: readonly (readonly Said[])[]): Answer {
  return (_line, nth) => answers[Math.min(nth, answers.length) - 1] ?? [];
}

/** The usual answer, after `ms`. */
export const late =
  (ms: number): Answer =>
  (line, _nth, module) => [ms, ...module.usual(line)];

/** The usual answer twice over. */
export const twice: Answer = (line, _nth, module) => {
  const usual = module.usual(line);
  return [...usual, ...usual];
};

interface Cached {
  readonly topic: string;
  readonly payload: string;
}

/**
 * A module on the other end of a port: a table from command lines to what is said, with just enough state that the
 * tables of the tests stay short. It is deliberately simpler than the simulator, and each test may overrule any line.
 */
export class ScriptedModule {
  /** Every line received, in order, without its line end. */
  readonly received: { readonly line: string; readonly atMs: number }[] = [];
  readonly lines: {
    readonly dtr: boolean | undefined;
    readonly rts: boolean | undefined;
    readonly atMs: number;
  }[] = [];
  baudRate = 115_200;
  hasBaudRate = true;
  /** Answers nothing at all while false. */
  powered = true;
  echo = true;
  bearer = 'IP INITIAL';
  mqtt: 0 | 1 | 2 = 0;
  cached: Cached[] = [];
  accessPoint: readonly [string, string, string] = ['CMNET', '', ''];
  restarts = 0;
  /** Milliseconds a restart takes. */
  bootMs = 3000;
  /** Whether it says `RDY` when it has started: only at a fixed rate. */
  announces = true;
  /** Milliseconds between a command and the first thing said. */
  latencyMs = 20;
  /** Bytes delivered at once; 0 for a whole line. */
  chunk = 0;
  openFault: PortFault | null = null;
  closed = 0;
  subscribed: string | null = null;
  delivery: 0 | 1 = 0;
  encoding: 0 | 1 = 0;
  /** Called when the control lines change. */
  onLines: (lines: { readonly dtr: boolean | undefined; readonly rts: boolean | undefined }) => void =
    () => {};
  readonly #clock: VirtualClock;
  readonly #script: Script;
  readonly #asked = new Map<string, number>();
  #portRate = 0;
  #listener: PortListener | null = null;
  #buffer = '';
  #timers = new Set<() => void>();

  constructor(clock: VirtualClock, script: Script = {}) {
    this.#clock = clock;
    this.#script = script;
  }

  readonly open: OpenPort = async (path, { baudRate }, listener) => {
    if (this.openFault !== null) return { ok: false, fault: this.openFault };
    this.#listener = listener;
    this.#portRate = baudRate;
    return { ok: true, port: this.#port(path) };
  };

  /** The command lines received, without the bare `AT`s. */
  get commands(): readonly string[] {
    return this.received.map(({ line }) => line).filter((line) => line !== 'AT');
  }

  /** How often a line, or a line of a name, came. */
  count(name: string): number {
    return this.received.filter(({ line }) => line === name || nameOf(line) === name).length;
  }

  /** Says something by itself. */
  say(...said: readonly Said[]): void {
    this.#say(said, 0);
  }

  /** Off: nothing is answered any more, what is not stored is lost. */
  powerOff(): void {
    this.powered = false;
    this.#silence();
    this.#buffer = '';
    this.echo = true;
    this.bearer = 'IP INITIAL';
    this.mqtt = 0;
    this.cached = [];
    this.subscribed = null;
    this.delivery = 0;
    this.encoding = 0;
  }

  /** Off and on again. A fixed rate shows itself by `RDY`. */
  restart(): void {
    this.powerOff();
    this.restarts += 1;
    const cancel = this.#clock.schedule(this.bootMs, () => {
      this.#timers.delete(cancel);
      this.powered = true;
      if (this.announces) this.say('RDY', '+CFUN: 1', '+CPIN: READY');
    });
    this.#timers.add(cancel);
  }

  /** The port goes away by itself. */
  vanish(fault: PortFault = { kind: 'gone' }): void {
    const listener = this.#listener;
    this.#listener = null;
    this.#silence();
    listener?.lost(fault);
  }

  /** What a well-behaved module says to a line. */
  usual(line: string): readonly Said[] {
    const [name = '', ...args] = words(line);
    return (
      usualLink(this, name, args) ?? usualNetwork(this, name, args) ?? usualSession(this, name, args) ?? ERROR
    );
  }

  #port(path: string): Port {
    return {
      path,
      hasBaudRate: this.hasBaudRate,
      write: async (bytes) => {
        this.#receive(bytes);
        return { ok: true };
      },
      setBaudRate: async (rate) => {
        this.#portRate = rate;
        return { ok: true };
      },
      setControlLines: async ({ dtr, rts }) => {
        this.lines.push({ dtr, rts, atMs: this.#clock.monotonic() });
        this.onLines({ dtr, rts });
        return { ok: true };
      },
      close: async () => {
        this.closed += 1;
        this.#listener = null;
        this.#silence();
      },
    };
  }

  #receive(bytes: Uint8Array): void {
    if (!this.powered || (this.hasBaudRate && this.#portRate !== this.baudRate)) return;
    this.#buffer += new TextDecoder().decode(bytes).replaceAll('\n', '');
    for (let end = this.#buffer.indexOf('\r'); end >= 0; end = this.#buffer.indexOf('\r')) {
      const line = this.#buffer.slice(0, end).replace('\u001b', '');
      this.#buffer = this.#buffer.slice(end + 1);
      this.#command(line);
    }
  }

  #command(line: string): void {
    this.received.push({ line, atMs: this.#clock.monotonic() });
    const echoed = this.echo ? [utf8Bytes(`${line}\r`)] : [];
    this.#say([...echoed, ...this.#answer(line)], this.latencyMs);
  }

  #answer(line: string): readonly Said[] {
    const key = [line, nameOf(line), '*'].find((each) => Object.hasOwn(this.#script, each));
    const rule = key === undefined ? undefined : this.#script[key];
    if (key === undefined || rule === undefined) return this.usual(line);
    const nth = (this.#asked.get(key) ?? 0) + 1;
    this.#asked.set(key, nth);
    return typeof rule === 'function' ? rule(line, nth, this) : rule;
  }

  #say(said: readonly Said[], delayMs: number): void {
    const [first, ...rest] = said;
    if (first === undefined) return;
    if (typeof first === 'number') {
      this.#say(rest, delayMs + first);
      return;
    }
    const cancel = this.#clock.schedule(delayMs, () => {
      this.#timers.delete(cancel);
      this.#utter(first);
      this.#say(rest, 0);
    });
    this.#timers.add(cancel);
  }

  #utter(said: Exclude<Said, number>): void {
    if (typeof said === 'function') said();
    else this.#deliver(typeof said === 'string' ? utf8Bytes(`\r\n${said}\r\n`) : said);
  }

  #deliver(bytes: Uint8Array): void {
    const size = this.chunk === 0 ? bytes.length : this.chunk;
    for (let from = 0; from < bytes.length; from += size)
      this.#listener?.data(bytes.slice(from, from + size), this.#clock.monotonic());
  }

  #silence(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }
}

/** `AT+MPUB="a",1` → `AT+MPUB=`; `AT+CPIN?` and `AT+CIICR` are their own names. */
export function nameOf(line: string): string {
  const end = line.indexOf('=');
  return end < 0 ? line : line.slice(0, end + 1);
}

/** Name and arguments, quotes taken off. */
function words(line: string): readonly string[] {
  const name = nameOf(line);
  const args = line.slice(name.length).match(/"[^"]*"|[^,]+/g) ?? [];
  return [name, ...args.map((arg) => arg.replace(/^"|"$/g, ''))];
}

function usualLink(module: ScriptedModule, name: string, args: readonly string[]): readonly Said[] | null {
  switch (name) {
    case 'AT':
    case 'AT+CMEE=':
    case 'AT+CGATT=':
      return OK;
    case 'ATE0':
      module.echo = false;
      return OK;
    case 'AT+IPR=':
      // The new rate holds once the result code has left at the old one.
      return ['OK', () => (module.baudRate = Number.parseInt(args[0] ?? '', 10))];
    case 'AT+CPOWD=':
      return ['NORMAL POWER DOWN'];
    case 'AT+CGSN':
      return ['867723030000003', 'OK'];
    case 'AT+CGMR':
      return ['Revision:WIS800C_V1.0', 'OK'];
    case 'AT+ICCID':
      return ['+ICCID: 89860012345678901234', 'OK'];
    case 'AT+CIMI':
      return ['460001234567890', 'OK'];
    default:
      return null;
  }
}

function usualNetwork(module: ScriptedModule, name: string, args: readonly string[]): readonly Said[] | null {
  switch (name) {
    case 'AT+CPIN?':
      return ['+CPIN: READY', 'OK'];
    case 'AT+CREG?':
      return ['+CREG: 0,1', 'OK'];
    case 'AT+CGATT?':
      return ['+CGATT: 1', 'OK'];
    case 'AT+CSQ':
      return ['+CSQ: 21,0', 'OK'];
    case 'AT+SPIC':
      return ['+SPIC: 3,10,3,10', 'OK'];
    case 'AT+CFUN?':
      return ['+CFUN: 1', 'OK'];
    case 'AT+CFUN=':
      return ['OK', () => module.restart()];
    case 'AT+COPS?':
      return ['+COPS: 0,0,"CHINA MOBILE"', 'OK'];
    case 'AT+CSTT?':
      return [`+CSTT: "${module.accessPoint.join('","')}"`, 'OK'];
    case 'AT+CIPSTATUS':
      return ['OK', `STATE: ${module.bearer}`];
    case 'AT+CIPSHUT':
      module.bearer = 'IP INITIAL';
      module.mqtt = 0;
      return ['SHUT OK'];
    case 'AT+CSTT=':
      if (module.bearer === 'IP INITIAL') module.accessPoint = [args[0] ?? '', args[1] ?? '', args[2] ?? ''];
      return moved(module, 'IP INITIAL', 'IP START');
    case 'AT+CIICR':
      return moved(module, 'IP START', 'IP GPRSACT');
    case 'AT+CIFSR':
      if (!['IP GPRSACT', 'IP STATUS'].includes(module.bearer)) return ERROR;
      module.bearer = 'IP STATUS';
      return ['10.197.178.148', 'OK'];
    default:
      return null;
  }
}

function moved(module: ScriptedModule, from: string, to: string): readonly Said[] {
  if (module.bearer !== from) return ERROR;
  module.bearer = to;
  return OK;
}

function usualSession(module: ScriptedModule, name: string, args: readonly string[]): readonly Said[] | null {
  switch (name) {
    case 'AT+MQTTSTATU':
      return [`+MQTTSTATU: ${module.mqtt}`, 'OK'];
    case 'AT+MCONFIG=':
      return OK;
    case 'AT+MIPSTART=':
    case 'AT+SSLMIPSTART=':
      if (module.mqtt !== 0) return ['ALREADY CONNECT', 'ERROR'];
      module.mqtt = 2;
      return ['OK', 50, 'CONNECT OK'];
    case 'AT+MCONNECT=':
      if (module.mqtt !== 2) return ['+CME ERROR: 3'];
      module.mqtt = 1;
      return ['OK', 50, 'CONNACK OK'];
    case 'AT+MDISCONNECT':
    case 'AT+MIPCLOSE': {
      const open = module.mqtt !== 0;
      module.mqtt = 0;
      return open ? OK : ['+CME ERROR: 767'];
    }
    default:
      return usualMessages(module, name, args);
  }
}

function usualMessages(
  module: ScriptedModule,
  name: string,
  args: readonly string[],
): readonly Said[] | null {
  if (name === 'AT+MQTTMSGSET=') {
    module.delivery = args[0] === '1' ? 1 : 0;
    return OK;
  }
  if (name === 'AT+MQTTMODE=') {
    module.encoding = args[0] === '1' ? 1 : 0;
    return OK;
  }
  if (name === 'AT+MQTTMSGGET') {
    const printed = module.cached.map((each) => messageLine(module, each.topic, each.payload));
    module.cached = [];
    return [...printed, 'OK'];
  }
  if (module.mqtt !== 1) return name.startsWith('AT+M') ? ['+CME ERROR: 767'] : null;
  switch (name) {
    case 'AT+MSUB=':
      module.subscribed = args[0] ?? null;
      return ['OK', 50, 'SUBACK'];
    case 'AT+MUNSUB=':
      module.subscribed = null;
      return ['OK', 50, 'UNSUBACK'];
    case 'AT+MPUB=':
      return ['OK', ...acknowledgement(args[1]), 50, ...returned(module, args[0] ?? '', args[3] ?? '')];
    default:
      return null;
  }
}

function acknowledgement(qos: string | undefined): readonly Said[] {
  if (qos === '1') return [30, 'PUBACK'];
  return qos === '2' ? [30, 'PUBREC', 30, 'PUBCOMP'] : [];
}

function returned(module: ScriptedModule, topic: string, payload: string): readonly Said[] {
  if (module.subscribed === null || !topicMatches(module.subscribed, topic)) return [];
  if (module.delivery === 0) return [messageLine(module, topic, payload)];
  module.cached.push({ topic, payload });
  return [`+MSUB: ${module.cached.length - 1}`];
}
