import { describe, expect, it } from 'vitest';
import { readRecordLine } from '../../../electron/opening/record-line.ts';
import { eventsOf, STARTED } from '../records/synthetic.ts';

const [STARTED_EVENT] = eventsOf('a', [STARTED]);
const line = (change: object) => JSON.stringify({ ...STARTED_EVENT, ...change });

describe('a line of a record', () => {
  it.each([1, 2 ** 32 - 1])('has a fact of number %d', (seq) => {
    expect(readRecordLine(line({ seq }))).toMatchObject({ kind: 'fact', runId: 'a', event: { seq } });
  });

  it.each([0, -1, 1.5, 2 ** 32, 2 ** 53 - 1, '1', null])('is none of ours with the number %j', (seq) => {
    expect(readRecordLine(line({ seq }))).toBeNull();
    expect(readRecordLine(JSON.stringify({ type: 'fact.damaged', runId: 'a', seq }))).toBeNull();
  });

  it('whose fact is of no kind that is known is a fact that was lost', () => {
    expect(readRecordLine(line({ seq: 7, type: 'of.later' }))).toEqual({
      kind: 'damaged',
      runId: 'a',
      seq: 7,
    });
  });
});
