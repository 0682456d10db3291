import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { exportsContract } from './contract/exports.ts';
import { historyContract } from './contract/history.ts';
import { keepingContract } from './contract/keeping.ts';
import { logContract } from './contract/log.ts';
import { openRun } from './contract/opening.ts';
import {
  idSchema as id,
  ok,
  refused,
  saveReplySchema as saveReply,
  textSchema as text,
} from './contract/parts.ts';
import { RUN_PURPOSES } from './events.ts';
import { brokerCheckSchema, portFault, stepNumber } from './fact-schema.ts';
import { keepingNewsSchema } from './keeping.ts';
import { PLACEHOLDERS } from './placeholders.ts';
import {
  factLinesSchema,
  LOG_CHUNK_BYTES,
  logFaultSchema,
  openedOriginSchema,
  openedRunRowSchema,
} from './opened-log.ts';
import { fieldChangeSchema } from './profile-change.ts';
import { RECORDING_FAULTS } from './port.ts';
import { RECOVERY_LEVELS } from './recovery.ts';
import { runDifferenceSchema } from './run-difference.ts';
import { runSummarySchema } from './run-summary.ts';
import { secretChangesSchema, settingsChangeSchema, settingsSchema, storedProfileSchema } from './station.ts';
import { PORT_TOOLS, portToolSchema, typedEntrySchema, typedProgressSchema } from './typed-entry.ts';
import { usualTimesSchema } from './usual-time.ts';
import {
  eventSchema,
  portInfoSchema,
  profileChangeSchema,
  profileFaultSchema,
  recordFaultSchema,
  traceGapSchema,
  tracePieceSchema,
} from './wire-schema.ts';

/**
 * Everything a window can ask of the service and be told by it; the same over a MessagePort and a WebSocket. What the
 * service refuses is a value of a closed union; an exception is a bug or a broken line.
 */

/** The files of profiles, secrets and settings cannot be written. */
const storeFault = z.object({
  kind: z.enum(['not_writable', 'disk_full', 'io', 'secrets_unreadable', 'not_found']),
  /** The system's error code; empty where there is none. */
  code: z.string(),
});

export const stationInfoSchema = z.object({
  version: z.string(),
  /** `browser`: files are saved by the browser, and nothing can be opened on the station. */
  shell: z.enum(['desktop', 'browser']),
  dataFolder: z.string(),
  /** Where secrets are kept: the operating system's keychain, or a file that only its owner can read. */
  secretsKeptBy: z.enum(['keychain', 'file']),
  /** Files of the data folder that could not be read, and are left there as they are. */
  setAside: z.array(z.string()).readonly(),
});
export type StationInfo = z.output<typeof stationInfoSchema>;

/** A port that has or had a run of this process on it. */
export const bayInfoSchema = z.object({
  port: z.string(),
  runId: z.string(),
  purpose: z.enum(RUN_PURPOSES),
  live: z.boolean(),
  /** The newest run there that walked the steps; it is this one where it is no console. */
  bringUp: z.string().nullable(),
  /** What is typed by hand there and is not done yet; null when there is nothing. */
  typed: typedProgressSchema.nullable(),
  /** The tools that are at work there. */
  tools: z.array(z.enum(PORT_TOOLS)).readonly(),
});
export type BayInfo = z.output<typeof bayInfoSchema>;

/** Something of the station in its new state, whole. The first items of a stream give everything once. */
export const stationNewsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('info'), info: stationInfoSchema }),
  z.object({ kind: z.literal('ports'), ports: z.array(portInfoSchema).readonly() }),
  z.object({ kind: z.literal('profiles'), profiles: z.array(storedProfileSchema).readonly() }),
  z.object({ kind: z.literal('settings'), settings: settingsSchema }),
  z.object({ kind: z.literal('bays'), bays: z.array(bayInfoSchema).readonly() }),
  /** The record cannot be written (null: it can). Nothing is published or begun meanwhile, and what runs is stopped. */
  z.object({ kind: z.literal('record'), fault: recordFaultSchema.nullable() }),
  z.object({ kind: z.literal('usual'), times: usualTimesSchema }),
  z.object({ kind: z.literal('keeping'), keeping: keepingNewsSchema }),
]);
export type StationNews = z.output<typeof stationNewsSchema>;

/** How far a run's record reaches. `seq` and `ordinal` are the last fact and the last piece of the byte trace. */
export const runHeadSchema = z.object({ seq: z.number(), ordinal: z.number(), live: z.boolean() });
export type RunHead = z.output<typeof runHeadSchema>;

/** A piece of a run's record: facts and bytes that follow the ones already had. */
export const runPageSchema = z.object({
  events: z.array(eventSchema).readonly(),
  trace: z.array(z.union([tracePieceSchema, traceGapSchema])).readonly(),
  /** `seq` of facts that are in the record, or should be, and cannot be read. */
  damaged: z.array(z.number()).readonly().exactOptional(),
  /** Where the next page begins. */
  seq: z.number(),
  ordinal: z.number(),
  /** More is in the record already. */
  more: z.boolean(),
});
export type RunPage = z.output<typeof runPageSchema>;

