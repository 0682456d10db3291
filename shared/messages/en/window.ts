/** The window's own texts. */
export const window = {} as const;
