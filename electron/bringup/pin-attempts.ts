/** What is known of attempts with the PIN of a run, on a unit told by its IMEI or, where that is not known, its port. */
export interface PinAttempts {
  /** Somebody gave the PIN for this run alone: one attempt is wanted, whatever was before. */
  readonly given: boolean;
  /** Whether it is better not entered again without asking. */
  wasRefused(imei: string | null): boolean;
  /** Whether earlier runs left one try at most, of a card that does not tell. */
  wereUsedUp(imei: string | null): Promise<boolean>;
  /** It goes to the card, and counts as refused until it is known to be taken. */
  entered(imei: string | null): void;
  taken(imei: string | null): void;
}

/** Of a run that nothing was before. */
export const NO_ATTEMPTS: PinAttempts = {
  given: false,
  wasRefused: () => false,
  wereUsedUp: () => Promise.resolve(false),
  entered: () => {},
  taken: () => {},
};
