import { toBytes } from './bytes.ts';
import { type CmeeMode, errorLine } from './cme.ts';
import type { Hits } from './fault-injector.ts';
import { noise } from './line-noise.ts';
import type { Final, Reply } from './reply.ts';

const LINE_ENDINGS: Readonly<Record<string, string>> = {
  cr: '\r',
  lf: '\n',
  crlf: '\r\n',
  crcrlf: '\r\r\n',
};

/** Lines a SIM800 puts between others when the network tells it something: protocol.md 7, T9. */
const NETWORK_CHATTER = [
  '*PSUTTZ: 2024,5,14,6,57,4,"+32",0',
  '+CIEV: 10,"46000","CMCC","CMCC", 0, 0',
] as const;

const NOISE_BYTES = 7;

/** One line as V.250 6.2 frames it: line end before and after. */
export function framedLine(line: string, hits: Hits): Uint8Array {
  const ending = LINE_ENDINGS[hits.get('line-ending') ?? 'crlf'] ?? '\r\n';
  return toBytes(ending + line + ending);
}

/** The whole answer to a command line, with the faults that touch its bytes. */
export function answerBytes(reply: Reply, cmee: CmeeMode, hits: Hits): Uint8Array {
  const ending = endingLine(reply.final, cmee, hits);
  const omitted = hits.has('missing-ok') && reply.final.kind === 'ok' && reply.lines.length > 0;
  const lines = [
    ...reply.lines,
    ...(hits.has('unsolicited-inside') ? NETWORK_CHATTER : []),
    ...(ending === null || omitted ? [] : [ending]),
    ...(reply.trailing ?? []),
  ];
  return joined([
    ...(hits.has('garbage') ? [noise(NOISE_BYTES)] : []),
    ...lines.map((line) => framedLine(line, hits)),
  ]);
}

function endingLine(final: Final, cmee: CmeeMode, hits: Hits): string | null {
  if (final.kind === 'ok') return 'OK';
  if (final.kind === 'text') return final.text;
  if (final.kind === 'none') return null;
  // Some firmwares give the number whatever AT+CMEE says; the fault stands for those.
  return errorLine(final.code, hits.has('cme-error') && cmee === 0 ? 1 : cmee);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
