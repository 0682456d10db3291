import type { RunEvent } from '../../../shared/events.ts';
import type { RecordedPiece } from '../../simulator/index.ts';

/** `OK` ahead of the line that completes a command: facts have only the time of the last line. */
const ANSWER_MS = 50;

const encoder = new TextEncoder();

/** The bytes of a fact, for exports that have the facts alone. */
export function piecesOfFact(event: RunEvent): readonly RecordedPiece[] {
  switch (event.type) {
    case 'at.exchanged': {
      const { command, lines, durationMs, elapsedMs, echoed } = event;
      const sentMs = elapsedMs - durationMs;
      const early = sentMs + Math.min(durationMs, ANSWER_MS);
      const ends = lines.indexOf('OK');
      return [
        { direction: 'sent', bytes: encoder.encode(`${command}\r\n`), atMs: sentMs },
        ...(echoed ? [{ ...received(`${command}\r`), atMs: early }] : []),
        ...lines.map((line, at) => ({
          ...received(`\r\n${line}\r\n`),
          atMs: at <= ends ? early : elapsedMs,
        })),
      ];
    }
    case 'at.unsolicited':
    case 'at.late':
      return [{ ...received(`\r\n${event.line}\r\n`), atMs: event.elapsedMs }];
    default:
      return [];
  }
}

function received(text: string): Pick<RecordedPiece, 'direction' | 'bytes'> {
  return { direction: 'received', bytes: encoder.encode(text) };
}
