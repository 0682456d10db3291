import { onTestFinished } from 'vitest';
import { Commissioner } from '../../../electron/service/commissioner.ts';
import type { RunHandle } from '../../../electron/service/bay.ts';
import { INITIAL_RUN_STATE, reduceRun, type RunState } from '../../../shared/run-state.ts';
import type { RunEvent } from '../../../shared/events.ts';
import { ScriptedPort } from '../../support/scripted-port.ts';
import { settle, VirtualClock } from '../../support/virtual-clock.ts';
import { openedStore } from '../records/synthetic.ts';

export const COMMANDS = '/dev/ttyTAP0';
export const ANSWERS = '/dev/ttyTAP1';

/** `> line`: the controller says it, `< line`: the module does; `+n ` before it lets n milliseconds pass, else 20. */
export type Overheard = string;

const encoder = new TextEncoder();

/** A commissioner that listens to two scripted ports, on a virtual clock, with a record in memory. */
export class Listening {
  readonly clock = new VirtualClock();
  readonly commissioner: Commissioner;
  readonly events: RunEvent[] = [];
  readonly ports = new Map<string, ScriptedPort>();
  readonly #store;

  constructor(store: Awaited<ReturnType<typeof openedStore>>) {
    this.#store = store;
    this.commissioner = new Commissioner({
      clock: this.clock,
      store,
      openPort: async (path, options, listener) => {
        if (path.includes('absent')) return { ok: false, fault: { kind: 'not_found' } };
        const port = new ScriptedPort(this.clock, () => ['OK']);
        this.ports.set(path, port);
        return await port.open(path, options, listener);
      },
      checkBroker: async () => null,
      version: '0.0.0-test',
      station: 'bench-7',
      onRecordFault: ({ kind }) => {
        throw new Error(`the record failed: ${kind}`);
      },
    });
    this.commissioner.follow((events) => this.events.push(...events));
  }

  /** Starts to listen, to both ports unless told otherwise. */
  async start(
    commands: string | null = COMMANDS,
    answers: string | null = ANSWERS,
    baudRate = 9600,
  ): Promise<RunHandle> {
    const started = this.commissioner.listen({ ports: { commands, answers }, baudRate, name: '' });
    if (!started.ok) throw new Error(`not started: ${started.fault.kind}`);
    await settle();
    return started.run;
  }

  /** What both say, one after the other. */
  async hear(lines: readonly Overheard[]): Promise<void> {
    for (const line of lines) {
      const [, wait, mark, text] = /^(?:\+(\d+) )?([<>]) (.*)$/s.exec(line) ?? [];
      await this.clock.advance(Number(wait ?? 20));
      const isCommand = mark === '>';
      this.push(isCommand ? COMMANDS : ANSWERS, isCommand ? `${text}\r` : `\r\n${text}\r\n`);
    }
    await this.clock.advance(200);
  }

  push(path: string, bytes: string | Uint8Array): void {
    const port = this.ports.get(path);
    if (port === undefined) throw new Error(`not open: ${path}`);
    port.push(typeof bytes === 'string' ? encoder.encode(bytes) : bytes);
  }

  /** Ends the run; its state and its trace, as they are in the record. */
  async end(run: RunHandle): Promise<{ readonly state: RunState; readonly trace: readonly string[] }> {
    run.stop();
    await this.clock.runUntil(run.done);
    return await this.recorded(run);
  }

  async recorded(run: RunHandle): Promise<{ readonly state: RunState; readonly trace: readonly string[] }> {
    await this.clock.advance(1000);
    const read = await this.#store.readPage({ runId: run.runId, afterSeq: 0, afterOrdinal: 0, limit: 2000 });
    if (!read.ok) throw new Error(`not recorded: ${read.fault.kind}`);
    const state = read.page.events.reduce<RunState>(reduceRun, INITIAL_RUN_STATE);
    const pieces = read.page.trace.flatMap((item) =>
      item.direction === 'dropped' ? [] : [`${item.direction === 'sent' ? '>' : '<'}${textOf(item.bytes)}`],
    );
    // A line may be in several pieces, where a secret was masked in it.
    const text = pieces.reduce((all, piece) => {
      const isMore = all.endsWith(piece.slice(0, 1), all.lastIndexOf('\u0000') + 2);
      return isMore ? all + piece.slice(1) : `${all}\u0000${piece}`;
    }, '');
    const trace = text.split('\u0000').flatMap((run) =>
      run
        .slice(1)
        .split(/[\r\n]+/)
        .filter((line) => line !== '')
        .map((line) => `${run.slice(0, 1)} ${line}`),
    );
    return { state, trace };
  }

  /** Everything that was written to any port. */
  get written(): readonly string[] {
    return [...this.ports.values()].flatMap(({ received }) => received);
  }
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Ports to listen to, gone with the test. */
export async function listening(): Promise<Listening> {
  const store = await openedStore();
  const heard = new Listening(store);
  onTestFinished(async () => {
    await heard.clock.runUntil(heard.commissioner.close(true));
    await store.close();
  });
  return heard;
}

const answered = (command: string, ...lines: readonly string[]): readonly Overheard[] => [
  `> ${command}`,
  ...lines.map((line) => `< ${line}`),
];

/** A firmware that takes the steps as the document has them, up to the connection to the broker. */
export const UP_TO_BROKER: readonly Overheard[] = [
  ...answered('AT', 'OK'),
  ...answered('ATE0', 'OK'),
  ...answered('AT+CPIN?', '+CPIN: READY', 'OK'),
  ...answered('AT+CREG?', '+CREG: 0,1', 'OK'),
  ...answered('AT+CGATT?', '+CGATT: 1', 'OK'),
  ...answered('AT+CSTT="CMNET"', 'OK'),
  ...answered('AT+CIICR', 'OK'),
  ...answered('AT+CIFSR', '10.0.0.7'),
  ...answered('AT+MCONFIG="unit-1","user","pass-4711"', 'OK'),
];
export const BROKER: readonly Overheard[] = [
  ...answered('AT+MIPSTART="broker.test","1883"', 'OK', 'CONNECT OK'),
];
export const SESSION: readonly Overheard[] = [...answered('AT+MCONNECT=1,60', 'OK', 'CONNACK OK')];
export const SUBSCRIBED: readonly Overheard[] = [...answered('AT+MSUB="t",0', 'OK', 'SUBACK')];
