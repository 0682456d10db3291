/** States of the data link as `AT+CIPSTATUS` prints them, single link; in the order a bring-up takes them. */
export const BEARER_STATES = [
  { word: 'IP INITIAL', state: 'initial', source: 'protocol.md 4.5' },
  { word: 'IP START', state: 'apn_set', source: 'protocol.md 4.5' },
  { word: 'IP CONFIG', state: 'activating', source: 'protocol.md 4.5' },
  { word: 'IP GPRSACT', state: 'active', source: 'protocol.md 4.5' },
  { word: 'IP STATUS', state: 'address_known', source: 'protocol.md 4.5' },
  { word: 'TCP CONNECTING', state: 'connecting', source: 'protocol.md 4.5' },
  { word: 'UDP CONNECTING', state: 'connecting', source: 'protocol.md 4.5' },
  { word: 'SERVER LISTENING', state: 'listening', source: 'protocol.md 4.5' },
  { word: 'CONNECT OK', state: 'connected', source: 'protocol.md 4.5' },
  { word: 'TCP CLOSING', state: 'closing', source: 'protocol.md 4.5' },
  { word: 'UDP CLOSING', state: 'closing', source: 'SIM800 AT manual p.231' },
  { word: 'TCP CLOSED', state: 'closed', source: 'protocol.md 4.5' },
  { word: 'UDP CLOSED', state: 'closed', source: 'SIM800 AT manual p.231' },
  { word: 'PDP DEACT', state: 'taken_away', source: 'protocol.md 4.5' },
  { word: 'IP PROCESSING', state: 'several_links', source: 'protocol.md 4.5' },
] as const satisfies readonly { readonly word: string; readonly state: string; readonly source: string }[];

export type BearerState = (typeof BEARER_STATES)[number]['state'];

/** What `STATE: …` says, upper case; protocol.md 4.5. */
export function bearerWord(text: string): string | null {
  return /STATE\s*[:：](.*\S)/i.exec(text)?.[1]?.trim().toUpperCase() ?? null;
}

/** The state that a word of `AT+CIPSTATUS` stands for. */
export function bearerStateOf(word: string): BearerState | null {
  const wanted = word.trim().toUpperCase();
  return BEARER_STATES.find((row) => row.word === wanted)?.state ?? null;
}
