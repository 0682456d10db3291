import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TRANSCRIPTS } from '../../fixtures/transcripts.ts';
import { factSchema } from '../../../shared/fact-schema.ts';
import { type LogResult } from '../../../electron/logs/log-reader.ts';
import { readLog, stateOf } from './read-log.ts';

const encoder = new TextEncoder();
const LINES = [
  ...Object.values(TRANSCRIPTS).flatMap((each) => each.flatMap(({ send, said }) => [send, ...said])),

  'RDY',
  'CLOSED',
  '+PDP: DEACT',
  'AT',
  'OK',
  'ERROR',
  'AT+MDISCONNECT',
  '+MSUB: "t",99 byte,x',
  '+MSUB: 3',

  'AT+MPUB="t",2,0,"x"',
  'PUBREC',
  'PUBCOMP',
  'AT+CFUN=1,1',
  '> ',
  '',
  'noise',
  'AT+CPIN="1234"',
];
const PREFIXES = ['', 'TX: ', 'RX: ', '>> ', '[12:00:01.000] ', '12.5 ', '发送：', '# ', '{'] as const;
const ENDS = ['\n', '\r\n', '\r', '\r\r\n', '', '\0'] as const;

const line = fc
  .tuple(fc.constantFrom(...PREFIXES), fc.constantFrom(...LINES), fc.constantFrom(...ENDS))
  .map((parts) => encoder.encode(parts.join('')));
const soup = fc
  .array(
    fc.oneof({ weight: 8, arbitrary: line }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 20 }) }),
    { maxLength: 60 },
  )
  .map((pieces) => Uint8Array.from(pieces.flatMap((each) => [...each])));

/** What a reading comes to, without what differs between two of the same. */
const essence = (result: LogResult) =>
  result.ok ? { ...result.log, linesOf: [...result.log.linesOf] } : result;

describe('any file', () => {
  test('is read to the same, however it is cut', () => {
    fc.assert(
      fc.property(soup, fc.integer({ min: 1, max: 50 }), (bytes, chunk) => {
        expect(essence(readLog(bytes, chunk))).toEqual(essence(readLog(bytes)));
      }),
    );
  });

  test('is read without a fault, into facts that fold and can be written down', () => {
    fc.assert(
      fc.property(soup, (bytes) => {
        const result = readLog(bytes);
        if (!result.ok) return;
        const { events, linesOf, lines } = result.log;
        expect(stateOf(result.log).misfits).toEqual([]);
        expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
        expect(events.at(-1)?.type).toBe('run.finished');
        for (const event of events) {
          expect(factSchema.safeParse(event).success).toBe(true);
          const { first, last } = linesOf.get(event.seq) ?? { first: 0, last: 0 };
          expect(first).toBeGreaterThan(0);
          expect(last).toBeGreaterThanOrEqual(first);
          expect(last).toBeLessThanOrEqual(lines);
        }
      }),
    );
  });

  test('is stuck at a step that failed, or nowhere', () => {
    fc.assert(
      fc.property(soup, (bytes) => {
        const result = readLog(bytes);
        if (!result.ok) return;
        const { finish, steps } = stateOf(result.log);
        const stuck = finish?.failedStep ?? null;
        expect(finish?.outcome === 'failed').toBe(stuck !== null);
        if (stuck !== null)
          expect(steps[stuck - 1]?.outcome).toMatchObject({ kind: 'failed', code: finish?.code });
      }),
    );
  });

  test('shows no PIN that is not quoted in another line', () => {
    fc.assert(
      fc.property(soup, (bytes) => {
        const result = readLog(bytes);
        if (!result.ok) return;
        expect(JSON.stringify([result.log.events, result.log.trace])).not.toContain('CPIN="1234"');
      }),
    );
  });
});
