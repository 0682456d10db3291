import type { Hits } from './fault-injector.ts';
import type { ModuleTimers } from './timers.ts';
import { DURATION_MS, type Scale } from './timing.ts';

export type SimState = 'ready' | 'pin' | 'puk' | 'absent';
export type PinOutcome = 'accepted' | 'wrong' | 'blocked' | 'unexpected' | 'absent';

/** 3GPP TS 27.007 7.2 `<stat>`: protocol.md 4.1. */
export type RegistrationStat = 0 | 1 | 2 | 3;

interface RadioEvents {
  registrationChanged(stat: RegistrationStat): void;
  simReady(): void;
}

const PIN_TRIES = 3;
const UNICOM_ACCESS_POINTS = ['UNINET', '3GNET'];

/** The SIM card and the cellular network as far as AT commands see them. */
export class Radio {
  readonly #timers: ModuleTimers;
  readonly #scale: Scale;
  readonly #conditions: Hits;
  readonly #events: RadioEvents;
  #sim: SimState = 'absent';
  #triesLeft = PIN_TRIES;
  #stat: RegistrationStat = 0;
  #attached = false;
  #on = false;
  #readings = 0;
  #cancel: (() => void) | null = null;

  constructor(timers: ModuleTimers, scale: Scale, conditions: Hits, events: RadioEvents) {
    this.#timers = timers;
    this.#scale = scale;
    this.#conditions = conditions;
    this.#events = events;
  }

  get sim(): SimState {
    return this.#sim;
  }

  /** Tries left for the PIN. */
  get pinTries(): number {
    return this.#triesLeft;
  }

  get registration(): RegistrationStat {
    return this.#stat;
  }

  get attached(): boolean {
    return this.#attached;
  }

  /** AT+CFUN=1 or power-up. A card that was blocked stays blocked; an unlocked one asks again. */
  turnOn(powerUp: boolean): void {
    if (powerUp) this.#sim = this.#cardAtPowerUp();
    this.#on = true;
    this.#search();
  }

  turnOff(): void {
    this.#on = false;
    this.#cancel?.();
    this.#attached = false;
    this.#register(0);
  }

  /** AT+CPIN=<pin>. */
  enterPin(pin: string): PinOutcome {
    if (this.#sim === 'absent') return 'absent';
    if (this.#sim === 'puk') return 'blocked';
    if (this.#sim === 'ready') return 'unexpected';
    if (pin !== this.#conditions.get('sim-pin')) {
      this.#triesLeft -= 1;
      if (this.#triesLeft === 0) this.#sim = 'puk';
      return 'wrong';
    }
    this.#triesLeft = PIN_TRIES;
    this.#timers.after(this.#scale(DURATION_MS.simUnlock), () => {
      this.#sim = 'ready';
      this.#events.simReady();
      this.#search();
    });
    return 'accepted';
  }

  /** AT+CGATT=<0|1>. @returns whether the network went along. */
  attach(wanted: boolean): boolean {
    if (wanted && (this.#stat !== 1 || this.#conditions.has('not-attached'))) return false;
    this.#attached = wanted;
    return true;
  }

  /** AT+CIICR: whether the network lets the card in by this access point. It takes those of the card's operator only. */
  admits(apn: string): boolean {
    return !this.#conditions.has('unicom-sim') || UNICOM_ACCESS_POINTS.includes(apn.toUpperCase());
  }

  /** AT+CSQ: `rssi` 0..31 wanders slowly; `ber` 99 outside a call. */
  signal(): { readonly rssi: number; readonly ber: number } {
    this.#readings += 1;
    if (!this.#on) return { rssi: 99, ber: 99 };
    // A module without an antenna shows the lowest level while it searches: protocol.md 4.2.
    if (this.#conditions.has('never-registers')) return { rssi: 0, ber: 0 };
    return { rssi: 22 + Math.round(4 * Math.sin(this.#readings / 2)), ber: 0 };
  }

  #cardAtPowerUp(): SimState {
    if (this.#conditions.has('no-sim')) return 'absent';
    if (!this.#conditions.has('sim-pin')) return 'ready';
    return this.#triesLeft === 0 ? 'puk' : 'pin';
  }

  #search(): void {
    this.#cancel?.();
    if (!this.#on || this.#sim !== 'ready') return;
    this.#register(2);
    if (this.#conditions.has('never-registers')) return;
    this.#cancel = this.#timers.after(this.#scale(DURATION_MS.registration), () => {
      if (this.#conditions.has('registration-denied')) return this.#register(3);
      this.#register(1);
      if (this.#conditions.has('not-attached')) return;
      this.#cancel = this.#timers.after(this.#scale(DURATION_MS.attach), () => {
        this.#attached = true;
      });
    });
  }

  #register(stat: RegistrationStat): void {
    if (stat === this.#stat) return;
    this.#stat = stat;
    this.#events.registrationChanged(stat);
  }
}
