import { dayRange } from '../../shared/local-time.ts';
import { type Language, LANGUAGE_NAMES } from '../../shared/messages/language.ts';
import { FORMATS, type WrittenFormat } from '../exports/formats.ts';
import { defaultDataFolder } from '../service/data-folder.ts';
import { chosenLanguage } from './language.ts';

/** The options of `records export` as they were typed. */
export interface ExportFlags {
  readonly format?: string | undefined;
  readonly out?: string | undefined;
  readonly data?: string | undefined;
  readonly day?: string | undefined;
  readonly lang?: string | undefined;
  readonly all?: boolean | undefined;
  readonly bom?: boolean | undefined;
}

/** What `records export` is to do. */
export interface ExportAsked {
  readonly what: RunsAsked;
  readonly format: WrittenFormat;
  /** Null: standard output. */
  readonly out: string | null;
  readonly bom: boolean;
  readonly dataFolder: string;
  /** Asked when there is something to say: what the system is set to takes room to be found out. */
  readonly language: () => Language;
}

export type RunsAsked =
  /** Ids, or what they begin with. */
  | { readonly kind: 'named'; readonly names: readonly string[] }
  | { readonly kind: 'period'; readonly fromMs: number | null; readonly toMs: number | null };

export type ExportFlagsRead =
  | { readonly ok: true; readonly asked: ExportAsked }
  /** What is wrong with them as a whole. */
  | { readonly ok: false; readonly fault: 'which' | 'day' | 'format' | 'empty' | 'language' | 'terminal' };

/** The formats by the names that `--format` takes. */
export const FORMAT_NAMES: readonly string[] = Object.keys(FORMATS);

const DEFAULT_FORMAT = 'text';

export function readExportFlags(flags: ExportFlags, names: readonly string[]): ExportFlagsRead {
  const { format = DEFAULT_FORMAT, out = '-', data, day, lang, all = false, bom = false } = flags;
  if ([...names, format, out, data, day].includes('')) return { ok: false, fault: 'empty' };
  if (lang !== undefined && !LANGUAGE_NAMES.some((known) => known === lang))
    return { ok: false, fault: 'language' };
  if (!isFormat(format)) return { ok: false, fault: 'format' };
  const ways = Number(names.length > 0) + Number(day !== undefined) + Number(all);
  if (ways !== 1) return { ok: false, fault: 'which' };
  // Its bytes are no text, and some of them steer a terminal.
  if (format === 'pack' && out === '-' && process.stdout.isTTY) return { ok: false, fault: 'terminal' };
  const period = day === undefined ? { fromMs: null, toMs: null } : dayRange(day);
  if (period === null) return { ok: false, fault: 'day' };
  return {
    ok: true,
    asked: {
      what: names.length > 0 ? { kind: 'named', names } : { kind: 'period', ...period },
      format,
      out: out === '-' ? null : out,
      bom,
      dataFolder: data ?? defaultDataFolder(),
      language: () => chosenLanguage(process.argv, process.env),
    },
  };
}

function isFormat(name: string): name is WrittenFormat {
  return Object.hasOwn(FORMATS, name);
}
