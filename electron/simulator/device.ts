import type { Argument } from './arguments.ts';
import type { Command } from './command-line.ts';
import type { Hits } from './fault-injector.ts';
import type { Identity } from './identity.ts';
import type { MessageCache } from './message-cache.ts';
import type { MqttLink } from './mqtt-link.ts';
import type { Pdp } from './pdp.ts';
import type { Radio } from './radio.ts';
import type { Reply } from './reply.ts';
import type { Settings } from './settings.ts';
import type { Words } from './words.ts';

/** The module as its command handlers see it. */
export interface Device {
  readonly identity: Identity;
  readonly radio: Radio;
  readonly pdp: Pdp;
  readonly link: MqttLink;
  readonly cache: MessageCache;
  readonly settings: Settings;
  readonly words: Words;
  /** Bit/s; null = autobaud. */
  readonly baudRate: number | null;
  /** Takes effect after what is being sent now. */
  setBaudRate(rate: number | null): void;
  /** Keeps the current rate for the next power-up. */
  saveBaudRate(): void;
  /** Sends an unsolicited line. */
  report(line: string): void;
  powerOff(): void;
  /** Off and on again by itself. */
  restart(): void;
}

interface Call {
  readonly command: Command;
  /** Parsed arguments of the write form; empty otherwise. */
  readonly args: readonly Argument[];
  readonly hits: Hits;
}

export type Handler = (device: Device, call: Call) => Reply;

/** One command: what it takes, what it does in each of its forms. */
export interface CommandRow {
  /** Processing time in milliseconds at realistic speed. */
  readonly takesMs: number;
  readonly source: string;
  readonly execute?: Handler;
  readonly read?: Handler;
  readonly write?: Handler;
  /** The write form takes its text as it is. */
  readonly freeText?: true;
}

export type CommandRows = Readonly<Record<string, CommandRow>>;
