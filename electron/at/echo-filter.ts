import { normalLine } from '../../shared/codes/normal-line.ts';

/** Knows the echo of what was sent, and tells an echo from noise: an echo means nobody answered on a sound line. */
export class EchoFilter {
  #sent = '';
  #noiseBytes = 0;
  #echoed = false;

  /** Whether the line that was sent last has come back. */
  get echoed(): boolean {
    return this.#echoed;
  }

  /** Whether bytes came since `listenAnew` that are no echo. */
  get noisy(): boolean {
    return this.#noiseBytes > 0;
  }

  /** This line is on its way; its echo is expected from now on. */
  sent(line: string): void {
    this.#sent = normalLine(line);
    this.#echoed = false;
  }

  listenAnew(): void {
    this.#noiseBytes = 0;
  }

  heard(count: number): void {
    this.#noiseBytes += count;
  }

  /**
   * Whether a normalised line is the echo. Noise may be glued in front of it (protocol.md 1.3 card 2), but not a reply
   * that quotes the command; a bare `AT` is too short to be told from text.
   */
  takes(normal: string): boolean {
    const sent = this.#sent;
    const glued = sent.length > 4 && normal.endsWith(sent) && !normal.startsWith('+');
    if (normal !== sent && !glued && !isPiece(normal, sent)) return false;
    this.#echoed = true;
    const lineEnd = 2;
    this.#noiseBytes = Math.max(0, this.#noiseBytes - normal.length - lineEnd);
    return true;
  }
}

/**
 * Whether a line is the beginning or the end of an echo that an unsolicited line broke in two. Only lines with quoted
 * arguments matter: what stands in them may be secret.
 */
function isPiece(normal: string, sent: string): boolean {
  if (!sent.includes('"')) return false;
  const head = normal.length >= 4 && /^AT\+/i.test(normal) && sent.startsWith(normal);
  const tail = normal.length >= 3 && /[",]/.test(normal) && sent.endsWith(normal);
  return head || tail;
}
