export type SimState =
  | 'ready'
  | 'pin_required'
  | 'puk_required'
  | 'phone_lock'
  | 'pin2_required'
  | 'not_inserted'
  | 'not_ready';

/** `+CPIN:` words (27.007 section 8.3, protocol.md 4.3). */
export const SIM_STATES = [
  { word: 'READY', state: 'ready', source: '27.007 8.3' },
  { word: 'SIM PIN', state: 'pin_required', source: '27.007 8.3' },
  { word: 'SIM PUK', state: 'puk_required', source: '27.007 8.3' },
  { word: 'PH_SIM PIN', state: 'phone_lock', source: 'protocol.md 4.3' },
  { word: 'PH-SIM PIN', state: 'phone_lock', source: '27.007 8.3' },
  { word: 'PH_SIM PUK', state: 'phone_lock', source: 'protocol.md 4.3' },
  { word: 'PH-SIM PUK', state: 'phone_lock', source: 'protocol.md 4.3' },
  { word: 'SIM PIN2', state: 'pin2_required', source: '27.007 8.3' },
  { word: 'SIM PUK2', state: 'pin2_required', source: '27.007 8.3' },
  { word: 'NOT INSERTED', state: 'not_inserted', source: 'protocol.md 4.3' },
  { word: 'SIM REMOVED', state: 'not_inserted', source: 'protocol.md 4.3' },
  { word: 'NOT READY', state: 'not_ready', source: 'protocol.md 4.3' },
] as const satisfies readonly {
  readonly word: string;
  readonly state: SimState;
  readonly source: string;
}[];

/** Whether a value is one of the states that a card can tell. */
export function isSimState(value: unknown): value is SimState {
  return SIM_STATES.some(({ state }) => state === value);
}

const ANSWER = /^\+CPIN\s*:\s*"?([^"]*)"?$/i;

/** SIM state of a normalised `+CPIN:` line. */
export function simStateOf(line: string): SimState | null {
  const word = ANSWER.exec(line)?.[1]?.trim().toUpperCase();
  return SIM_STATES.find((row) => row.word === word)?.state ?? null;
}
