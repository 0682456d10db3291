/** A message that waits in the module until AT+MQTTMSGGET. */
export interface CachedMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
}

const SLOTS = 4;

/** Four slots used in turn; the fifth message takes the place of the first (source document, row 17). */
export class MessageCache {
  #slots: (CachedMessage | null)[] = emptySlots();
  #next = 0;

  /** Stores a message and returns its slot, 0..3. */
  put(message: CachedMessage): number {
    const slot = this.#next;
    this.#slots[slot] = message;
    this.#next = (slot + 1) % SLOTS;
    return slot;
  }

  /** Which slots hold a message, in slot order. */
  occupied(): readonly boolean[] {
    return this.#slots.map((each) => each !== null);
  }

  /** Hands out what is stored, in slot order, and forgets it. */
  takeAll(): readonly CachedMessage[] {
    const taken = this.#slots.filter((each) => each !== null);
    this.clear();
    return taken;
  }

  clear(): void {
    this.#slots = emptySlots();
    this.#next = 0;
  }
}

function emptySlots(): (CachedMessage | null)[] {
  return Array.from({ length: SLOTS }, () => null);
}
