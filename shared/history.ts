import { z } from 'zod';
import { RUN_PURPOSES } from './events.ts';
import { stepNumber } from './fact-schema.ts';
import { RUN_OUTCOMES } from './outcome.ts';

/** How a run can have ended as a list is asked for it; `interrupted`: it has no end. */
export const LISTED_OUTCOMES = [...RUN_OUTCOMES, 'interrupted'] as const;

/** Characters of a search: longer ones are no question anybody types. */
export const LONGEST_SEARCH = 400;

const text = z.string().max(LONGEST_SEARCH);

/** Which runs are wanted. What is empty or null asks for nothing. */
export const runQuerySchema = z.object({
  /** Words, all of which must occur: in what names the run, or in its log. Either case. */
  search: text,
  outcomes: z.array(z.enum(LISTED_OUTCOMES)).readonly(),
  /** The step that it stopped at. */
  step: stepNumber.nullable(),
  /** When it began, milliseconds since 1970; the second one is excluded. */
  fromMs: z.number().nullable(),
  toMs: z.number().nullable(),
  profile: text.nullable(),
  /** The person. */
  operator: text.nullable(),
  /** The network that the unit was in. */
  network: text.nullable(),
  purposes: z.array(z.enum(RUN_PURPOSES)).readonly(),
});
export type RunQuery = z.output<typeof runQuerySchema>;

export const EVERY_RUN: RunQuery = {
  search: '',
  outcomes: [],
  step: null,
  fromMs: null,
  toMs: null,
  profile: null,
  operator: null,
  network: null,
  purposes: [],
};

/** What the runs of a record can be told apart by, the newest first. */
export const runFacetsSchema = z.object({
  profiles: z.array(z.string()).readonly(),
  operators: z.array(z.string()).readonly(),
  networks: z.array(z.string()).readonly(),
  stations: z.array(z.string()).readonly(),
});
export type RunFacets = z.output<typeof runFacetsSchema>;
