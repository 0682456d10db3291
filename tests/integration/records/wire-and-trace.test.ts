import { dirname } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createSimulatorFarm, serveOverTcp } from '../../../electron/simulator/index.ts';
import { systemClock } from '../../../electron/system-clock.ts';
import { benchProfile } from '../../support/bench-station.ts';
import { Chance } from '../../support/chance.ts';
import { RecordingStation } from '../../support/recording-station.ts';
import { type Cut, RecordingTap } from '../../support/recording-tap.ts';
import { socatAvailable, socatNote, startPtyToTcp } from '../../support/socat.ts';
import { temporaryFile } from './recorder-process.ts';

const SECRET = 'marker-secret';
const FLOOD = { linesPerSecond: 5000, ms: 1000, everyMs: 10 };

const chance = new Chance();

const CUTS: Readonly<Record<string, Cut>> = {
  'byte by byte': () => 1,
  'in pieces of any size': () => chance.whole(1, 40),
  'in one piece': () => Number.MAX_SAFE_INTEGER,
};

interface Way {
  readonly name: string;
  /** The address of a port at whose far end a TCP port of this machine is. */
  readonly open: (tcpPort: number) => Promise<string>;
}

const TCP: Way = { name: 'TCP', open: (port) => Promise.resolve(`tcp://127.0.0.1:${port}`) };
const PTY: Way = {
  name: 'a terminal device',
  open: async (port) => {
    const pty = await startPtyToTcp(port);
    onTestFinished(() => pty.stop());
    return pty.path;
  },
};

/** A run on a tapped line to a simulated module; `disturb` may do something to the line. */
async function tapped(way: Way, module: string, cut: Cut, disturb: (tap: RecordingTap) => void = () => {}) {
  const farm = createSimulatorFarm({ clock: systemClock });
  onTestFinished(() => farm.close());
  const found = farm.module(module);
  if (!found.ok) throw new Error(found.fault.kind);
  const served = await serveOverTcp(found.module, { host: '127.0.0.1', port: 0, clock: systemClock });
  if (!served.ok) throw new Error(served.fault.code);
  onTestFinished(() => served.endpoint.close());
  const tap = await RecordingTap.open(served.endpoint.port, cut);
  onTestFinished(() => tap.close());
  disturb(tap);
  const bench = await RecordingStation.open(dirname(temporaryFile()));
  const run = bench.start(await way.open(tap.port), benchProfile({ optionalSteps: { fixBaud: false } }));
  const verdict = await run.done;
  const trace = await bench.station.store.readTrace(run.runId);
  if (!trace.ok) throw new Error(trace.fault.kind);
  expect(trace.damaged).toEqual([]);
  expect(trace.items.filter(({ direction }) => direction === 'dropped')).toEqual([]);
  const recorded = (direction: 'sent' | 'received') =>
    Buffer.concat(trace.items.flatMap((item) => (item.direction === direction ? [item.bytes] : [])));
  return { tap, verdict, sent: recorded('sent'), received: recorded('received') };
}

/** The wire as it may be shown. Everything else of it has to be there. */
const masked = (wire: Buffer): string => wire.toString('latin1').replaceAll(SECRET, '***');

function expectSame({ tap, sent, received }: Awaited<ReturnType<typeof tapped>>): void {
  expect(tap.sent.toString('latin1')).toContain(SECRET);
  expect(sent.toString('latin1')).toBe(masked(tap.sent));
  // A comparison that fails would be printed whole.
  const [wire, trace] = [masked(tap.received), received.toString('latin1')];
  expect(trace.length).toBe(wire.length);
  expect(trace === wire).toBe(true);
}

/** 5,000 lines a second for a second, from the moment that the module is asked for its registration. */
function floods(tap: RecordingTap): void {
  let line = 0;
  const { linesPerSecond, ms, everyMs } = FLOOD;
  const say = () => {
    const lines = Array.from({ length: (linesPerSecond * everyMs) / 1000 }, () => {
      line += 1;
      return `\r\n+FLOOD: ${line},"a line of some length"\r\n`;
    });
    tap.say(Buffer.from(lines.join('')));
    if (line < (linesPerSecond * ms) / 1000) setTimeout(say, everyMs);
  };
  tap.onSent = (text) => {
    if (line === 0 && text.includes('AT+CREG?')) say();
  };
}

const WAYS = [TCP, PTY].map((way) => ({
  way,
  isThere: way === TCP || socatAvailable,
  note: way === TCP ? '' : socatNote,
}));

for (const { way, isThere, note } of WAYS)
  describe.runIf(isThere)(`the trace of a run over ${way.name}${note}, SEED=${chance.seed}`, () => {
    test.each(Object.entries(CUTS))('is what crossed the wire, which came %s', async (_what, cut) => {
      const run = await tapped(way, 'sim:wire?speed=instant', cut);
      expect(run.verdict.outcome).toBe('passed');
      expectSame(run);
    });

    test.each(Object.entries(CUTS))('has every echo, secrets masked, which came %s', async (_what, cut) => {
      const run = await tapped(way, 'sim:wire?speed=instant&fault=echo-stays', cut);
      expect(run.verdict.outcome).toBe('passed');
      expect(run.tap.received.toString('latin1')).toContain(SECRET);
      expectSame(run);
    });

    test('has noise of every byte value, NUL among it', async () => {
      const noise = Uint8Array.from({ length: 512 }, (_, index) => index % 256);
      const run = await tapped(
        way,
        'sim:wire?speed=instant&fault=garbage',
        () => chance.whole(1, 60),
        (tap) => {
          tap.onReceived = () => {
            if (chance.whole(1, 4) === 1) tap.say(noise);
          };
        },
      );
      expect(run.tap.received.includes(0)).toBe(true);
      const [wire, trace] = [masked(run.tap.received), run.received.toString('latin1')];
      expect(trace === wire).toBe(true);
      expect(run.sent.toString('latin1')).toBe(masked(run.tap.sent));
    });

    test('has a flood of 5,000 lines a second, line by line', async () => {
      const run = await tapped(
        way,
        'sim:wire?speed=instant&fault=late-answer:2@CREG',
        () => Number.MAX_SAFE_INTEGER,
        floods,
      );
      expect(run.received.toString('latin1').match(/\+FLOOD: /g)).toHaveLength(5000);
      expectSame(run);
      expect(run.verdict.outcome).toBe('passed');
    });
  });
