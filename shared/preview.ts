import type { Argument, Command } from './command-line.ts';
import type { NotApplicableReason } from './outcome.ts';
import { PLACEHOLDERS } from './placeholders.ts';
import { type StepId, type StepNumber, STEPS } from './plan.ts';
import type { ProfileFault, ProfileRule } from './profile-rules.ts';
import type { Profile } from './profile.ts';
import { STEP_COMMANDS, SURROUNDING_COMMANDS } from './step-commands.ts';
import { toHex } from './utf8.ts';

/**
 * What a run with a profile will send, piece by piece, for showing it beside the form. Unlike the writer of command
 * lines it takes values that cannot be sent, and tells which characters are at fault. No secret is in it.
 */

export interface PreviewPiece {
  readonly text: string;
  /** The field the text comes from; null for what is the same in every profile. */
  readonly field: string | null;
  /** Cannot be sent as it stands. */
  readonly rejected: boolean;
}

/** Lines between the steps that depend on the profile. */
export type Interlude = 'sim_asks' | 'will_encoding' | 'give_up_topic' | 'power_off';

export interface PreviewLine {
  readonly step: StepNumber;
  /** Null for the command of the step itself. */
  readonly interlude: Interlude | null;
  /** Why the step is left out or has nothing to do; there are no pieces then. */
  readonly absent: 'switched_off' | NotApplicableReason | null;
  readonly pieces: readonly PreviewPiece[];
  /** The line as a whole is longer than a module takes. */
  readonly tooLong: boolean;
}

export interface PreviewSource {
  /** Values as they were typed, also refused ones; a secret that is set is any text that is not empty. */
  readonly profile: Profile;
  readonly faults: readonly ProfileFault[];
  /** What was typed where a number belongs and none can be read, by field. */
  readonly typed: Readonly<Record<string, string>>;
}

export const HIDDEN = '•••';

/** The 19 steps in order, with the lines between them. */
export function previewLines(source: PreviewSource): readonly PreviewLine[] {
  return STEPS.flatMap(({ id, number }) => {
    const absent = absentReason(id, source.profile);
    const line = (command: Command, interlude: Interlude | null): PreviewLine => ({
      step: number,
      interlude,
      absent: null,
      pieces: piecesOf(command, source),
      tooLong: interlude === null && isTooLong(id, source.faults),
    });
    const own: PreviewLine =
      absent === null
        ? line(STEP_COMMANDS[id](source.profile), null)
        : { step: number, interlude: null, absent, pieces: [], tooLong: false };
    const { before, after } = interludes(id, source.profile);
    return [
      ...before.map(([interlude, command]) => line(command, interlude)),
      own,
      ...after.map(([interlude, command]) => line(command, interlude)),
    ];
  });
}

/** A line as text. */
export function previewText({ pieces }: PreviewLine): string {
  return pieces.map(({ text }) => text).join('');
}

function absentReason(id: StepId, profile: Profile): PreviewLine['absent'] {
  const { optionalSteps, messages, after } = profile;
  if (id === 'echo_off' && !optionalSteps.echoOff) return 'switched_off';
  if (id === 'fix_baud' && !optionalSteps.fixBaud) return 'switched_off';
  if (id === 'read_cache' && messages.delivery === 'direct') return 'delivered_directly';
  if (id === 'mqtt_close' && after === 'stay-online') return 'stays_online';
  return null;
}

type Interludes = readonly (readonly [Interlude, Command])[];

function interludes(id: StepId, profile: Profile): { before: Interludes; after: Interludes } {
  const { sim, mqtt, after } = profile;
  if (id === 'sim_check' && sim.pin !== '')
    return { before: [], after: [['sim_asks', SURROUNDING_COMMANDS.enterPin(sim.pin)]] };
  // A will is taken in the encoding in force (protocol.md 1.3 card 12).
  if (id === 'mqtt_auth_cfg' && mqtt.will !== null)
    return { before: [['will_encoding', STEP_COMMANDS.payload_mode(profile)]], after: [] };
  if (id === 'mqtt_close' && after !== 'stay-online')
    return {
      before: [['give_up_topic', SURROUNDING_COMMANDS.unsubscribe(profile)]],
      after: after === 'power-off' ? [['power_off', SURROUNDING_COMMANDS.powerDown()]] : [],
    };
  return { before: [], after: [] };
}

/** The field that is blamed when a step's line is too long, as `profile-rules.ts` blames it. */
const BLAMED: Readonly<Partial<Record<StepId, string>>> = {
  set_apn: 'apn.name',
  broker_connect: 'broker.host',
  mqtt_client_cfg: 'mqtt.clientId',
  mqtt_auth_cfg: 'mqtt',
  subscribe: 'subscribe.topic',
  publish: 'publish.payload',
};

function isTooLong(id: StepId, faults: readonly ProfileFault[]): boolean {
  return faults.some(({ path, rule }) => rule === 'line_too_long' && path === BLAMED[id]);
}

