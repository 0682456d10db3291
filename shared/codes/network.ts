/** What `AT+CREG?`, `AT+CGATT?` and their unsolicited lines say. All of it reads normalised lines. */

type Standing = 'registered' | 'registered_with_warning' | 'searching' | 'denied';

/** `<stat>` of 27.007 section 7.2 and what it means for a unit; the document accepts 1 and 5 (row 5). */
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
} as const satisfies Record<number, { readonly meaning: Standing; readonly source: string }>;

export type RegistrationStat = keyof typeof REGISTRATION;

/** Whether a number is a registration status that has a meaning. */
export function isRegistrationStat(stat: number): stat is RegistrationStat {
  return Object.hasOwn(REGISTRATION, stat);
}

/** What a status means for a unit; one that no table has may still change. */
export function standingOf(stat: number | null): Standing {
  return stat !== null && isRegistrationStat(stat) ? REGISTRATION[stat].meaning : 'searching';
}

const QUERIED = /^\+C(G?)REG\s*:\s*[0-5]\s*,\s*(\d{1,2})\s*(?:,|$)/i;
/** The place has four hexadecimal digits or more, mostly quoted. */
const REPORTED = /^\+CG?REG\s*:\s*(\d{1,2})\s*(?:$|,\s*(?:"|[0-9A-F]{4}))/i;

/** Status of the query form `+CREG: <n>,<stat>`, and of no other. */
export function queriedRegistration(line: string): number | null {
  const found = QUERIED.exec(line);
  return found === null || found[1] !== '' ? null : Number(found[2]);
}

/** Status of a line that may be an answer or may have come by itself: `+CREG: <stat>`, also of `+CGREG:`. */
export function registrationIn(line: string): number | null {
  const stat = QUERIED.exec(line)?.[2] ?? REPORTED.exec(line)?.[1];
  return stat === undefined ? null : Number(stat);
}

/** Attach flag of `+CGATT: <state>`; 27.007 section 10.1.9. */
export function attachedIn(line: string): boolean | null {
  const state = /^\+CGATT\s*:\s*([01])$/i.exec(line)?.[1];
  return state === undefined ? null : state === '1';
}
