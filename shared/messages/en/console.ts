/** The console and the signal meter. */
export const console = {
  'console.fault.empty': 'There is nothing to send.',
} as const;
