import { Command, CommanderError } from 'commander';
import { isStepNumber, type StepNumber } from '../../shared/plan.ts';
import { type FieldChange, TRIABLE_FIELDS, typedChange } from '../../shared/profile-change.ts';
import { RECOVERY_LEVELS, type RecoveryLevel } from '../../shared/recovery.ts';
import { LANGUAGES, translator } from '../../shared/messages/index.ts';
import { EXIT } from './exit-status.ts';
import { chosenLanguage } from './language.ts';
import { processOutput } from './output.ts';
import { addRecordsCommands } from './records-program.ts';
import { type RecordsWords, recordsWords } from './records-words.ts';
import type { RunOptions } from './run-command.ts';
import type { SimulateOptions } from './simulate-command.ts';
import { choiceOption, localise, textOption, UsageFault, valueOption } from './usage.ts';
import { defaultDataFolder } from '../service/data-folder.ts';
import { VERSION } from '../service/version.ts';

/** The commands, their options and their help. What a command needs is loaded when it is carried out. */

const language = chosenLanguage(process.argv, process.env);
const say = translator(language);
const output = processOutput(say);

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

function fieldChange(text: string, before: readonly FieldChange[]): readonly FieldChange[] {
  const change = typedChange(text);
  if (change === null) throw new UsageFault(say('cli.run.badTry', { fields: TRIABLE_FIELDS.join(', ') }));
  const { field } = change;
  if (before.some((each) => each.field === field)) throw new UsageFault(say('cli.run.tryTwice', { field }));
  return [...before, change];
}

function stepNumber(text: string): StepNumber {
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  if (!isStepNumber(value)) throw new UsageFault(say('cli.run.badStep'));
  return value;
}

function tcpPort(text: string): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : 65_536;
  if (value > 65_535) throw new UsageFault(say('cli.badPort', { value: text }));
  return value;
}

interface RunFlags extends Pick<RunOptions, 'fromStep' | 'events'> {
  readonly port: readonly string[];
  readonly profile?: string;
  readonly unit?: string;
  readonly operator?: string;
  readonly singleStep?: true;
  readonly try: readonly FieldChange[];
  readonly recover?: RecoveryLevel;
  readonly pinFile?: string;
  readonly log?: string;
  readonly data?: string;
  readonly sessionLog: boolean;
}

/** @throws UsageFault for what is wrong with the options as a whole. */
function runOptions({ port: ports, profile, ...flags }: RunFlags): RunOptions {
  if (ports.length === 0) throw new UsageFault(say('cli.run.noPort'));
  if (profile === undefined) throw new UsageFault(say('cli.run.noProfile'));
  const twice = ports.find((port, index) => ports.indexOf(port) !== index);
  if (twice !== undefined) throw new UsageFault(say('cli.run.samePort', { port: twice }));
  if (flags.unit !== undefined && ports.length > 1) throw new UsageFault(say('cli.run.unitSeveral'));
  return {
    ports,
    profilePath: profile,
    unit: flags.unit ?? null,
    operator: flags.operator ?? null,
    fromStep: flags.fromStep,
    singleStep: flags.singleStep ?? false,
    changes: flags.try,
    recovery: flags.recover ?? null,
    pinPath: flags.pinFile ?? null,
    events: flags.events,
    logPath: flags.log ?? null,
    dataFolder: flags.data ?? defaultDataFolder(),
    sessionLog: flags.sessionLog,
  };
}

