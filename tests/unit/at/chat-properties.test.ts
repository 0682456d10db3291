import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CATALOGUE, type CommandKind } from '../../../electron/at/catalogue.ts';
import { Chat } from '../../../electron/at/chat.ts';
import type { ChatEffect } from '../../../electron/at/chat-effect.ts';
import type { Frame } from '../../../electron/at/frame.ts';
import { bytes, line, message, PROMPT } from './framing.ts';

const LINES = [
  'OK',
  'ERROR',
  '+CME ERROR: 3',
  '+CME ERROR: SIM busy',
  'AT',
  'AT+X',
  '+CPIN: READY',
  '+CREG: 0,1',
  '+CSQ: 18,0',
  '861234567890123',
  '10.0.0.1',
  'SHUT OK',
  'NORMAL POWER DOWN',
  'CONNECT OK',
  'CONNECT FAIL',
  'ALREADY CONNECT',
  'CONNACK OK',
  'CONNACK 5',
  'SUBACK',
  'CLOSED',
  'RDY',
  'STATE: IP START',
  '+MIPSTART: SUCCESS',
  '\ufffd',
  'what is this',
] as const;

const frame: fc.Arbitrary<Frame> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...LINES).map(line) },
  { weight: 1, arbitrary: fc.string({ minLength: 1 }).map(line) },
  { weight: 1, arbitrary: fc.constant(PROMPT) },
  { weight: 1, arbitrary: fc.constant(message('t', 2, 'hi', '+MSUB: "t",2 byte,hi')) },
  { weight: 1, arbitrary: fc.constant<Frame>({ kind: 'overlong', text: 'x', length: 99_999 }) },
);

type Act =
  | { readonly act: 'send'; readonly kind: CommandKind }
  | { readonly act: 'handshake' | 'abandon' | 'hear' | 'due' }
  | { readonly act: 'pass'; readonly ms: number }
  | { readonly act: 'receive'; readonly frame: Frame };

const kinds = Object.keys(CATALOGUE).filter((name): name is CommandKind => Object.hasOwn(CATALOGUE, name));
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...kinds).map((kind): Act => ({ act: 'send', kind })) },
  { weight: 2, arbitrary: fc.constantFrom<Act>({ act: 'handshake' }, { act: 'abandon' }, { act: 'hear' }) },
  { weight: 4, arbitrary: fc.constant<Act>({ act: 'due' }) },
  { weight: 2, arbitrary: fc.nat({ max: 3000 }).map((ms): Act => ({ act: 'pass', ms })) },
  { weight: 8, arbitrary: frame.map((each): Act => ({ act: 'receive', frame: each })) },
);

/** A dialogue that is played with, and the books of what it owes its caller. */
class Play {
  readonly chat = new Chat();
  nowMs = 0;
  sent = 0;
  finished = 0;
  writes = 0;

  do(step: Act): void {
    const { chat } = this;
    switch (step.act) {
      case 'send':
        if (!chat.idle) return;
        this.sent += 1;
        this.take(
          chat.send(
            { kind: step.kind, command: { line: 'AT+X', shown: 'AT+X' }, replyMs: 2000, completionMs: 3000 },
            this.nowMs,
          ),
        );
        return;
      case 'handshake':
        if (chat.idle || chat.silent) this.take(chat.handshake({ tries: 3, tryMs: 500 }, this.nowMs));
        return;
      case 'abandon':
        this.take(chat.abandon(this.nowMs));
        return;
      case 'hear':
        chat.heard(3, this.nowMs);
        return;
      case 'receive':
        chat.heard(3, this.nowMs);
        this.take(chat.receive(step.frame, this.nowMs));
        return;
      case 'pass':
        this.nowMs += step.ms;
        this.take(chat.tick(this.nowMs));
        return;
      case 'due':
        this.nowMs = Math.max(this.nowMs, chat.deadlineMs ?? 0);
        this.take(chat.tick(this.nowMs));
    }
  }

