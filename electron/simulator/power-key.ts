import type { Clock } from '../../shared/clock.ts';
import type { ControlLines } from '../../shared/port.ts';
import { DURATION_MS } from './timing.ts';

/**
 * PWRKEY wired to DTR or RTS: held low for a second it switches the module over, on or off (source document,
 * flow chart; protocol.md 2). The pulse is the host's, so it takes its real time at any speed.
 */
export class PowerKey {
  readonly #clock: Clock;
  readonly #pressed: () => void;
  readonly #timing = new Map<'dtr' | 'rts', () => void>();

  constructor(clock: Clock, pressed: () => void) {
    this.#clock = clock;
    this.#pressed = pressed;
  }

  set(lines: ControlLines): void {
    this.#setOne('dtr', lines.dtr);
    this.#setOne('rts', lines.rts);
  }

  /** Both lines float: the port is gone. */
  release(): void {
    this.set({ dtr: false, rts: false });
  }

  #setOne(line: 'dtr' | 'rts', asserted: boolean | undefined): void {
    if (asserted === undefined || asserted === this.#timing.has(line)) return;
    if (asserted) this.#timing.set(line, this.#clock.schedule(DURATION_MS.pwrkey, this.#pressed));
    else {
      this.#timing.get(line)?.();
      this.#timing.delete(line);
    }
  }
}