interface ServeFlags {
  readonly port: number;
  readonly open?: boolean;
  readonly data?: string;
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

const text = (flags: string, description: string) => textOption(say, flags, description);
const several = (flags: string, description: string) =>
  valueOption(say, flags, description, collect).default([]);
const choice = (flags: string, description: string, words: readonly string[]) =>
  choiceOption(say, flags, description, words);
const languageOption = () => choice('--lang <language>', say('cli.run.lang'), Object.keys(LANGUAGES));

function createProgram(words: RecordsWords, finish: (status: number) => void): Command {
  const program = localise(new Command('wis800c'), say)
    .description(`${say('product.name')}. ${say('product.purpose')}`)
    .version(VERSION, '-V, --version', say('cli.help.version'))
    .helpCommand('help [command]', say('cli.help.helpCommand'))
    .addOption(languageOption());
  const commandOf = (parent: Command, name: string, description: string) =>
    localise(parent.command(name), say).description(description).addOption(languageOption());
  const command = (name: string, description: string) => commandOf(program, name, description);
  command('ports', say('cli.ports'))
    .option('--json', say('cli.ports.json'))
    .option('--follow', say('cli.ports.follow'))
    .action(async (flags: { json?: true; follow?: true }) => {
      const { portsCommand } = await import('./ports-command.ts');
      finish(await portsCommand(flags.json ?? false, flags.follow ?? false, output));
    });
  command('run', say('cli.run'))
    .addOption(several('--port <address>', say('cli.run.port')))
    .addOption(text('--profile <file>', say('cli.run.profile')))
    .addOption(text('--unit <serial>', say('cli.run.unit')))
    .addOption(text('--operator <name>', say('cli.run.operator')))
    .addOption(valueOption(say, '--from-step <number>', say('cli.run.fromStep'), stepNumber).default(1))
    .option('--single-step', say('cli.run.singleStep'))
    .addOption(valueOption(say, '--try <change>', say('cli.run.try'), fieldChange).default([]))
    .addOption(choice('--recover <level>', say('cli.run.recover'), RECOVERY_LEVELS))
    .addOption(text('--pin-file <file>', say('cli.run.pinFile')))
    .addOption(choice('--events <kind>', say('cli.run.events'), ['jsonl', 'text', 'none']).default('text'))
    .addOption(text('--log <file>', say('cli.run.log')))
    .addOption(text('--data <folder>', say('cli.run.data')))
    .option('--no-session-log', say('keeping.cli.noLog'))
    .action(async (flags: RunFlags) => {
      const options = runOptions(flags);
      const { runCommand } = await import('./run-command.ts');
      finish(await runCommand(options, output));
    });
  command('diagnose', say('cli.diagnose'))
    .argument('<file>', say('cli.diagnose.file'))
    .option('--json', say('cli.diagnose.json'))
    .action(async (path: string, { json = false }: { json?: boolean }) => {
      const { diagnoseCommand } = await import('./diagnose-command.ts');
      finish(await diagnoseCommand({ path, json }, output));
    });
  command('serve', say('cli.serve'))
    .addOption(valueOption(say, '--port <number>', say('cli.serve.port'), tcpPort).default(0))
    .option('--open', say('cli.serve.open'))
    .addOption(text('--data <folder>', say('cli.serve.data')))
    .action(async ({ port, open = false, data: dataFolder = defaultDataFolder() }: ServeFlags) => {
      // The other commands start without what only this one needs.
      const { serveCommand } = await import('./serve-command.ts');
      finish(await serveCommand({ port, open, dataFolder }, output));
    });
  command('simulate', say('cli.simulate'))
    .addOption(valueOption<number | undefined>(say, '--tcp <port>', say('cli.simulate.tcp'), tcpPort))
    .addOption(text('--pty <path>', say('cli.simulate.pty')))
    .addOption(several('--fault <fault>', say('cli.simulate.fault')))
    .addOption(
      choice('--broker <which>', say('cli.simulate.broker'), ['embedded', 'real']).default('embedded'),
    )
    .addOption(
      choice('--speed <speed>', say('cli.simulate.speed'), ['realistic', 'instant']).default('realistic'),
    )
    .option('--list-faults', say('cli.simulate.listFaults'))
    .action(async (flags: SimulateFlags) => {
      const { listFaultsCommand, simulateCommand } = await import('./simulate-command.ts');
      if (flags.listFaults) finish(listFaultsCommand(output, language));
      else finish(await simulateCommand(simulateOptions(flags), output));
    });
  addRecordsCommands(program, words, { output, language, commandOf, finish });
  return program;
}

/** Carries out what the command line asks for; resolves with the exit status. */
export async function runProgram(): Promise<number> {
  let status: number = EXIT.errored;
  try {
    const words = await recordsWords(language);
    const program = createProgram(words, (ended) => {
      status = ended;
    });
    await program.parseAsync();
    return status;
  } catch (fault) {
    if (fault instanceof UsageFault) output.error(fault.message);
    else if (!(fault instanceof CommanderError)) throw fault;
    // Help and version are no fault; without a command the help says what is missing.
    const asked = fault instanceof CommanderError && fault.exitCode === 0;
    return asked ? EXIT.passed : EXIT.usage;
  }
}
