import { BEARER_OBSERVATIONS } from './bearer.ts';
import { BROKER_OBSERVATIONS } from './broker.ts';
import { LINK_OBSERVATIONS } from './link.ts';
import { NETWORK_OBSERVATIONS } from './network.ts';
import { SESSION_OBSERVATIONS } from './session.ts';

/** Everything that a record may show, by name. */
export const OBSERVATIONS = {
  ...LINK_OBSERVATIONS,
  ...NETWORK_OBSERVATIONS,
  ...BEARER_OBSERVATIONS,
  ...BROKER_OBSERVATIONS,
  ...SESSION_OBSERVATIONS,
} as const;

export type ObservationId = keyof typeof OBSERVATIONS;