const fixed = (text: string): PreviewPiece => ({ text, field: null, rejected: false });

function piecesOf({ name, nameField, args, tail }: Command, source: PreviewSource): readonly PreviewPiece[] {
  const head: PreviewPiece = { text: name, field: nameField ?? null, rejected: false };
  const values = args.flatMap((argument, index) => [
    fixed(index === 0 ? '=' : ','),
    ...argumentPieces(argument, source),
  ]);
  return [head, ...values, ...(tail === undefined ? [] : [fixed(tail)])];
}

function argumentPieces(argument: Argument, source: PreviewSource): readonly PreviewPiece[] {
  const field = argument.field ?? null;
  const quote = argument.kind === 'number' ? '' : '"';
  const { prefix, value } = valueOf(argument, source);
  const rule = ruleBroken(field, source);
  // Something must stand there to be marked.
  if (value === '' && rule !== null) return [{ text: quote === '' ? '?' : '""', field, rejected: true }];
  return [
    ...(quote === '' ? [] : [fixed(quote)]),
    ...(prefix === '' ? [] : [{ text: prefix, field: 'broker.sslPrefix', rejected: false }]),
    ...marked(value, argument.kind === 'secret' && rule !== null ? 'whole' : rule).map((span) => ({
      field,
      text: visible(span.text),
      rejected: span.rejected,
    })),
    ...(quote === '' ? [] : [fixed(quote)]),
  ];
}

function valueOf(argument: Argument, { profile, typed }: PreviewSource): { prefix: string; value: string } {
  const field = argument.field ?? '';
  const { broker, mqtt, publish, messages } = profile;
  if (argument.kind === 'secret') return { prefix: '', value: argument.value === '' ? '' : HIDDEN };
  if (Object.hasOwn(typed, field)) return { prefix: '', value: typed[field] ?? '' };
  const written = String(argument.value);
  if (field === 'broker.host')
    return { prefix: written.slice(0, written.length - broker.host.length), value: broker.host };
  if (messages.encoding === 'hex' && field === 'publish.payload')
    return { prefix: '', value: hexWithPlaceholders(publish.payload) };
  if (messages.encoding === 'hex' && field === 'mqtt.will.payload')
    return { prefix: '', value: hexWithPlaceholders(mqtt.will?.payload ?? '') };
  return { prefix: '', value: written };
}

const KNOWN_PLACEHOLDER = new RegExp(`(\\{(?:${PLACEHOLDERS.join('|')})\\})`);

/** HEX of a payload; a placeholder stays readable, its digits are known in the run only. */
export function hexWithPlaceholders(payload: string): string {
  return payload
    .split(KNOWN_PLACEHOLDER)
    .map((part, index) => (index % 2 === 1 ? part : toHex(part)))
    .join('');
}

function ruleBroken(field: string | null, { faults, typed }: PreviewSource): ProfileRule | 'whole' | null {
  if (field === null) return null;
  if (Object.hasOwn(typed, field)) return 'whole';
  return faults.find(({ path }) => path === field)?.rule ?? null;
}

/** The characters that break a rule. A rule that is not here is broken by the value as a whole. */
const CULPRITS: Readonly<Partial<Record<ProfileRule, RegExp>>> = {
  quote: /(["\u201c\u201d\u201e\u2033\uff02]+)/,
  line_break: /([\r\n]+)/,
  nul: /(\0+)/,
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  control_character: /([\u0000-\u001f\u007f]+)/,
  unknown_placeholder: new RegExp(`(\\{(?!(?:${PLACEHOLDERS.join('|')})\\})\\w+\\})`),
  host_scheme: /^([a-z]+:\/\/)/i,
  host_characters: /([\s/?#@,]+)/,
  topic_wildcard: /([+#]+)/,
  filter_wildcard: /((?<=[^/])[+#]|\+(?=[^/])|#(?=.))/,
};

interface Span {
  readonly text: string;
  readonly rejected: boolean;
}

function marked(value: string, rule: ProfileRule | 'whole' | null): readonly Span[] {
  // The line is too long, not the value wrong.
  if (rule === null || rule === 'line_too_long')
    return value === '' ? [] : [{ text: value, rejected: false }];
  const culprit = rule === 'whole' ? undefined : CULPRITS[rule];
  if (culprit === undefined) return [{ text: value, rejected: true }];
  return value
    .split(culprit)
    .map((text, index) => ({ text, rejected: index % 2 === 1 }))
    .filter(({ text }) => text !== '');
}

/** Control characters as the pictures Unicode has for them. */
function visible(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  return text.replace(/[\u0000-\u001f\u007f]/g, (character) => {
    const code = character.charCodeAt(0);
    return String.fromCharCode(code === 0x7f ? 0x2421 : 0x2400 + code);
  });
}
