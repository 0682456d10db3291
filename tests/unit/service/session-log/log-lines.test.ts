import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogLines } from '../../../../electron/service/session-log/log-lines.ts';
import { textExport } from '../../../../shared/log/export.ts';
import { LogBook } from '../../../../shared/log/log-book.ts';
import type { LogPage } from '../../../../shared/log/log-entry.ts';
import {
  began,
  exchanged,
  passed,
  received,
  RUN_STARTED,
  sent,
  stated,
  unsolicited,
} from '../../shared/log/dialogue.ts';
import { fold } from '../../shared/run-events.ts';

const FACTS = stated([
  [0, RUN_STARTED],
  [10, began(5)],
  [1015, unsolicited('+CREG: 1', 5)],
  [3030, exchanged('AT+CREG?', 20, { kind: 'timeout', heard: false })],
  [3040, passed(5)],
]);
const TRACE = [
  sent(11, 'AT+CREG?\r\n'),
  received(1014, '\r\n+CREG: 1\r\n'),
  received(1020, '\r\n+CREG: 0,'),
  received(1021, '1\r\n\r\nOK\r\n'),
  { direction: 'dropped', droppedChunks: 2, droppedBytes: 77, elapsedMs: 2000 } as const,
  received(2500, 'RDY\r\n'),
];

/** Cuts a run into pages, the facts and the bytes of each up to a moment. */
function pagesOf(cuts: readonly number[]): LogPage[] {
  const ends = [...cuts, Number.POSITIVE_INFINITY];
  return ends.map((end, index) => {
    const isIn = ({ elapsedMs }: { readonly elapsedMs: number }) =>
      elapsedMs < end && elapsedMs >= (ends[index - 1] ?? 0);
    return { events: FACTS.filter(isIn), trace: TRACE.filter(isIn) };
  });
}

const body = (text: Iterable<string>) => [...text].filter((line) => !line.startsWith('# '));
function whole(): string[] {
  const book = new LogBook();
  book.append({ events: FACTS, trace: TRACE });
  return body(textExport(book, fold(FACTS)));
}

describe('the session log of a run', () => {
  it('is the text export, whenever it was written', () => {
    const cut = fc.uniqueArray(fc.integer({ min: 1, max: 3100 }), { maxLength: 6 });
    fc.assert(
      fc.property(cut, (moments) => {
        const cuts = moments.toSorted((one, other) => one - other);
        const lines = new LogLines();
        const written = pagesOf(cuts).flatMap((page, index) => {
          lines.take(page);
          return [...lines.until((cuts[index] ?? 3100) - 1000)];
        });
        expect(body([...written, ...lines.rest()])).toEqual(whole());
      }),
    );
  });

  it('has of a run that goes on what is complete, each line once', () => {
    const lines = new LogLines();
    const [first, rest] = pagesOf([1021]);
    if (first === undefined || rest === undefined) throw new Error('two pages');
    lines.take(first);
    // The line that may still grow is not written yet.
    expect([...lines.until(1021)]).toEqual(whole().slice(0, 4));
    expect([...lines.until(1021)]).toEqual([]);
    lines.take(rest);
    expect([...lines.until(1021)]).toEqual(whole().slice(4, 6));
  });

  it('does not wait for ever for a line that never ends', () => {
    const lines = new LogLines();
    lines.take({
      events: stated([[0, RUN_STARTED]]),
      trace: [received(5, 'noise'), sent(10, 'AT\r\n')],
    });
    expect([...lines.until(1000)]).toHaveLength(1);
    lines.take({ events: [], trace: [sent(20_006, 'AT\r\n')] });
    expect(body(lines.until(20_000)).map((line) => line.slice(35))).toEqual(['←    noise\n', '→    AT␍␊\n']);
  });

  it('takes no more memory than the newest seconds of a run of any length', () => {
    const lines = new LogLines();
    const seconds = Array.from({ length: 3000 }, (_, index) => index + 1);
    const [started, ...facts] = stated([
      [0, RUN_STARTED],
      ...seconds.map((second) => [second * 1000 + 2, exchanged('AT', 1, { kind: 'ok' })] as const),
    ]);
    let written = 0;
    for (const second of seconds) {
      const events = facts.slice(second - 1, second);
      lines.take({
        events: second === 1 && started !== undefined ? [started, ...events] : events,
        trace: [sent(second * 1000, 'AT\r\n'), received(second * 1000 + 1, 'OK\r\n')],
      });
      written += [...lines.until(second * 1000 - 1000)].length;
    }
    expect(lines.kept).toBeLessThan(100);
    expect(written + body(lines.rest()).length).toBe(6001);
  });

  it('keeps a line that the record tells of too late, behind those that are written', () => {
    const lines = new LogLines();
    lines.take({ events: stated([[0, RUN_STARTED]]), trace: [sent(10, 'AT\r\n'), received(20, 'OK\r\n')] });
    expect([...lines.until(20)]).toHaveLength(3);
    lines.take({
      events: stated([
        [0, RUN_STARTED],
        [15, began(5)],
      ]).slice(1),
      trace: [],
    });
    const written = body(lines.rest());
    expect(written).toHaveLength(1);
    expect(written[0]).toContain('step.started');
  });

  it('begins with what is known at first, and ends with what is known at last', () => {
    const lines = new LogLines();
    lines.take({ events: FACTS, trace: [], damaged: [7] });
    expect(lines.beginning(null).split('\n').slice(0, 2)).toEqual(['# WIS800C Commissioner 1', '# run: r']);
    expect(lines.beginning('before.txt')).toMatch(/# continues: before\.txt\n$/);
    expect([...lines.rest()].slice(-4)).toEqual([
      '# imei: unknown\n',
      '# iccid: unknown\n',
      '# outcome: none\n',
      '# damaged: facts 7 cannot be read\n',
    ]);
  });
});
