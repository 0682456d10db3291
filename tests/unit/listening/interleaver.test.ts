import { describe, expect, test } from 'vitest';
import { Interleaver } from '../../../electron/listening/interleaver.ts';
import type { TappedLine } from '../../../electron/listening/tapped-line.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

interface Said {
  readonly atMs: number;
  readonly direction: TappedLine['direction'];
  readonly text: string;
}

/** A dialogue as it was said, with the time that the module and the controller take before they speak. */
function dialogue(latencyMs: number, turnaroundMs: number, echoes: boolean): readonly Said[] {
  const exchanges = [
    ['AT', 'OK'],
    ['AT+CPIN?', '+CPIN: READY', 'OK'],
    ['AT+CSTT="CMNET"', 'OK'],
    ['AT+CIICR', 'OK'],
    ['AT+CIFSR', '10.0.0.7'],
    ['AT+MCONFIG="unit-1"', 'OK'],
    ['AT+MIPSTART="broker.test","1883"', 'OK', 'CONNECT OK'],
    ['AT+MCONNECT=1,60', 'OK', 'CONNACK OK'],
  ];
  let atMs = 100;
  return exchanges.flatMap(([command = '', ...lines]) => {
    atMs += turnaroundMs;
    const sent: Said = { atMs, direction: 'sent', text: command };
    const received = [...(echoes ? [command] : []), ...lines].map((text): Said => {
      atMs += latencyMs;
      return { atMs, direction: 'received', text };
    });
    return [sent, ...received];
  });
}

/** What comes out where the answers are told so much later, or earlier, than the commands. */
async function heard(said: readonly Said[], lagMs: number): Promise<readonly string[]> {
  const clock = new VirtualClock();
  const delivered: string[] = [];
  const order = new Interleaver(clock, ({ text }) => delivered.push(text));
  for (const { atMs, direction, text } of said)
    clock.schedule(direction === 'sent' ? atMs : atMs + lagMs, () =>
      order.push({ direction, text, bytes: new Uint8Array(0), atMs: clock.monotonic(), isCut: false }),
    );
  await clock.advance(60_000);
  expect(clock.pending).toBe(0);
  return delivered;
}

describe('two ports of which one is behind the other', () => {
  for (const latencyMs of [4, 12, 40])
    for (const turnaroundMs of [6, 18, 60])
      test(`give the dialogue as it was: answers after ${latencyMs} ms, commands after ${turnaroundMs} ms`, async () => {
        for (const echoes of [false, true]) {
          const said = dialogue(latencyMs, turnaroundMs, echoes);
          const lines = said.map(({ text }) => text);
          for (let lagMs = -16; lagMs <= 16; lagMs += 4)
            expect({ echoes, lagMs, lines: await heard(said, lagMs) }).toEqual({ echoes, lagMs, lines });
        }
      });

  test('keep a command back for no longer than an adapter does', async () => {
    const said: readonly Said[] = [
      { atMs: 0, direction: 'sent', text: 'AT+CIICR' },
      { atMs: 100, direction: 'sent', text: 'AT+CIPSHUT' },
      { atMs: 125, direction: 'received', text: 'SHUT OK' },
    ];
    expect(await heard(said, 0)).toEqual(['AT+CIICR', 'AT+CIPSHUT', 'SHUT OK']);
  });
});
