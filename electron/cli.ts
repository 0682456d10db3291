#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { isStepNumber, type StepNumber } from '../shared/plan.ts';
import { type Language, languageOf, LANGUAGES, translator } from '../shared/messages/index.ts';
import { EXIT } from './cli/exit-status.ts';
import { processOutput } from './cli/output.ts';
import { portsCommand } from './cli/ports-command.ts';
import { type RunOptions, runCommand } from './cli/run-command.ts';
import { listFaultsCommand, type SimulateOptions, simulateCommand } from './cli/simulate-command.ts';
import { defaultDataFolder } from './service/data-folder.ts';
import { VERSION } from './service/version.ts';

/** The command line: the same service for scripts and fixtures. */

const language = chosenLanguage(process.argv);
const say = translator(language);
const output = processOutput(say);

/** `--lang` must be known before the first text is made; the environment decides otherwise (POSIX 8.2). */
function chosenLanguage(argv: readonly string[]): Language {
  const given = argv[argv.indexOf('--lang') + 1];
  if (argv.includes('--lang') && given !== undefined && Object.hasOwn(LANGUAGES, given))
    return languageOf(given);
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return languageOf(LC_ALL || LC_MESSAGES || LANG || '');
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

function stepNumber(text: string): StepNumber {
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  if (!isStepNumber(value)) throw new InvalidArgumentError(say('cli.run.badStep'));
  return value;
}

function tcpPort(text: string): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : 65_536;
  if (value > 65_535) throw new InvalidArgumentError(say('cli.badPort', { value: text }));
  return value;
}

interface RunFlags extends Pick<RunOptions, 'fromStep' | 'events'> {
  readonly port: readonly string[];
  readonly profile: string;
  readonly unit?: string;
  readonly operator?: string;
  readonly singleStep?: true;
  readonly log?: string;
  readonly data?: string;
}

function runOptions(flags: RunFlags): RunOptions {
  return {
    ports: flags.port,
    profilePath: flags.profile,
    unit: flags.unit ?? null,
    operator: flags.operator ?? null,
    fromStep: flags.fromStep,
    singleStep: flags.singleStep ?? false,
    events: flags.events,
    logPath: flags.log ?? null,
    dataFolder: flags.data ?? defaultDataFolder(),
  };
}

/** What is wrong with the options as a whole, or null. */
function runUsageFault({ ports, unit }: RunOptions): string | null {
  if (ports.length === 0) return say('cli.run.noPort');
  const twice = ports.find((port, index) => ports.indexOf(port) !== index);
  if (twice !== undefined) return say('cli.run.samePort', { port: twice });
  return unit !== null && ports.length > 1 ? say('cli.run.unitSeveral') : null;
}

async function run(flags: RunFlags): Promise<number> {
  const options = runOptions(flags);
  const fault = runUsageFault(options);
  if (fault === null) return await runCommand(options, output);
  output.error(fault);
  return EXIT.usage;
}

function createProgram(finish: (status: number) => void): Command {
  const program = new Command('wis800c')
    .description(`${say('product.name')}. ${say('product.purpose')}`)
    .version(VERSION)
    .exitOverride()
    .addOption(new Option('--lang <language>', say('cli.run.lang')).choices(Object.keys(LANGUAGES)));
  const command = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .exitOverride()
      .addOption(new Option('--lang <language>', say('cli.run.lang')).choices(Object.keys(LANGUAGES)));
  command('ports', say('cli.ports'))
    .option('--json', say('cli.ports.json'))
    .option('--follow', say('cli.ports.follow'))
    .action(async (flags: { json?: true; follow?: true }) =>
      finish(await portsCommand(flags.json ?? false, flags.follow ?? false, output)),
    );
  command('run', say('cli.run'))
    .addOption(
      new Option('--port <address>', say('cli.run.port'))
        .argParser(collect)
        .default([])
        .makeOptionMandatory(),
    )
    .requiredOption('--profile <file>', say('cli.run.profile'))
    .option('--unit <serial>', say('cli.run.unit'))
    .option('--operator <name>', say('cli.run.operator'))
    .addOption(new Option('--from-step <number>', say('cli.run.fromStep')).argParser(stepNumber).default(1))
    .option('--single-step', say('cli.run.singleStep'))
    .addOption(
      new Option('--events <kind>', say('cli.run.events')).choices(['jsonl', 'text', 'none']).default('text'),
    )
    .option('--log <file>', say('cli.run.log'))
    .option('--data <folder>', say('cli.run.data'))
    .action(async (flags: RunFlags) => finish(await run(flags)));
  command('simulate', say('cli.simulate'))
    .addOption(new Option('--tcp <port>', say('cli.simulate.tcp')).argParser(tcpPort))
    .option('--pty <path>', say('cli.simulate.pty'))
    .addOption(new Option('--fault <fault>', say('cli.simulate.fault')).argParser(collect).default([]))
    .addOption(
      new Option('--broker <which>', say('cli.simulate.broker'))
        .choices(['embedded', 'real'])
        .default('embedded'),
    )
    .addOption(
      new Option('--speed <speed>', say('cli.simulate.speed'))
        .choices(['realistic', 'instant'])
        .default('realistic'),
    )
    .option('--list-faults', say('cli.simulate.listFaults'))
    .action(async (flags: SimulateFlags) => {
      if (flags.listFaults) finish(listFaultsCommand(output, language));
      else finish(await simulateCommand(simulateOptions(flags), output));
    });
  return program;
}

interface SimulateFlags {
  readonly tcp?: number;
  readonly pty?: string;
  readonly fault: readonly string[];
  readonly broker: string;
  readonly speed: string;
  readonly listFaults?: true;
}

function simulateOptions({ tcp, pty, fault, broker, speed }: SimulateFlags): SimulateOptions {
  return { tcp: tcp ?? null, pty: pty ?? null, faults: fault, broker, speed };
}

try {
  await createProgram((status) => {
    process.exitCode = status;
  }).parseAsync();
} catch (fault) {
  if (!(fault instanceof CommanderError)) throw fault;
  // Commander has said what is wrong; help and version are no fault.
  process.exitCode = fault.exitCode === 0 ? EXIT.passed : EXIT.usage;
}
