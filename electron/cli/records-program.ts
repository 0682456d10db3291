import type { Command } from 'commander';
import { LISTED_OUTCOMES, LONGEST_SEARCH, type RunQuery, EVERY_RUN } from '../../shared/history.ts';
import { dayRange } from '../../shared/local-time.ts';
import type { Language } from '../../shared/messages/index.ts';
import { isStepNumber, type StepNumber } from '../../shared/plan.ts';
import { defaultDataFolder } from '../service/data-folder.ts';
import type { Output } from './output.ts';
import { type ExportFlags, FORMAT_NAMES, readExportFlags } from './records-export-flags.ts';
import type { RecordsWords } from './records-words.ts';
import { choiceOption, textOption, UsageFault, valueOption } from './usage.ts';

/** What the commands of the program have in common. */
export interface ProgramParts {
  readonly output: Output;
  readonly language: Language;
  /** Makes a command of this name below another one. */
  readonly commandOf: (parent: Command, name: string, description: string) => Command;
  readonly finish: (status: number) => void;
}

interface ListFlags {
  readonly json?: boolean;
  readonly search?: string;
  readonly outcome: readonly Outcome[];
  readonly step?: StepNumber;
  readonly from?: number;
  readonly to?: number;
  readonly limit?: number;
  readonly data?: string;
}

type Outcome = (typeof LISTED_OUTCOMES)[number];

/** Adds `records list|show|export`. */
export function addRecordsCommands(program: Command, words: RecordsWords, parts: ProgramParts): void {
  const { output, language, commandOf, finish } = parts;
  const { say } = output;
  const records = commandOf(program, 'records', words('records')).helpCommand(
    'help [command]',
    say('cli.help.helpCommand'),
  );
  const dataOption = () => textOption(say, '--data <folder>', say('cli.run.data'));
  const outcome = (text: string, before: readonly Outcome[]): readonly Outcome[] => {
    const known = LISTED_OUTCOMES.find((each) => each === text);
    if (known === undefined)
      throw new UsageFault(words('records.badOutcome', { outcomes: LISTED_OUTCOMES.join(', ') }));
    return [...before, known];
  };
  commandOf(records, 'list', words('records.list'))
    .option('--json', words('records.list.json'))
    .addOption(valueOption(say, '--search <text>', words('records.search'), searchText(words)))
    .addOption(valueOption(say, '--outcome <word>', outcomeHelp(words), outcome).default([]))
    .addOption(valueOption(say, '--step <number>', words('records.step'), stepNumber(words)))
    .addOption(valueOption(say, '--from <date>', words('records.from'), moment(words, 'fromMs')))
    .addOption(valueOption(say, '--to <date>', words('records.to'), moment(words, 'toMs')))
    .addOption(valueOption(say, '--limit <number>', words('records.limit'), limit(words)))
    .addOption(dataOption())
    .action(async ({ json = false, limit: most, data: dataFolder, ...flags }: ListFlags) => {
      const { listCommand } = await import('./records-list.ts');
      const options = { query: queryOf(flags), json, limit: most ?? null, language };
      finish(await listCommand({ ...options, dataFolder: dataFolder ?? defaultDataFolder() }, output, words));
    });
  commandOf(records, 'show', words('records.show'))
    .argument('<run>', words('records.run'))
    .option('--json', say('cli.diagnose.json'))
    .addOption(dataOption())
    .action(async (name: string, { json = false, data }: { json?: boolean; data?: string }) => {
      const { showCommand } = await import('./records-show.ts');
      const dataFolder = data ?? defaultDataFolder();
      finish(await showCommand({ name, json, dataFolder, language }, output, words));
    });
  commandOf(records, 'export', words('records.export'))
    .argument('[run...]', words('records.export.run'))
    .addOption(textOption(say, '--day <date>', words('records.export.day')))
    .option('--all', words('records.export.all'))
    .addOption(
      choiceOption(say, '--format <format>', words('records.export.format'), FORMAT_NAMES).default('text'),
    )
    .addOption(textOption(say, '--out <file>', words('records.export.out')).default('-'))
    .option('--bom', words('records.export.bom'))
    .addOption(dataOption())
    .action(async (names: readonly string[], flags: ExportFlags) => {
      const read = readExportFlags(flags, names);
      if (!read.ok) throw new UsageFault(words(`records.export.bad.${read.fault}`));
      const { exportCommand } = await import('./records-export.ts');
      finish(await exportCommand(read.asked));
    });
}

function outcomeHelp(words: RecordsWords): string {
  return words('records.outcome', { outcomes: LISTED_OUTCOMES.join(', ') });
}

function queryOf({ search, outcome, step, from, to }: Omit<ListFlags, 'json' | 'limit' | 'data'>): RunQuery {
  return {
    ...EVERY_RUN,
    search: search ?? '',
    outcomes: outcome,
    step: step ?? null,
    fromMs: from ?? null,
    toMs: to ?? null,
  };
}

function searchText(words: RecordsWords): (text: string) => string | undefined {
  return (text) => {
    if (text.length > LONGEST_SEARCH)
      throw new UsageFault(words('records.longSearch', { most: LONGEST_SEARCH }));
    return text;
  };
}

function stepNumber(words: RecordsWords): (text: string) => StepNumber | undefined {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : 0;
    if (!isStepNumber(value)) throw new UsageFault(words('records.badStep'));
    return value;
  };
}

function limit(words: RecordsWords): (text: string) => number | undefined {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
    if (value === 0) throw new UsageFault(words('records.badLimit'));
    return value;
  };
}

/** A moment of ISO 8601, by the clock on the wall where it names no zone. */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?$/;

/** A calendar day, of which it takes the beginning or the end, or a moment. */
function moment(words: RecordsWords, end: 'fromMs' | 'toMs'): (text: string) => number | undefined {
  return (text) => {
    const ms = dayRange(text)?.[end] ?? (MOMENT.test(text) ? Date.parse(text) : Number.NaN);
    if (Number.isNaN(ms)) throw new UsageFault(words('records.badDate', { date: text }));
    return ms;
  };
}
