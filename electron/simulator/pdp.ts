/** The states AT+CIPSTATUS names (single link) that this module passes through: protocol.md 4.5. */
export type PdpState = 'IP INITIAL' | 'IP START' | 'IP GPRSACT' | 'IP STATUS' | 'PDP DEACT';

interface AccessPoint {
  readonly apn: string;
  readonly user: string;
  readonly password: string;
}

/** What CSTT? shows before anything was set: protocol.md 7, T5. */
const DEFAULT_ACCESS_POINT: AccessPoint = { apn: 'CMNET', user: '', password: '' };

/** The packet data context: APN, activation, address. Each step works in one state only and leads to the next. */
export class Pdp {
  #state: PdpState = 'IP INITIAL';
  #accessPoint = DEFAULT_ACCESS_POINT;

  get state(): PdpState {
    return this.#state;
  }

  get accessPoint(): AccessPoint {
    return this.#accessPoint;
  }

  /** AT+CSTT. @returns false in any state but IP INITIAL. */
  setAccessPoint(accessPoint: AccessPoint): boolean {
    if (this.#state !== 'IP INITIAL') return false;
    this.#accessPoint = accessPoint;
    this.#state = 'IP START';
    return true;
  }

  /** AT+CIICR. @returns false in any state but IP START. */
  activate(): boolean {
    if (this.#state !== 'IP START') return false;
    this.#state = 'IP GPRSACT';
    return true;
  }

  /** AT+CIFSR. @returns false when no context is active. */
  takeAddress(): boolean {
    if (this.#state !== 'IP GPRSACT' && this.#state !== 'IP STATUS') return false;
    this.#state = 'IP STATUS';
    return true;
  }

  /** The network took the context away, or refused it; only AT+CIPSHUT helps. */
  deactivate(): void {
    this.#state = 'PDP DEACT';
  }

  /** AT+CIPSHUT, or power-up. */
  reset(): void {
    this.#state = 'IP INITIAL';
    this.#accessPoint = DEFAULT_ACCESS_POINT;
  }
}