export type { SaveReply } from './contract/parts.ts';

/** Why a stored profile cannot be run. */
const unrunnable = [
  z.object({ kind: z.literal('profile_missing') }),
  z.object({ kind: z.literal('profile_invalid'), faults: z.array(profileFaultSchema).readonly() }),
  z.object({ kind: z.literal('secrets_unreadable') }),
] as const;
export type ProfileObstacle = z.output<(typeof unrunnable)[number]>;

const startFault = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('address'), fault: portFault }),
  ...unrunnable,
  /** The unit's serial number is missing or cannot be sent. */
  z.object({ kind: z.literal('unit'), fault: profileFaultSchema }),
  z.object({ kind: z.literal('bay_taken'), runId: z.string() }),
  z.object({ kind: z.literal('record'), fault: recordFaultSchema }),
  z.object({ kind: z.literal('closed') }),
]);
export type StartFault = z.output<typeof startFault>;

const listeningFault = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('address'), fault: portFault }),
  z.object({ kind: z.enum(['no_port', 'same_port', 'closed']) }),
  z.object({ kind: z.literal('bay_taken'), runId: z.string() }),
  z.object({ kind: z.literal('record'), fault: recordFaultSchema }),
]);
export type ListeningFault = z.output<typeof listeningFault>;

const brokerRefusal = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('address'), fault: portFault }),
  ...unrunnable,
  /** The session needs a number of the unit that no run on the port has told yet. */
  z.object({ kind: z.literal('identity_unknown'), placeholder: z.enum(PLACEHOLDERS) }),
  /** The unit on `port` has the session that would be opened, or may come to have it: it would lose it. */
  z.object({ kind: z.literal('in_session'), port: z.string() }),
  z.object({ kind: z.literal('called_off') }),
]);
export type BrokerRefusal = z.output<typeof brokerRefusal>;

const simulatedFault = z.object({
  name: z.string(),
  text: z.object({ en: z.string(), zh: z.string() }),
  /** Values it takes, in words of a grammar; null when it takes none. */
  accepted: z.string().nullable(),
  fallback: z.string().nullable(),
});
export type SimulatedFault = z.output<typeof simulatedFault>;

const saved = z.object({
  ok: z.literal(true),
  stored: storedProfileSchema,
  changes: z.array(profileChangeSchema).readonly(),
});
const invalid = z.object({ ok: z.literal(false), faults: z.array(profileFaultSchema).readonly() });

/** Why nothing was sent by hand. */
const consoleFault = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('address'), fault: portFault }),
  /** The port has a run on it that is not paused. */
  z.object({ kind: z.literal('bay_taken'), runId: z.string() }),
  /** `entry` counts from 0. */
  z.object({ kind: z.literal('not_sendable'), entry: z.number() }),
  z.object({ kind: z.literal('record'), fault: recordFaultSchema }),
  /** `waiting`: what was sent before is not done yet. */
  z.object({ kind: z.enum(['waiting', 'closed']) }),
]);
export type ConsoleFault = z.output<typeof consoleFault>;

const consoleReply = z.union([z.object({ ok: z.literal(true), runId: z.string() }), refused(consoleFault)]);