  take(effects: readonly ChatEffect[]): void {
    for (const effect of effects) {
      if (effect.do === 'finished') this.finished += 1;
      if (effect.do === 'write') this.writes += 1;
    }
  }

  /** Lets nothing but time pass until nothing is due; the number of times that something was. */
  rest(): number {
    let count = 0;
    for (; this.chat.deadlineMs !== null && count < 1000; count += 1) this.do({ act: 'due' });
    return count;
  }
}

describe('the dialogue, whatever happens to it', () => {
  test('is idle, silent, or has a deadline, and never both free and due', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const play = new Play();
        for (const each of acts) {
          play.do(each);
          const { idle, silent, deadlineMs } = play.chat;
          expect(idle || silent).toBe(deadlineMs === null);
          expect(idle && silent).toBe(false);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('gives each command exactly one result, in the end', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const play = new Play();
        for (const each of acts) {
          play.do(each);
          expect(play.sent - play.finished).toBeOneOf([0, 1]);
        }
        expect(play.rest()).toBeLessThan(20);
        expect(play.finished).toBe(play.sent);
      }),
      { numRuns: 2000 },
    );
  });

  test('gives each command exactly one result when the line is cut', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const play = new Play();
        for (const each of acts) play.do(each);
        play.take(play.chat.hangUp(play.nowMs));
        expect(play.finished).toBe(play.sent);
        expect(play.chat.deadlineMs).toBeNull();
        expect(play.chat.hangUp(play.nowMs)).toEqual([]);
      }),
    );
  });

  test('comes to an end though the module says the same thing for ever', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        frame,
        fc.integer({ min: 1, max: 400 }),
        (kind, said, everyMs) => {
          const play = new Play();
          play.do({ act: 'send', kind });
          play.do({ act: 'abandon' });
          for (let ms = 0; ms < 40_000 && play.chat.deadlineMs !== null; ms += everyMs) {
            play.do({ act: 'receive', frame: said });
            play.do({ act: 'pass', ms: everyMs });
          }
          expect(play.chat.deadlineMs).toBeNull();
          expect(play.writes).toBeLessThan(10);
        },
      ),
    );
  });

  test('keeps a bounded part of an answer that never ends', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), frame, (kind, said) => {
        const { chat } = new Play();
        chat.send({ kind, command: { line: 'AT+Y', shown: 'AT+Y' }, replyMs: 2000, completionMs: 3000 }, 0);
        const effects: ChatEffect[] = [];
        for (let count = 0; count < 3000; count += 1) effects.push(...chat.receive(said, 1));
        effects.push(...chat.tick(5000), ...chat.tick(9000));
        const ended = effects.find((effect) => effect.do === 'finished');
        expect(ended?.result.lines.length).toBeLessThan(600);
        expect(ended?.result.messages.length).toBeLessThan(600);
      }),
      { numRuns: 150 },
    );
  });

  test('refuses to send while the slot is taken', () => {
    const { chat } = new Play();
    const request = {
      kind: 'plain',
      command: { line: 'AT+Y', shown: 'AT+Y' },
      replyMs: 1,
      completionMs: 1,
    } as const;
    chat.send(request, 0);
    expect(() => chat.send(request, 0)).toThrow('slot');
    expect(() => chat.handshake({ tries: 1, tryMs: 1 }, 0)).toThrow('slot');
  });

  test('reports a message nobody reads and a line without end as unsolicited', () => {
    const { chat } = new Play();
    expect(chat.receive(message('t', 1, 'x', 'm'), 0)).toMatchObject([
      { do: 'unsolicited', event: { id: 'message', message: { printed: bytes('x') } } },
    ]);
    expect(chat.receive({ kind: 'overlong', text: 'OK', length: 20_000 }, 0)).toMatchObject([
      { do: 'unsolicited', event: { id: null, text: 'OK' } },
    ]);
  });
});
