import { BEARER_CASES } from './bearer.ts';
import { BROKER_CASES } from './broker.ts';
import { CARD_CASES } from './card.ts';
import { LINK_CASES } from './link.ts';
import { MESSAGES_CASES } from './messages.ts';
import { NETWORK_CASES } from './network.ts';
import { SESSION_CASES } from './session.ts';
import { TESTER_CASES } from './tester.ts';
import type { Case } from './case-row.ts';

/** Fault by fault: where it is stuck, with what code, and what must be the first cause. */
export const CASES: readonly Case[] = [
  ...LINK_CASES,
  ...CARD_CASES,
  ...NETWORK_CASES,
  ...BEARER_CASES,
  ...BROKER_CASES,
  ...SESSION_CASES,
  ...MESSAGES_CASES,
  ...TESTER_CASES,
];
