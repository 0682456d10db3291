import { onTestFinished } from 'vitest';
import { readEntries } from '../../../electron/bringup/typed-entries.ts';
import type { RecordFault, RecordStore } from '../../../electron/records/index.ts';
import type { CheckBroker, OpenConsole } from '../../../electron/service/commissioner.ts';
import { Commissioner } from '../../../electron/service/commissioner.ts';
import type { RunEvent } from '../../../shared/events.ts';
import type { OpenPort, PortFault } from '../../../shared/port.ts';
import { profileSchema } from '../../../shared/profile.ts';
import { type Respond, ScriptedPort, table } from '../../support/scripted-port.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { openedStore } from '../records/synthetic.ts';
import { FailingStore } from './failing-store.ts';

export const PORT = '/dev/ttyTEST0';

const PROFILE = profileSchema.parse({
  name: 'bench',
  broker: { host: 'broker.test' },
  mqtt: { clientId: 'c', username: 'u', password: 'mqtt-pass-0815' },
});

/** A commissioner on scripted ports, a virtual clock and a record in memory. */
export class TestCommissioner {
  readonly clock = new VirtualClock();
  commissioner: Commissioner;
  /** For reading. */
  readonly store: RecordStore;
  /** What the commissioner writes to. */
  readonly written: FailingStore;
  /** Every port that was opened, in order. */
  readonly ports: ScriptedPort[] = [];
  /** What the modules answer from now on. */
  respond: Respond = table({});
  /** Why no port can be opened, while it is so. */
  openFault: PortFault | null = null;
  /** What is seen of a broker; nothing at first. */
  checkBroker: CheckBroker = () => Promise.resolve(null);
  readonly recordFaults: (RecordFault | 'recovered')[] = [];

  constructor(store: RecordStore) {
    this.store = store;
    this.written = new FailingStore(store);
    this.commissioner = this.#commissioner();
  }

  /** As when the program is ended and started again: only the record is what it was. */
  startAnew(): void {
    this.commissioner = this.#commissioner();
  }

  #commissioner(): Commissioner {
    const openPort: OpenPort = async (path, options, listener) => {
      if (this.openFault !== null) return { ok: false, fault: this.openFault };
      const port = new ScriptedPort(this.clock, (line, own) => this.respond(line, own));
      this.ports.push(port);
      return await port.open(path, options, listener);
    };
    return new Commissioner({
      clock: this.clock,
      store: this.written,
      openPort,
      checkBroker: (...asked) => this.checkBroker(...asked),
      version: '0.0.0-test',
      station: 'bench-7',
      onRecordFault: (fault) => this.recordFaults.push(fault),
      onRecordRecovered: () => this.recordFaults.push('recovered'),
    });
  }

  get port(): ScriptedPort {
    const port = this.ports.at(-1);
    if (port === undefined) throw new Error('no port was opened');
    return port;
  }

  /** Opens the console, or takes the one that is open. */
  async console(secrets: readonly string[] = [], port = PORT): Promise<OpenConsole> {
    const opened = await this.clock.runUntil(
      this.commissioner.console({ port, profileName: 'bench', baudRate: 115200, secrets }),
    );
    if (!opened.ok) throw new Error(`no console: ${opened.fault.kind}`);
    return opened.console;
  }

  /** Types a line and lets time pass until it was answered and recorded. */
  async ask({ running, redactor, bay }: OpenConsole, line: string): Promise<void> {
    const read = readEntries([{ line }]);
    if (!read.ok) throw new Error(`cannot be sent: ${line}`);
    for (const secret of read.secrets) redactor.add(secret);
    await this.clock.runUntil(running.typed.send(read.entries));
    // Bytes that might begin a secret are held back for a moment.
    await this.clock.advance(2000);
    if (bay.head.seq === 0) throw new Error('nothing was recorded');
  }

  /** Starts a run and does not wait for it. */
  start(port = PORT) {
    return this.commissioner.start({
      port,
      profile: PROFILE,
      unit: null,
      operator: null,
      fromStep: 1,
      singleStep: false,
    });
  }

  /** The facts of a run, and its bytes as text, in each direction. */
  async record(runId: string): Promise<{ events: readonly RunEvent[]; sent: string; received: string }> {
    const [facts, bytes] = [await this.store.readRun(runId), await this.store.readTrace(runId)];
    if (!facts.ok || !bytes.ok) throw new Error('the record cannot be read');
    const text = (direction: 'sent' | 'received') =>
      bytes.items
        .flatMap((item) => (item.direction === direction ? [new TextDecoder().decode(item.bytes)] : []))
        .join('');
    return { events: facts.events, sent: text('sent'), received: text('received') };
  }
}

/** One that is closed after the test. */
export async function openedCommissioner(): Promise<TestCommissioner> {
  const test = new TestCommissioner(await openedStore());
  onTestFinished(async () => {
    await test.clock.runUntil(test.commissioner.close(true));
  });
  return test;
}
