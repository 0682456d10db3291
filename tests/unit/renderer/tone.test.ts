import { describe, expect, it } from 'vitest';
import { toneOf } from '../../../renderer/views/bench/tone.ts';
import type { LineRow } from '../../../shared/log-view.ts';
import type { StepNumber } from '../../../shared/plan.ts';
import { numbered, STARTED } from '../shared/run-events.ts';

const received = (bytes: string, step: StepNumber | null, change: Partial<LineRow> = {}): LineRow => ({
  kind: 'line',
  no: 1,
  direction: 'received',
  bytes,
  length: bytes.length,
  elapsedMs: 0,
  beforeMs: null,
  open: false,
  unsolicited: false,
  repeats: null,
  step,
  ...change,
});

const REFUSALS = [
  'ERROR',
  'error',
  '+CME ERROR: 30',
  '+CME ERROR: SIM not inserted',
  '+CMS ERROR: 500',
  'CONNECT FAIL',
  'CONNECT FAILED',
  '0, CONNECT FAIL',
  'CLOSED',
  '12,CLOSED',
  'CONNACK',
  'CONNACK 5',
  'CONNACK: FAIL',
  'CONNACK OKAY',
  'CONNACK:0x05',
  'SUBACK 128',
  'SUBACK: 0x80',
  'NO CARRIER',
];

const OTHERS = [
  'OK',
  'CONNECT OK',
  'ALREADY CONNECT',
  'CONNACK OK',
  'CONNACK  OK',
  'CONNACK: OK',
  'CONNACK 0',
  'CONNACK,0x00',
  'SUBACK',
  'SUBACK 0',
  'SUBACK: 1',
  '+CSQ: 21,0',
  'CLOSED?',
  'NO ERROR',
  'ERROR 5',
  '+FOO: ERROR',
  '+MSUB: "t",5 byte,ERROR',
];

describe('the tone of a line', () => {
  it.each(REFUSALS)('in a step is that of a refusal: %s', (line) => {
    for (const bytes of [line, `${line}\r\n`, `\r\n\r\n${line}\r\n`, ` ${line} \r\r\n`])
      expect(toneOf(received(bytes, 11))).toBe('refusal');
  });

  it.each(REFUSALS)('outside of the steps is nothing to look at: %s', (line) => {
    expect(toneOf(received(`\r\n${line}\r\n`, null))).toBe('received');
    expect(toneOf(received(line, null, { unsolicited: true }))).toBe('unsolicited');
  });

  it.each(OTHERS)('is no refusal: %j', (line) => {
    expect(toneOf(received(`\r\n${line}\r\n`, 11))).toBe('received');
    expect(toneOf(received(line, 11, { unsolicited: true }))).toBe('unsolicited');
  });

  it('that refuses goes before being unsolicited', () => {
    expect(toneOf(received('CLOSED\r\n', 14, { unsolicited: true }))).toBe('refusal');
  });

  it('that was sent is that, whatever it says', () => {
    expect(toneOf(received('ERROR\r\n', 11, { direction: 'sent' }))).toBe('sent');
  });

  it('of a note is its own', () => {
    const [event] = numbered([STARTED]);
    if (event === undefined) throw new Error('no event');
    expect(toneOf({ kind: 'note', event, elapsedMs: 0, beforeMs: null, step: 1 })).toBe('note');
  });

  it('is found at once, however long the line', () => {
    const long = `+CME ERROR:${' '.repeat(200_000)}x${' '.repeat(200_000)}`;
    expect(toneOf(received(long, 1))).toBe('refusal');
    expect(toneOf(received(`CONNACK${' '.repeat(200_000)}`, 1))).toBe('refusal');
  });
});
