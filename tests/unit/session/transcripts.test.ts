import { describe, expect, test } from 'vitest';
import { type TranscriptLine, TRANSCRIPTS } from '../../fixtures/transcripts.ts';
import type { Respond, Saying } from '../../support/scripted-port.ts';
import { openDialogue } from './dialogue.ts';

const encoder = new TextEncoder();

/** How the module's lines reach the port. */
const WAYS: Readonly<Record<string, (lines: readonly string[], echo: string) => readonly Saying[]>> = {
  'at once': (lines) => [encoder.encode(lines.map((line) => `\r\n${line}\r\n`).join(''))],
  'line by line, 90 ms apart': (lines) => lines.flatMap((line) => [90, line]),
  'byte by byte': (lines) =>
    [...encoder.encode(lines.map((line) => `\r\n${line}\r\n`).join(''))].flatMap((byte) => [
      1,
      Uint8Array.of(byte),
    ]),
  'with the echo in front': (lines, echo) => [encoder.encode(`${echo}\r`), 10, ...lines],
  'ended by LF alone': (lines) => [encoder.encode(lines.map((line) => `${line}\n`).join(''))],
};

function replay(
  transcript: readonly TranscriptLine[],
  way: (lines: readonly string[], echo: string) => readonly Saying[],
): Respond {
  const rest = [...transcript];
  return (line) => {
    const next = rest[0];
    if (next === undefined || line !== next.send) return line === 'AT' ? ['OK'] : ['+CME ERROR: script'];
    rest.shift();
    return way(next.said, line);
  };
}

describe.each(Object.entries(TRANSCRIPTS))('%s', (_name, transcript) => {
  test.each(Object.entries(WAYS))('comes out right %s', async (_way, way) => {
    const { ask, session, clock, told } = await openDialogue(replay(transcript, way));
    for (const expected of transcript) {
      const mark = session.unsolicited.mark;
      const result = await ask(expected.kind, expected.send);
      await clock.advance(200);
      expect(result).toMatchObject({
        outcome: expected.outcome,
        information: expected.information ?? [],
        finalMissing: expected.finalMissing ?? false,
      });
      expect(result.completion?.text).toBe(expected.completion);
      expect(result.messages).toHaveLength(expected.kind === 'readCache' ? 1 : 0);
      expect(session.unsolicited.since(mark).map(({ text }) => text)).toEqual(expected.unsolicited ?? []);
    }
    expect(told.all.filter((text) => text.startsWith('late'))).toEqual([]);
  });
});
