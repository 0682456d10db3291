import type { Port } from '../../../../shared/port.ts';
import { type RecordedPiece, createSimulatorFarm } from '../../../../electron/simulator/index.ts';
import { scriptOf } from '../../../../electron/simulator/replay/script-writer.ts';
import { settle, VirtualClock } from '../../../support/virtual-clock.ts';

/** `> text`: sent, `< text`: received, each with its time; a received line stands between CR LF. */
export type Recorded = readonly [atMs: number, what: string];

const encoder = new TextEncoder();

export function pieces(recorded: readonly Recorded[]): readonly RecordedPiece[] {
  return recorded.map(([atMs, what]) => {
    const text = what.slice(2);
    return what.startsWith('>')
      ? { direction: 'sent', bytes: encoder.encode(`${text}\r\n`), atMs }
      : { direction: 'received', bytes: encoder.encode(`\r\n${text}\r\n`), atMs };
  });
}

/** A replayed module on a virtual clock. */
export interface RecordedModule {
  readonly clock: VirtualClock;
  readonly port: Port;
  /** Sends a line and gives what has come `afterMs` later, as `time text`, times since the line was sent. */
  ask(line: string, afterMs?: number): Promise<readonly string[]>;
  /** What came since it was last looked. */
  heard(): readonly string[];
}

export async function openRecorded(recorded: readonly Recorded[], query = ''): Promise<RecordedModule> {
  const clock = new VirtualClock();
  const script = scriptOf(pieces(recorded));
  if (script === null) throw new Error('no dialogue');
  const farm = createSimulatorFarm({ clock, loadReplay: () => Promise.resolve({ ok: true, script }) });
  let came: { readonly atMs: number; readonly text: string }[] = [];
  let zeroMs = 0;
  const opened = await farm.openPort(
    `sim:?replay=x${query}`,
    { baudRate: 9600 },
    { data: (bytes, atMs) => came.push({ atMs, text: new TextDecoder().decode(bytes) }), lost: () => {} },
  );
  if (!opened.ok) throw new Error(`not opened: ${opened.fault.kind}`);
  const heard = () => {
    const lines = came.flatMap(({ atMs, text }) =>
      text.trim() === '' ? [] : [`${atMs - zeroMs} ${text.trim()}`],
    );
    came = [];
    return lines;
  };
  return {
    clock,
    port: opened.port,
    heard,
    ask: async (line, afterMs = 1000) => {
      heard();
      zeroMs = clock.monotonic();
      await opened.port.write(encoder.encode(`${line}\r\n`));
      await settle();
      await clock.advance(afterMs);
      return heard();
    },
  };
}
