/** The sections of the form, and which of them a field of the profile stands in. */
export const SECTIONS = [
  'data_link',
  'broker',
  'identity',
  'session',
  'will',
  'messages',
  'test',
  'advanced',
] as const;

export type SectionId = (typeof SECTIONS)[number];

/** The first beginning that fits decides. */
const PLACES: readonly (readonly [beginning: string, section: SectionId])[] = [
  ['sim', 'data_link'],
  ['apn', 'data_link'],
  ['broker', 'broker'],
  ['mqtt.will', 'will'],
  ['mqtt.cleanSession', 'session'],
  ['mqtt.keepAliveSeconds', 'session'],
  ['mqtt', 'identity'],
  ['messages', 'messages'],
  ['subscribe', 'test'],
  ['publish', 'test'],
  ['baudRate', 'advanced'],
  ['optionalSteps', 'advanced'],
  ['powerKey', 'advanced'],
  ['recovery', 'advanced'],
  ['timeouts', 'advanced'],
  ['after', 'advanced'],
];

/** Null for the name, which stands above all sections, and for what is no field. */
export function sectionOf(path: string): SectionId | null {
  return PLACES.find(([beginning]) => path === beginning || path.startsWith(`${beginning}.`))?.[1] ?? null;
}
