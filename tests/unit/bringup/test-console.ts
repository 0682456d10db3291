import { expect } from 'vitest';
import { ConsoleRun } from '../../../electron/bringup/console-run.ts';
import { readEntries } from '../../../electron/bringup/typed-entries.ts';
import { createRedactor } from '../../../electron/port/index.ts';
import { openSession } from '../../../electron/session/open-session.ts';
import type { FactType, RunEvent } from '../../../shared/events.ts';
import type { OpenPort } from '../../../shared/port.ts';
import { INITIAL_RUN_STATE, reduceRun } from '../../../shared/run-state.ts';
import type { TypedEntry } from '../../../shared/typed-entry.ts';
import type { RunVerdict } from '../../../shared/verdict.ts';
import { type Respond, ScriptedPort } from '../../support/scripted-port.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const PORT = '/dev/ttyTEST0';

/** A console on a scripted port and a virtual clock. */
export class TestConsole {
  readonly clock = new VirtualClock();
  readonly port: ScriptedPort;
  readonly events: RunEvent[] = [];
  readonly console: ConsoleRun;
  readonly done: Promise<RunVerdict>;
  readonly #redactor = createRedactor();

  /** `open` instead of the port's own. */
  constructor(respond: Respond, open?: OpenPort) {
    this.port = new ScriptedPort(this.clock, respond);
    const openPort = open ?? this.port.open;
    this.console = new ConsoleRun(
      { profileName: 'bench', baudRate: 9600 },
      {
        clock: this.clock,
        version: '0.0.0-test',
        open: (baudRate, listener) => openSession(openPort, PORT, baudRate, this.clock, listener),
        record: (fact) => {
          const seq = this.events.length + 1;
          const elapsedMs = this.clock.monotonic();
          const event = { seq, runId: 'test', port: PORT, atMs: this.clock.now(), elapsedMs, ...fact };
          this.events.push(event);
          return event;
        },
        mask: (text) => this.#redactor.maskText(text),
        hide: (secret) => this.#redactor.add(secret),
      },
    );
    this.done = this.console.run();
  }

  /** Types a line as the service would; resolves when it was answered or given up. */
  type(line: string): Promise<void> {
    return this.enter({ line });
  }

  /** Types several things as the service would; resolves when all of them are done or dropped. */
  enter(...given: readonly TypedEntry[]): Promise<void> {
    const read = readEntries(given);
    if (!read.ok) throw new Error(`cannot be sent: ${JSON.stringify(given[read.entry])}`);
    for (const secret of read.secrets) this.#redactor.add(secret);
    if (!this.console.typed.takes(read.entries)) throw new Error('not taken');
    return this.console.typed.send(read.entries);
  }

  /** Types a line and lets time pass until it was answered or given up. */
  async ask(line: string): Promise<void> {
    await this.clock.runUntil(this.type(line));
  }

  facts<Type extends FactType>(type: Type): Extract<RunEvent, { type: Type }>[] {
    return this.events.filter((event): event is Extract<RunEvent, { type: Type }> => event.type === type);
  }

  /** What was asked and how it was answered. */
  get exchanges(): readonly (readonly [string, string, ...string[]])[] {
    return this.facts('at.exchanged').map(({ command, outcome, lines }) => [command, outcome.kind, ...lines]);
  }

  /** Stops it and checks what must hold of every console, however it went. */
  async end(): Promise<RunVerdict> {
    this.console.stop();
    return await this.ended();
  }

  /** The same for one that ends by itself. */
  async ended(): Promise<RunVerdict> {
    const verdict = await this.clock.runUntil(this.done);
    expect(this.events[0]).toMatchObject({ type: 'run.started', purpose: 'console', profileName: 'bench' });
    expect(this.facts('run.finished')).toHaveLength(1);
    expect(this.events.at(-1)).toMatchObject({ type: 'run.finished', ...verdict });
    expect(this.events.reduce(reduceRun, INITIAL_RUN_STATE).misfits).toEqual([]);
    for (const event of this.events)
      if ('place' in event) expect(event.place).toEqual({ phase: 'manual', step: null, attempt: 1 });
    expect(this.clock.pending, 'timers left behind').toBe(0);
    expect(this.console.over).toBe(true);
    expect(this.console.typed.busy).toBe(false);
    expect(this.console.typed.progress).toBeNull();
    if (this.facts('link.opened').length > 0) expect(this.port.closed, 'port left open').toBe(true);
    return verdict;
  }
}
