/** The profile form. */
export const profileForm = {} as const;
