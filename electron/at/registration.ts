type Registration = 'registered' | 'registered_with_warning' | 'searching' | 'denied';

/** `<stat>` of 27.007 section 7.2 and what it means here; the document accepts 1 and 5 (row 5). */
export const REGISTRATION = {
  0: { meaning: 'searching', source: 'protocol.md 4.1: not searching, polled all the same' },
  1: { meaning: 'registered', source: 'document row 5' },
  2: { meaning: 'searching', source: 'protocol.md 4.1' },
  3: { meaning: 'denied', source: 'protocol.md 4.1' },
  4: { meaning: 'searching', source: 'protocol.md 4.1' },
  5: { meaning: 'registered', source: 'document row 5' },
  6: { meaning: 'searching', source: 'protocol.md 4.1: SMS only' },
  7: { meaning: 'searching', source: 'protocol.md 4.1: SMS only' },
  8: { meaning: 'denied', source: 'protocol.md 4.1' },
  9: { meaning: 'registered_with_warning', source: 'protocol.md 4.1' },
  10: { meaning: 'registered_with_warning', source: 'protocol.md 4.1' },
} as const satisfies Record<number, { readonly meaning: Registration; readonly source: string }>;

/** What a status means; searching when the answer did not say. */
export function registrationMeaning(stat: number | null): Registration {
  const row = Object.entries(REGISTRATION).find(([key]) => Number(key) === stat);
  return row?.[1].meaning ?? 'searching';
}