export const contract = {
  station: {
    follow: oc.output(eventIterator(stationNewsSchema)),
    faults: oc.output(z.array(simulatedFault).readonly()),
    /** Why a text can be no port's address; null when it can. */
    checkAddress: oc.input(z.object({ address: text })).output(portFault.nullable()),
  },
  settings: {
    change: oc.input(settingsChangeSchema).output(z.union([ok, refused(storeFault)])),
  },
  profiles: {
    save: oc
      .input(z.object({ id: id.nullable(), profile: z.unknown(), secrets: secretChangesSchema }))
      .output(z.union([saved, invalid, refused(storeFault)])),
    duplicate: oc.input(z.object({ id, name: text })).output(z.union([saved, invalid, refused(storeFault)])),
    remove: oc.input(z.object({ id })).output(z.union([ok, refused(storeFault)])),
    import: oc
      .input(z.object({ text: z.string().max(1024 * 1024) }))
      .output(z.union([saved, invalid, refused(storeFault)])),
    export: oc
      .input(z.object({ id, withSecrets: z.boolean() }))
      .output(
        z.union([
          z.object({ ok: z.literal(true), fileName: z.string(), text: z.string() }),
          refused(storeFault),
        ]),
      ),
  },
  runs: {
    start: oc
      .input(
        z.object({
          port: text,
          profileId: id,
          unit: text.nullable(),
          operator: text.nullable(),
          fromStep: stepNumber,
          singleStep: z.boolean(),
          /** One step at a time, but only behind this one. */
          pauseBehind: stepNumber.nullable().default(null),
          /** What this run does otherwise than the stored profile. */
          changes: z.array(fieldChangeSchema).max(16).readonly().default([]),
          /** A PIN for this run alone, entered once. */
          pin: z.string().max(16).nullable().default(null),
          /** A rung of the recovery ladder to be climbed before the first step. */
          recovery: z.enum(RECOVERY_LEVELS).nullable().default(null),
        }),
      )
      .output(z.union([z.object({ ok: z.literal(true), runId: z.string() }), refused(startFault)])),
    /** Ends a run in order; asked again, at once. */
    stop: oc.input(z.object({ runId: id })).output(ok),
    /** Asks a run to pause when the step under way is over; 11 to 13 are never parted. */
    pause: oc.input(z.object({ runId: id })).output(ok),
    /** Lets a paused run go on. What is still queued by hand is dropped, what is under way is waited for. */
    next: oc.input(z.object({ runId: id })).output(ok),
    list: oc.input(z.object({ limit: z.int().min(1).max(500), before: id.nullable() })).output(
      z.union([
        z.object({
          ok: z.literal(true),
          runs: z.array(runSummarySchema).readonly(),
          damaged: z.array(z.string()).readonly(),
        }),
        refused(recordFaultSchema),
      ]),
    ),
    open: openRun,
    /** Tells whenever the record of a run has grown, at most once a frame; ends when the run is over. */
    heads: oc.input(z.object({ runId: id })).output(eventIterator(runHeadSchema)),
    page: oc
      .input(
        z.object({
          runId: id,
          afterSeq: z.int().min(0),
          afterOrdinal: z.int().min(0),
          limit: z.int().min(1).max(2000),
          /** With the bytes; without them `afterOrdinal` comes back as it was. */
          trace: z.boolean().default(true),
        }),
      )
      .output(z.union([z.object({ ok: z.literal(true), page: runPageSchema }), refused(recordFaultSchema)])),
    /** What a run on a replayed recording does otherwise than the recording. */
    difference: oc
      .input(z.object({ runId: id }))
      .output(
        z.union([
          z.object({ ok: z.literal(true), difference: runDifferenceSchema }),
          z.object({ ok: z.literal(false), reason: z.enum([...RECORDING_FAULTS, 'no_replay']) }),
        ]),
      ),
  },
  log: logContract,
  history: historyContract,
  exports: exportsContract,
  keeping: keepingContract,
  listening: {
    /** Listens to the lines between a module and its own controller until the run is stopped; nothing is sent. */
    start: oc
      .input(
        z.object({
          /** Carries what the controller sends; null when nobody listens there. */
          commandsPort: text.nullable(),
          answersPort: text.nullable(),
          baudRate: z.int().min(300).max(4_000_000),
        }),
      )
      .output(z.union([z.object({ ok: z.literal(true), runId: z.string() }), refused(listeningFault)])),
  },
  console: {
    /**
     * Sends what was typed, one after the other, on a port without a run or into a run that is paused; the answers are
     * in the log of that run or of the console's own.
     */
    send: oc
      .input(
        z.object({
          port: text,
          profileId: id.nullable(),
          entries: z.array(typedEntrySchema).min(1).max(200).readonly(),
        }),
      )
      .output(consoleReply),
    /** Drops what is still queued; the command under way is waited for. */
    cancel: oc.input(z.object({ port: text })).output(ok),
    /** Sets a tool to work on a port without a run. */
    tool: oc
      .input(z.object({ port: text, profileId: id.nullable(), tool: portToolSchema }))
      .output(consoleReply),
    /** Gives the port back. */
    close: oc.input(z.object({ port: text })).output(ok),
  },
  broker: {
    /** The broker of a stored profile as this computer sees it; a session is opened on it and left at once. */
    check: oc
      .input(z.object({ profileId: id, port: text }))
      .output(z.union([z.object({ ok: z.literal(true), check: brokerCheckSchema }), refused(brokerRefusal)])),
  },
  /** A log of another program, a record or a pack of this one, sent piece by piece and read as runs in no record. */
  logs: {
    begin: oc
      .input(z.object({ fileName: z.string().min(1).max(255) }))
      .output(z.object({ ok: z.literal(true), id: z.string() })),
    /** The next bytes, in base 64; answered when they are read. */
    chunk: oc
      .input(z.object({ id, bytes: z.string().max(Math.ceil(LOG_CHUNK_BYTES / 3) * 4) }))
      .output(z.union([ok, refused(logFaultSchema)])),
    /** The file is complete; its runs can be followed like any other. */
    end: oc.input(z.object({ id })).output(
      z.union([
        z.object({
          ok: z.literal(true),
          /** The first of its runs. */
          runId: z.string(),
          lines: factLinesSchema,
          origin: openedOriginSchema,
          runs: z.array(openedRunRowSchema).readonly(),
        }),
        refused(logFaultSchema),
      ]),
    ),
    cancel: oc.input(z.object({ id })).output(ok),
  },
  files: {
    /** Saves a text where the user says; for shells with a dialog of their own. */
    save: oc
      .input(z.object({ fileName: z.string().max(255), text: z.string().max(16 * 1024 * 1024) }))
      .output(saveReply),
    /** Shows a file that was saved here in the system's file manager. */
    reveal: oc.input(z.object({ path: text })).output(z.object({ ok: z.boolean() })),
  },
};

export type Contract = typeof contract;
