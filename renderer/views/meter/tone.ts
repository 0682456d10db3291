/** How a signal sounds: stronger is higher and faster, so that both hands and both eyes can be at the antenna. */

export interface Beep {
  /** Hertz. */
  readonly pitch: number;
  /** Milliseconds from one beep to the next. */
  readonly everyMs: number;
}

/** Between a deep tick every second and a high one eight times a second; nothing for a signal that is unknown. */
export function beepOf(rssi: number): Beep | null {
  if (!(rssi >= 0 && rssi <= 31)) return null;
  const strength = rssi / 31;
  // Two octaves: equal steps of the signal are equal steps to the ear.
  return { pitch: 330 * 4 ** strength, everyMs: Math.round(1000 / 8 ** strength) };
}

const BEEP_S = 0.06;
const LOUDNESS = 0.12;

/** Beeps until it is stopped, always as the newest signal has it. */
export class Tone {
  readonly #context = new AudioContext();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #beep: Beep | null = null;

  /** Sounds like this signal from now on. */
  play(rssi: number): void {
    this.#beep = beepOf(rssi);
    if (this.#timer === null) this.#next();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    void this.#context.close();
  }

  #next(): void {
    if (this.#beep === null) {
      this.#timer = null;
      return;
    }
    this.#sound(this.#beep.pitch);
    this.#timer = setTimeout(() => this.#next(), this.#beep.everyMs);
  }

  #sound(pitch: number): void {
    const { currentTime } = this.#context;
    const oscillator = new OscillatorNode(this.#context, { frequency: pitch });
    const gain = new GainNode(this.#context, { gain: 0 });
    // Switched on and off at once, it would click.
    gain.gain.linearRampToValueAtTime(LOUDNESS, currentTime + 0.008);
    gain.gain.linearRampToValueAtTime(0, currentTime + BEEP_S);
    oscillator.connect(gain).connect(this.#context.destination);
    oscillator.start();
    oscillator.stop(currentTime + BEEP_S);
  }
}
