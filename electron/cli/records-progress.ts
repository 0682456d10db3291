const CLEAR_LINE = '\r\u001b[K';
const PAUSE_MS = 100;

/** How far an export has come, on a line of the terminal that shows errors; digits alone, which every language reads. */
export class ExportProgressLine {
  readonly #isWanted: boolean;
  #shownMs = Number.NEGATIVE_INFINITY;
  #isShown = false;

  /** `isAlone`: nothing else is written to the terminal meanwhile. */
  constructor(isAlone: boolean) {
    this.#isWanted = isAlone && process.stderr.isTTY;
  }

  readonly show = (done: number, total: number): void => {
    if (!this.#isWanted || total === 0) return;
    const now = performance.now();
    if (now - this.#shownMs < PAUSE_MS) return;
    this.#shownMs = now;
    this.#isShown = true;
    const percent = String(Math.floor((100 * done) / total)).padStart(3);
    process.stderr.write(`${CLEAR_LINE}${percent} %  ${done} / ${total}`);
  };

  end(): void {
    if (this.#isShown) process.stderr.write(CLEAR_LINE);
    this.#isShown = false;
  }
}
