import { z } from 'zod';

/** What a person can have sent to a module by hand, and the tools that work on a port without a run. */

const answered = {
  /** How long the answer is waited for; absent: as long as the slowest known command may take. */
  waitSeconds: z.number().min(0.1).max(3600).exactOptional(),
  /**
   * A text that must occur in a line of the answer, else what is queued behind is dropped. With `waitSeconds`, lines
   * that the module says by itself within that time count as well, such as `CONNECT OK`.
   */
  expected: z.string().min(1).max(256).exactOptional(),
};

/** Sent with CR LF behind it; the next entry goes out when it was answered or its time is up. */
const typedLineSchema = z.object({ line: z.string().min(1).max(1024), ...answered });
/**
 * Sent as they are, in hexadecimal digits. Behind a line they are what the module gets when it asks for data (`>`),
 * or what follows its answer; sent by themselves while a command is under way, they go out at once.
 */
const typedBytesSchema = z.object({
  bytes: z
    .string()
    .max(4096)
    .regex(/^(?:[0-9a-f]{2})+$/i),
  ...answered,
});

export const typedEntrySchema = z.union([typedLineSchema, typedBytesSchema]);
export type TypedEntry = z.output<typeof typedEntrySchema>;

/** How far a queue of typed entries is. `queued` are those that are not done yet, the one under way among them. */
export const typedProgressSchema = z.object({ queued: z.number(), done: z.number() });
export type TypedProgress = z.output<typeof typedProgressSchema>;

export const PORT_TOOLS = ['meter', 'find_baud_rate', 'pulse_power_key'] as const;
export type PortToolKind = (typeof PORT_TOOLS)[number];

export const portToolSchema = z.discriminatedUnion('kind', [
  /** Reads the signal once a second until it is switched off or the console ends. */
  z.object({ kind: z.literal('meter'), on: z.boolean() }),
  /** Leaves the port at the rate at which the module answers. */
  z.object({ kind: z.literal('find_baud_rate') }),
  /** Holds the control line wired to PWRKEY for a second, then greets the module. */
  z.object({ kind: z.literal('pulse_power_key'), line: z.enum(['dtr', 'rts']) }),
]);
export type PortTool = z.output<typeof portToolSchema>;
