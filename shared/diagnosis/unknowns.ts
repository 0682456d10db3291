import { saysOfBroker } from '../broker-check.ts';
import type { FailureCode } from '../outcome.ts';
import { newestOf, type View } from './view.ts';

interface UnknownRow {
  /** Whether it is missing, and would help at this failure. */
  readonly applies: (view: View) => boolean;
  readonly source: string;
}

const RADIO: readonly FailureCode[] = [
  'registration_timeout',
  'registration_denied',
  'not_attached',
  'bearer_refused',
  'no_ip_address',
  'connect_failed',
  'connect_timeout',
  'bearer_lost',
];
const BROKER: readonly FailureCode[] = [
  'connect_failed',
  'connect_timeout',
  'session_refused',
  'session_timeout',
  'link_closed',
];
const CARD: readonly FailureCode[] = [
  'registration_timeout',
  'registration_denied',
  'bearer_refused',
  'no_ip_address',
  'not_attached',
];

/** What a diagnosis does not know, and says so: as `unknown.<id>` in `messages/`. */
export const UNKNOWNS = {
  signal: {
    applies: (view) => RADIO.includes(view.code) && newestOf(view, 'signal') === null,
    source: 'protocol.md 5.2',
  },
  reason: {
    applies: ({ ofStep }) =>
      ofStep.some(({ outcome }) => outcome.kind === 'error') &&
      !ofStep.some(({ outcome }) => outcome.kind === 'cme_error'),
    source: 'protocol.md 4.4: with CMEE=0 all are plain ERROR',
  },
  broker_from_here: {
    applies: ({ code, evidence: { brokerCheck } }) =>
      BROKER.includes(code) && (brokerCheck === null || !saysOfBroker(brokerCheck.check)),
    source: 'the broker was not asked from this computer, or that has no network of its own',
  },
  operator: {
    applies: ({ code, operator }) => CARD.includes(code) && operator === null,
    source: 'protocol.md 2: neither IMSI nor ICCID tell the operator',
  },
  profile: {
    applies: ({ isSaid }) => isSaid,
    source: 'a log of another program has no profile',
  },
  outside_the_line: {
    applies: ({ code, step }) => step === 1 && (code === 'no_answer' || code === 'garbled_answer'),
    source: 'supply, wiring and levels do not show on a serial line',
  },
  broker_log: {
    applies: ({ code }) => code === 'message_not_returned' || code === 'subscribe_timeout',
    source: 'what the broker let pass shows in its own log alone',
  },
} as const satisfies Record<string, UnknownRow>;

export type UnknownId = keyof typeof UNKNOWNS;
