import fc from 'fast-check';
import type { RunEvent, RunFact } from '../../../../shared/events.ts';
import type { TracePiece } from '../../../../shared/log/log-entry.ts';
import type { StepNumber } from '../../../../shared/plan.ts';
import { began, binary, exchanged, passed, place, RUN_STARTED, stated, unsolicited } from './dialogue.ts';

/** A run as it is in the record. */
export interface Run {
  readonly events: readonly RunEvent[];
  readonly trace: readonly TracePiece[];
}

/** Few texts and few times, so that lines are alike and meet at the same time. */
const SAID = [
  '\r\nOK\r\n',
  'RDY\r\n',
  'RDY',
  '\r\n',
  '\r',
  '\n',
  '> ',
  'AT\r',
  '+CREG: 1\r\n',
  'm\r\n\r\nn\r\n',
  '温',
  '\u0000\u00ff',
] as const;
const step = fc.constantFrom<StepNumber>(1, 2, 3);
const fact: fc.Arbitrary<RunFact> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('RDY', '+CREG: 1', 'OK', '温RDY', 'm\r\n\r\nn')
      .map((line) => unsolicited(line)),
  },
  { weight: 3, arbitrary: step.map((number) => began(number)) },
  { weight: 3, arbitrary: step.map(passed) },
  { weight: 1, arbitrary: fc.constant(RUN_STARTED) },
  { weight: 1, arbitrary: fc.constant(exchanged('AT', 1, { kind: 'timeout', heard: false })) },
  {
    weight: 1,
    arbitrary: fc.constant<RunFact>({ type: 'at.late', place: place(null), line: 'OK', command: null }),
  },
);
const pause = fc.constantFrom(0, 0, 0.001, 1, 5, 30_000);

/** Facts in order of time, and the trace: each direction in order of time, the one up to some pieces behind the other. */
export const anyRun: fc.Arbitrary<Run> = fc
  .record({
    facts: fc.array(fc.tuple(pause, fact), { maxLength: 25, size: 'max' }),
    pieces: fc.array(fc.tuple(pause, fc.boolean(), fc.array(fc.constantFrom(...SAID), { maxLength: 3 })), {
      maxLength: 25,
    }),
    late: fc.array(fc.nat(3), { maxLength: 25, size: 'max' }),
  })
  .map(({ facts, pieces, late }) => ({
    events: stated(timed(facts).map(([ms, [, each]]) => [ms, each] as const)),
    trace: delayed(
      timed(pieces).map(([elapsedMs, [, isSent, texts]]) => ({
        direction: isSent ? 'sent' : 'received',
        bytes: texts.map((text) => (text === '\u0000\u00ff' ? text : binary(text))).join(''),
        elapsedMs,
      })),
      late,
    ),
  }));

function timed<Item extends readonly [number, ...unknown[]]>(
  items: readonly Item[],
): (readonly [number, Item])[] {
  let ms = 0;
  return items.map((item) => {
    ms += item[0];
    return [ms, item] as const;
  });
}

/** What was sent comes up to three places later than its time says. */
function delayed(trace: readonly TracePiece[], late: readonly number[]): TracePiece[] {
  let latest = 0;
  const rank = (piece: TracePiece, index: number) => {
    latest = Math.max(latest, piece.direction === 'sent' ? index + (late[index] ?? 0) + 0.5 : 0);
    return piece.direction === 'sent' ? latest : index;
  };
  const ranked = trace.map((piece, index) => ({ piece, at: rank(piece, index) }));
  return ranked.sort((one, other) => one.at - other.at).map(({ piece }) => piece);
}

/** How many facts and pieces go into each page. */
export const anyCuts = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 30, size: 'max' });
