import { type Argument, type Command, type CommanderError, type Help, Option } from 'commander';
import type { Translate } from '../../shared/messages/index.ts';
import { columns } from './columns.ts';

/** A command line that cannot be carried out; the message is for the person who typed it. */
export class UsageFault extends Error {}

/** Has commander speak the user's language: its fixed words in help, and its complaints as `UsageFault`. */
export function localise(command: Command, say: Translate): Command {
  return command
    .optionsGroup(say('cli.help.options'))
    .helpOption('-h, --help', say('cli.help.help'))
    .commandsGroup(say('cli.help.commands'))
    .configureHelp(helpWording(say))
    .configureOutput({ outputError: () => {} })
    .exitOverride((ending) => {
      const text = complaint(say, command, ending);
      throw text === null ? ending : new UsageFault(text);
    });
}

/** An option with a value, never an empty one; `read` gives what it means and what stood there before. */
export function valueOption<Value>(
  say: Translate,
  flags: string,
  description: string,
  read: (text: string, before: Value) => Value,
): Option {
  const option = new Option(flags, description);
  return option.argParser<Value>((text, before) => {
    if (text.trim() === '') throw new UsageFault(say('cli.emptyValue', { option: nameOf(option) }));
    return read(text, before);
  });
}

/** An option with any text for its value. */
export function textOption(say: Translate, flags: string, description: string): Option {
  return valueOption<string>(say, flags, description, (text) => text);
}

/** An option whose value is one of a few words. */
export function choiceOption(
  say: Translate,
  flags: string,
  description: string,
  words: readonly string[],
): Option {
  const option: Option = valueOption<string>(say, flags, description, (value) => {
    if (words.includes(value)) return value;
    const choices = words.join(', ');
    throw new UsageFault(say('cli.unknownChoice', { option: nameOf(option), choices, value }));
  });
  return option;
}

const nameOf = (option: Option): string => option.long ?? option.flags;

function helpWording(say: Translate): Partial<Help> {
  return {
    displayWidth: columns,
    // Headings that commander has no setting for.
    styleTitle: (title) => {
      if (title === 'Usage:') return say('cli.help.usage');
      return title === 'Arguments:' ? say('cli.help.arguments') : title;
    },
    commandUsage: (command) => {
      const next = command.commands.length > 0 ? [`[${say('cli.help.command')}]`] : [];
      return [
        pathOf(command),
        `[${say('cli.help.option')}]`,
        ...command.registeredArguments.map(argumentTerm),
        ...next,
      ].join(' ');
    },
    subcommandTerm: (command) => command.name(),
    optionDescription: ({ description, defaultValue }: { description: string; defaultValue?: unknown }) =>
      typeof defaultValue === 'string' || typeof defaultValue === 'number'
        ? `${description} ${say('cli.help.default', { value: defaultValue })}`
        : description,
  };
}

/** The command behind those that it belongs to. */
function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

function argumentTerm(argument: Argument): string {
  const name = argument.variadic ? `${argument.name()}...` : argument.name();
  return argument.required ? `<${name}>` : `[${name}]`;
}

/** What commander found wrong, by its code, with the words it stumbled on; null for what is no complaint. */
function complaint(
  say: Translate,
  { args, options, registeredArguments }: Command,
  { code, message }: CommanderError,
): string | null {
  switch (code) {
    case 'commander.help':
    case 'commander.helpDisplayed':
    case 'commander.version':
      return null;
    case 'commander.unknownOption':
      return say('cli.unknownOption', { option: args.find((word) => word.startsWith('-')) ?? '' });
    case 'commander.unknownCommand':
      return say('cli.unknownCommand', { command: args[0] ?? '' });
    case 'commander.excessArguments':
      return say('cli.excessArguments', { words: args.join(' ') });
    case 'commander.missingArgument':
      return say('cli.missingArgument', { argument: registeredArguments[args.length]?.name() ?? '' });
    case 'commander.optionMissingArgument':
      // Whatever follows an option is taken for its value, so only the last one can lack it.
      return say('cli.missingValue', {
        option:
          process.argv.findLast((word) =>
            options.some(({ long, short }) => word === long || word === short),
          ) ?? '',
      });
    default:
      return message;
  }
}
