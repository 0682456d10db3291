#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { EXIT } from './cli/exit-status.ts';

/** The command line: the same service for scripts and fixtures. */

// Where nothing else is said, nothing was judged. Node's own status for a fault of the program is 1, which would say
// that a unit was found wanting.
process.exitCode = EXIT.errored;
process.on('uncaughtException', (fault) => {
  process.stderr.write(`${fault.stack ?? fault.message}\n`);
  process.exit(EXIT.errored);
});

const words = process.argv.slice(2);
const status = words[0] === 'records' && words[1] === 'export' ? await leanExport() : null;
process.exitCode = status ?? (await (await import('./cli/program.ts')).runProgram());

/**
 * An export may be long, and has to fit into little memory: it goes without the other commands and their texts. Null
 * where something is wrong with what was typed.
 */
async function leanExport(): Promise<number | null> {
  // What is made of a line lives no longer than the line; room for it to age in would only be taken.
  setFlagsFromString('--semi-space-growth-factor=1');
  const { plainExport } = await import('./cli/records-plain-export.ts');
  const asked = plainExport(words);
  return asked === null ? null : (await import('./cli/records-export.ts')).exportCommand(asked);
}
